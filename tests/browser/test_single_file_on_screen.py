"""A dossier in one file, as readers use it: opened from disk, with and without script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import said_by_axe
from playwright.sync_api import Page, expect

from harness import PageMaker

FIELD = "#part_search_field"
TOLD = "#part_search [role=status]"
NOBODY_WAITS = 20_000
"""Milliseconds; a busy machine takes its time."""


@pytest.fixture
def opened(stick: Path, new_page: PageMaker) -> Iterator[Page]:
    """The file in a browser that asks for nothing else, and has nothing to complain of."""
    page = new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(stick.as_uri())
    yield page
    assert said == []
    assert [one for one in asked if not one.startswith(("data:", stick.as_uri()))] == []


def test_every_page_is_shown_as_if_it_were_loaded(opened: Page, stick: Path) -> None:
    ids = re.findall(r'<section id="(page/[^"]*)"', stick.read_text(encoding="utf-8"))
    wrong = []
    for id_ in ids:
        opened.evaluate("to => { location.hash = to }", id_)
        opened.wait_for_function(
            "id => document.querySelector('main').closest('body') && history.state?.entry"
            " !== undefined && decodeURIComponent(location.hash) === `#${id}`",
            arg=id_,
        )
        counts = opened.evaluate(
            """() => [document.querySelectorAll('main').length,
                document.querySelectorAll('main h1').length,
                document.querySelectorAll('.page').length,
                document.querySelectorAll('[id^="page/"]').length,
                [...document.querySelectorAll('[id]')].length
                    - new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size,
                document.documentElement.scrollWidth <= innerWidth]"""
        )
        if counts != [1, 1, 0, 0, 0, True]:
            wrong.append((id_, counts))

    assert len(ids) > 60
    assert wrong == []


def test_it_begins_with_the_front_page(opened: Page) -> None:
    assert opened.locator("main h1").inner_text() == "Start"
    assert opened.title() == "Start – Every path"
    assert opened.locator(".masthead [aria-current]").inner_text() == "Home"
    assert opened.evaluate("document.activeElement.localName") == "body"


def test_a_link_leads_to_a_page_its_title_its_language_and_its_heading(opened: Page) -> None:
    opened.locator(".masthead a", has_text="Articles").click()
    expect(opened).to_have_title(re.compile("^Articles"))
    assert opened.locator(".masthead [aria-current]").inner_text() == "Articles"

    opened.locator("main a", has_text="بندر").first.click()
    expect(opened).to_have_title("بندر – Every path")
    root = opened.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("fa", "rtl")
    assert opened.evaluate("document.activeElement.localName") == "h1"
    assert opened.evaluate("scrollY") == 0
    assert root.get_attribute("data-address") == "https://harbour.example/articles/bandar.html"

    opened.go_back()
    expect(opened).to_have_title(re.compile("^Articles"))
    assert root.get_attribute("lang") == "en"


def test_who_comes_back_is_where_they_were(opened: Page) -> None:
    opened.evaluate("location.hash = 'page/articles/long.html'")
    expect(opened).to_have_title(re.compile("^The long quay"))
    link = opened.locator(".prose a", has_text="harbour opens")
    link.scroll_into_view_if_needed()
    top = opened.evaluate("scrollY")
    assert top > 1000
    link.click()
    expect(opened).to_have_title(re.compile("^The harbour opens"))
    assert opened.evaluate("scrollY") == 0

    opened.go_back()
    expect(opened).to_have_title(re.compile("^The long quay"))
    expect(link).to_be_focused()
    assert abs(opened.evaluate("scrollY") - top) < 3

    opened.go_forward()
    expect(opened).to_have_title(re.compile("^The harbour opens"))
    opened.go_back()
    expect(opened).to_have_title(re.compile("^The long quay"))
    opened.reload()
    expect(opened).to_have_title(re.compile("^The long quay"))
    assert abs(opened.evaluate("scrollY") - top) < 3


def test_a_link_within_a_page_leads_to_its_place(opened: Page) -> None:
    opened.evaluate("location.hash = 'page/articles/long.html'")
    opened.locator(".contents a", has_text="After the stones").first.click()
    heading = opened.locator("h2", has_text="After the stones")

    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    assert opened.evaluate("location.hash").startswith("#page/articles/long.html:")
    assert "is-target" in (heading.get_attribute("class") or "")


def test_a_journey_by_keys_from_the_search_to_a_paragraph_and_back(opened: Page) -> None:
    opened.keyboard.press("/")
    expect(opened.locator(FIELD)).to_be_focused()
    opened.keyboard.type("keystone mark")
    expect(opened.locator(TOLD)).to_have_text(re.compile("Found"), timeout=NOBODY_WAITS)

    opened.keyboard.press("Enter")

    expect(opened).to_have_title(re.compile("^The long quay"))
    paragraph = opened.locator("p.is-target")
    expect(paragraph).to_contain_text("The last stone has a keystone mark")
    expect(paragraph).to_be_in_viewport()
    opened.go_back()
    expect(opened.locator(FIELD)).to_have_value("keystone mark")
    expect(opened.locator(FIELD)).to_be_focused()
    expect(opened.locator("#part_search .results a.found").first).to_be_visible()

    # The question stands in the address.
    opened.reload()
    expect(opened.locator(FIELD)).to_have_value("keystone mark")
    expect(opened.locator("#part_search .results a.found").first).to_be_visible()

    opened.keyboard.press("Control+k")
    opened.fill(FIELD, "Ada Moss")
    expect(opened.locator("#part_search .results h2").first).to_have_text(re.compile("People"))
    opened.locator("#part_search .results a.found").first.click()
    expect(opened).to_have_title(re.compile("^Ada Moss"))


def test_a_link_has_its_card_and_a_note_too(opened: Page) -> None:
    opened.evaluate("location.hash = 'page/articles/opens.html'")
    card = opened.locator(".link-card")
    opened.locator(".prose a.record.entity", has_text="Ada Moss").first.hover()
    expect(card).to_contain_text("Ada Moss")
    opened.keyboard.press("Escape")
    expect(card).to_be_hidden()

    opened.evaluate("location.hash = 'page/articles/long.html'")
    opened.locator(".prose a[role=doc-noteref]").hover()
    expect(opened.locator(".link-card")).to_contain_text("It is older than the quay.")


def test_a_page_that_was_left_hears_of_nothing(opened: Page) -> None:
    opened.keyboard.press("/")
    expect(opened.locator(FIELD)).to_be_focused()
    opened.fill(FIELD, "")
    opened.locator(".masthead a", has_text="Articles").click()
    expect(opened).to_have_title(re.compile("^Articles"))

    opened.keyboard.press("/")

    expect(opened.locator(FIELD)).to_be_focused()
    assert opened.evaluate("location.hash") == "#page/search.html:part_search_field"


def test_colours_are_kept_from_page_to_page(opened: Page) -> None:
    opened.locator("label", has=opened.locator("#colours_dark")).click()
    dark = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.locator(".masthead a", has_text="Articles").click()
    expect(opened).to_have_title(re.compile("^Articles"))

    assert opened.locator("#colours_dark").is_checked()
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize("path", ["index.html", "articles/opens.html", "search.html"])
def test_axe_finds_nothing(opened: Page, axe: str, path: str) -> None:
    opened.evaluate("to => { location.hash = to }", f"page/{path}")
    opened.wait_for_timeout(100)

    assert said_by_axe(opened, axe) == []


# Without script.


@pytest.fixture
def plain(stick: Path, new_page: PageMaker) -> Page:
    """The file in a browser that runs nothing."""
    page = new_page(java_script_enabled=False)
    page.goto(stick.as_uri())
    return page


def shown(page: Page) -> list[str]:
    return [one.get_attribute("id") or "" for one in page.locator(".page:visible").all()]


def test_without_script_one_page_is_shown_and_links_lead_to_others(plain: Page) -> None:
    assert shown(plain) == ["page/index.html"]

    plain.locator(".masthead a", has_text="Articles").click()
    assert shown(plain) == ["page/articles/index.html"]
    plain.locator(".page:visible a", has_text="بندر").first.click()
    assert shown(plain) == ["page/articles/bandar.html"]
    plain.locator(".page:visible a", has_text="The long quay").first.click()
    assert shown(plain) == ["page/articles/long.html"]
    plain.locator(".page:visible .contents a", has_text="After the stones").first.click()
    assert shown(plain) == ["page/articles/long.html"]
    expect(plain.locator("h2:visible", has_text="After the stones")).to_be_in_viewport()
    for page in ("articles/long", "articles/bandar", "articles/index"):
        plain.go_back()
        assert shown(plain) == [f"page/{page}.html"]


def test_without_script_every_page_can_be_reached_from_the_first(stick: Path, plain: Page) -> None:
    links: dict[str, set[str]] = {}
    text = stick.read_text(encoding="utf-8")
    chrome = set(
        re.findall(
            r'href="#(page/[^":]*\.html)', re.sub("<main.*</main>", "", text, flags=re.DOTALL)
        )
    )
    for id_, inside in re.findall(
        r'<section id="(page/[^"]*)"(.*?)(?=<section id="page/|</main>)', text, re.DOTALL
    ):
        links[id_] = set(re.findall(r'href="#(page/[^":]*\.html)', inside))
    reached, new = set(), {shown(plain)[0]} | chrome
    while new:
        reached |= new
        new = {to for one in new for to in links.get(one, ())} - reached

    assert set(links) - reached == set()


def test_without_script_a_choice_by_style_works_within_its_page(plain: Page, stick: Path) -> None:
    plain.goto(f"{stick.as_uri()}#page/claims-by-source.html")
    before = plain.locator(".page:visible .of-status:visible").count()
    plain.locator(".page:visible .choices label").nth(1).click()
    chosen = plain.locator(".page:visible .of-status:visible").count()

    assert 0 < chosen < before


def test_paper_has_the_page_that_is_shown(plain: Page, opened: Page, stick: Path) -> None:
    for page in (plain, opened):
        page.goto(f"{stick.as_uri()}#page/articles/bandar.html")
        page.emulate_media(media="print")
        expect(page.locator("h1:visible")).to_have_count(1)
        assert page.locator("h1:visible").inner_text() == "بندر"
