"""A mention around links in a real browser: seen, named, followed, on paper."""

from pathlib import Path

import pytest
from looking import mini_site, said_by_axe
from playwright.sync_api import expect

from harness import PageMaker

SIGN = "one => getComputedStyle(one, '::before').content"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of the mini-site, built."""
    return mini_site("outer-mentions", tmp_path_factory.mktemp("outer-mentions")) / "articles"


def test_each_level_leads_to_its_entity(articles: Path, new_page: PageMaker) -> None:
    page = new_page(java_script_enabled=False)
    for name, heading in (
        ("Larkhaven Harbour Board", "Larkhaven Harbour Board"),
        ('The "Quay" <Inquiry>', 'The "Quay" <Inquiry>'),
    ):
        page.goto((articles / "nested.html").as_uri())
        paragraph = page.locator(".prose > p").first
        paragraph.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [320, 1280])
def test_its_sign_is_seen(articles: Path, new_page: PageMaker, media: str, width: int) -> None:
    page = new_page(width=width, has_touch=True)
    page.emulate_media(media=media)  # type: ignore[arg-type]
    page.goto((articles / "nested.html").as_uri())
    signs = page.locator(".mention-mark")

    assert signs.count() > 0
    for one in signs.all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 8
        assert "→" in one.evaluate(SIGN)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_right_to_left_it_points_to_the_left(articles: Path, new_page: PageMaker) -> None:
    page = new_page()
    page.goto((articles / "arabic.html").as_uri())

    sign = page.get_by_role("link", name="الميناء", exact=True).and_(page.locator(".mention-mark"))
    assert "←" in sign.evaluate(SIGN)


def test_links_do_not_stand_in_links(articles: Path, new_page: PageMaker) -> None:
    page = new_page()
    page.goto((articles / "nested.html").as_uri())

    assert page.locator("a a").count() == 0
    # What a parser would take apart leaves an empty link behind.
    assert page.locator(".prose a:not([aria-label]):empty").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(articles: Path, new_page: PageMaker, axe: str, width: int) -> None:
    page = new_page(width=width)
    complaints = []
    for path in ("nested.html", "arabic.html"):
        page.goto((articles / path).as_uri())
        complaints += said_by_axe(page, axe)

    assert complaints == []
