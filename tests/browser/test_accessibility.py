"""axe finds nothing on any kind of page, light and dark, wide and narrow; and keys suffice."""

import pytest
from looking import said_by_axe
from sample_pages import sample_pages

from harness import BuiltDossier, PageMaker, serve


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(
    built_dossier: BuiltDossier, new_page: PageMaker, axe: str, width: int
) -> None:
    page = new_page(width=width)
    complaints = []
    with serve(built_dossier.output) as address:
        for path in [*map(built_dossier.path, sample_pages(built_dossier)), "404.html"]:
            page.goto(f"{address}/{path}")
            complaints += said_by_axe(page, axe)

    assert complaints == []


def test_the_first_key_leads_past_the_navigation(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page()
    for path in sample_pages(built_dossier):
        page.goto(path.as_uri())
        page.keyboard.press("Tab")
        first = page.locator(":focus")

        assert first.is_visible()
        target = first.get_attribute("href") or ""
        assert target.startswith("#")
        assert page.locator(f"main{target}, main {target}").count() == 1


def test_focus_is_always_to_be_seen(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    """Whatever the tab key reaches on an article is on the screen and has a mark around it."""
    page = new_page()
    page.goto((built_dossier.output / "articles" / "tehran-meeting.html").as_uri())
    unmarked = []
    for _ in range(40):
        page.keyboard.press("Tab")
        marked = page.evaluate(
            """() => {
                const here = document.activeElement;
                const style = getComputedStyle(here);
                const box = here.getBoundingClientRect();
                const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                return [drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
                        here.outerHTML.slice(0, 80)];
            }"""
        )
        if not marked[0]:
            unmarked.append(marked[1])

    assert unmarked == []
