"""How a page is cited, in a browser: selected without script, copied with it, by paragraph."""

import re

import pytest
from looking import said_by_axe, show

from harness import BuiltDossier, PageMaker

ARTICLE = "articles/tehran-meeting.html"
PAGES = (
    ARTICLE,
    "articles/tehran-meeting-ar.html",
    "claims/al-hindi-attended.html",
    "entities/tehran.html",
    "sources/the-national.html",
)
SELECTED = "() => getSelection().toString()"


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_it(
    built_dossier: BuiltDossier, new_page: PageMaker, axe: str, width: int
) -> None:
    page = new_page(width=width)
    complaints = []
    for path in PAGES:
        show(page, built_dossier, path)
        page.locator(".cite summary").click()
        assert page.locator(".cite .citation").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        complaints += said_by_axe(page, axe)
    assert complaints == []


def test_without_script_a_click_selects_a_citation(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page(java_script_enabled=False)
    show(page, built_dossier, ARTICLE)
    assert not page.locator(".cite .citation").first.is_visible()
    page.locator(".cite summary").click()

    assert page.locator(".cite button").count() == 0
    texts = page.locator(".cite .citation")
    assert texts.count() >= 3
    assert {
        texts.nth(number).evaluate("one => getComputedStyle(one).userSelect")
        for number in range(texts.count())
    } == {"all"}


def test_a_button_copies_a_citation_by_keys_alone(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page()
    show(page, built_dossier, ARTICLE)
    page.locator(".cite summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    button = page.locator(":focus")
    assert button.evaluate("one => one.getBoundingClientRect().height") >= 24
    page.keyboard.press("Enter")

    assert page.evaluate(SELECTED).strip() == page.locator(".cite .citation").first.inner_text()
    assert page.locator(".cite [role=status]").inner_text() == "Copied"


def test_the_address_is_that_of_the_paragraph_that_was_gone_to(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page()
    show(page, built_dossier, ARTICLE)
    link = page.locator(".prose .permalink").nth(2)
    place = link.get_attribute("href") or ""
    assert re.fullmatch("#p-[0-9a-f]{8}", place)
    address = f"https://dossier.example/{ARTICLE}"

    def cited() -> list[str]:
        return page.locator(".cite .citation").all_text_contents()

    assert not any(f"{address}#" in one for one in cited())
    page.evaluate("place => { location.hash = place }", place)
    page.wait_for_function(
        "() => document.querySelector('.cite .citation').textContent.includes('#')"
    )
    assert all(f"{address}{place}" in one for one in cited())
    page.evaluate("() => { location.hash = '#part_entities' }")
    page.wait_for_function(
        "() => !document.querySelector('.cite .citation').textContent.includes('#')"
    )
    assert not any(f"{address}#" in one for one in cited())


def test_paper_has_the_citation_and_not_what_is_for_programs(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page()
    show(page, built_dossier, ARTICLE)
    page.emulate_media(media="print")

    assert page.locator(".cite p.citation").first.is_visible()
    assert not page.locator(".cite pre").first.is_visible()
