"""A reader chooses light or dark; the choice is kept from page to page, and paper stays white."""

import pytest
from looking import show
from playwright.sync_api import Page

from harness import BuiltDossier, PageMaker, serve

PAPER = {"light": "rgb(252, 251, 248)", "dark": "rgb(23, 24, 26)"}


def paper(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_choice_goes_before_the_system(
    built_dossier: BuiltDossier, new_page: PageMaker, *, system: str, scripts: bool
) -> None:
    page = show(
        new_page(color_scheme=system, java_script_enabled=scripts), built_dossier, "index.html"
    )
    for choice, expected in (
        ("system", system),
        ("dark", "dark"),
        ("light", "light"),
        ("system", system),
    ):
        page.locator(f"#colours_{choice}").check()

        assert paper(page) == PAPER[expected]

    page.locator("#colours_dark").check()
    page.emulate_media(media="print", color_scheme=system)
    assert paper(page) == "rgb(255, 255, 255)"


def test_it_is_kept_from_page_to_page(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    page = new_page(color_scheme="light")
    with serve(built_dossier.output) as address:
        page.goto(f"{address}/index.html")
        page.locator("#colours_dark").check()
        page.goto(f"{address}/articles/tehran-meeting.html")
        dark = paper(page)
        page.locator("#colours_system").check()
        page.go_back()
        back = paper(page)

    assert (dark, back) == (PAPER["dark"], PAPER["light"])
