"""Cards in a browser, from disk: opened by pointer, keys and finger; closed by each way out."""

from pathlib import Path

import pytest
from looking import mini_site, said_by_axe, show
from playwright.sync_api import Locator, Page, expect

from building import SMALL, lay, must_publish
from harness import BuiltDossier, PageMaker

ARTICLE = "articles/tehran-meeting.html"
LINK = ".prose .record.entity"
CARD = ".link-card:popover-open"
CLAIMED = SMALL | {
    "content/claims/quay.yml": (
        "id: quay\ntext: The quay is closed.\nstatus: [{is: disputed, on: 2021-04-01}]\n"
        "reports: [{by: courier, on: 2021-03-04}]\n"
    ),
    "content/articles/closes.md": (
        "---\ntitle: The harbour closes\nclaims: [quay]\n---\n\nIt is [[claim:quay|closed]].\n"
    ),
}
NO_ANCHORS = """() => {
  CSS.supports = () => false;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.link-card { position-area: none !important; justify-self: auto !important }');
  document.adoptedStyleSheets = [sheet];
}"""
"""What makes of this browser one that cannot place by style sheets."""


def boxes(page: Page, link: Locator) -> tuple[dict[str, float], dict[str, float]]:
    """Those of a link and of its card, which does not move any more."""
    found = link.bounding_box(), page.locator(CARD).bounding_box()
    assert found[0]
    assert found[1]
    return found[0], found[1]  # type: ignore[return-value]


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
        or one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
    )


def rests_open(page: Page, link: Locator) -> None:
    link.scroll_into_view_if_needed()
    link.hover()
    page.wait_for_selector(CARD)


def leave(page: Page) -> None:
    page.mouse.move(1, 1)


@pytest.fixture
def article(built_dossier: BuiltDossier, new_page: PageMaker) -> Page:
    page = new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    show(page, built_dossier, ARTICLE)
    assert page.url.startswith("file:")
    assert said == []
    return page


def test_a_resting_pointer_opens_it_and_may_move_onto_it(article: Page) -> None:
    link = article.locator(LINK).nth(2)
    name = link.inner_text()
    before = article.locator("main").bounding_box()
    rests_open(article, link)

    card = article.locator(CARD)
    assert name in card.inner_text()
    assert apart(*boxes(article, link))
    assert article.locator("main").bounding_box() == before
    card.hover()
    article.wait_for_timeout(600)
    expect(card).to_be_visible()
    leave(article)
    expect(card).to_be_hidden()


def test_a_pointer_that_only_passes_opens_nothing(article: Page) -> None:
    article.locator(LINK).first.scroll_into_view_if_needed()
    article.locator(LINK).first.hover()
    leave(article)
    article.wait_for_timeout(900)

    assert article.locator(CARD).count() == 0


def test_one_card_at_a_time_and_another_link_takes_it_over(article: Page) -> None:
    links = article.locator(LINK)
    rests_open(article, links.nth(1))
    first = article.locator(CARD).inner_text()
    links.nth(2).hover()
    expect(article.locator(CARD)).not_to_have_text(first)
    assert article.locator(CARD).count() == 1


def test_escape_closes_it_and_the_pointer_need_not_move(article: Page) -> None:
    rests_open(article, article.locator(LINK).first)
    article.keyboard.press("Escape")

    expect(article.locator(CARD)).to_have_count(0)
    article.wait_for_timeout(900)
    assert article.locator(CARD).count() == 0


def test_the_focus_opens_it_beside_the_link_and_keeps_its_order(article: Page) -> None:
    article.locator(LINK).first.evaluate("one => one.focus({focusVisible: true})")
    article.wait_for_selector(CARD)
    link = article.locator(LINK).first
    assert apart(*boxes(article, link))
    leave(article)
    article.wait_for_timeout(600)
    assert article.locator(CARD).count() == 1

    article.keyboard.press("Tab")
    expect(article.locator(CARD)).to_have_count(0)
    following = article.evaluate("document.activeElement.closest('main') !== null")
    assert following
    article.keyboard.press("Shift+Tab")
    assert link.evaluate("one => one === document.activeElement")
    article.wait_for_selector(CARD)
    article.keyboard.press("Escape")
    expect(article.locator(CARD)).to_have_count(0)
    assert link.evaluate("one => one === document.activeElement")


def test_scrolling_the_link_away_closes_it(article: Page) -> None:
    rests_open(article, article.locator(LINK).first)
    article.mouse.wheel(0, 40)
    article.wait_for_timeout(300)
    article.evaluate("scrollTo(0, 5000)")

    expect(article.locator(CARD)).to_have_count(0)


def test_the_link_stays_a_link(article: Page) -> None:
    link = article.locator(LINK).first
    rests_open(article, link)
    link.click()
    article.wait_for_url("**/entities/*.html")


def test_its_name_leads_there_too(article: Page) -> None:
    rests_open(article, article.locator(LINK).nth(2))
    article.locator(f"{CARD} a").first.click()
    article.wait_for_url("**/entities/*.html")


def test_a_citation_shows_its_source_and_a_mark_its_note_where_that_is_out_of_sight(
    article: Page,
) -> None:
    mark = article.locator(".prose a.mark").first
    rests_open(article, mark)
    entry = article.locator(mark.get_attribute("href") or "")
    assert entry.locator(".title").inner_text() in article.locator(CARD).inner_text()
    assert article.locator(f"{CARD} [id], {CARD} [role=doc-backlink]").count() == 0
    leave(article)
    expect(article.locator(CARD)).to_have_count(0)

    # Wide, it stands beside its line.
    noted = article.locator(".note-mark a").first
    noted.scroll_into_view_if_needed()
    noted.hover()
    article.wait_for_timeout(900)
    assert article.locator(CARD).count() == 0
    leave(article)
    article.set_viewport_size({"width": 390, "height": 844})
    rests_open(article, noted)
    said = article.locator(noted.get_attribute("href") or "").locator("p").nth(1)
    assert (said.text_content() or "").strip() in article.locator(CARD).inner_text()


def test_a_badge_shows_what_it_means(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    page = new_page()
    show(page, built_dossier, "claims/al-hindi-attended.html")
    badge = page.locator("main a.word").first
    rests_open(page, badge)
    said = page.locator(f"{CARD} p").first.inner_text()

    show(page, built_dossier, "glossary.html")
    assert said in page.locator("main").inner_text()


def test_a_link_to_a_claim_shows_its_line_from_elsewhere_on_the_page(
    tmp_path: Path, new_page: PageMaker
) -> None:
    project = lay(tmp_path / "site", CLAIMED)
    must_publish(project)
    page = new_page(height=400)
    page.goto((project.output / "articles/closes.html").as_uri())
    rests_open(page, page.locator(".prose a.claim"))

    card = page.locator(CARD)
    assert "The quay is closed." in card.inner_text()
    assert card.locator(".line .status").inner_text() == "disputed"


def test_the_sign_of_a_claim_in_a_text_shows_what_the_desk_holds_of_it(article: Page) -> None:
    sign = article.locator(".prose a.claim-sign").first
    rests_open(article, sign)

    card = article.locator(CARD)
    assert (sign.get_attribute("aria-label") or "") in card.inner_text()
    assert card.locator(".line .status").count() == 1


def test_a_long_press_opens_it_and_a_tap_still_follows_the_link(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    show(page, built_dossier, ARTICLE)
    link = page.locator(LINK).nth(1)
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    hand = page.context.new_cdp_session(page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_selector(CARD)
    page.wait_for_timeout(500)
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)
    assert page.url.endswith(ARTICLE)
    assert page.locator(CARD).count() == 1
    assert apart(*boxes(page, link))

    page.touchscreen.tap(5, 5)
    expect(page.locator(CARD)).to_have_count(0)
    link.tap()
    page.wait_for_url("**/entities/*.html")


def test_without_script_nothing_is_shown_read_or_printed(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page(java_script_enabled=False)
    show(page, built_dossier, ARTICLE)
    link = page.locator(LINK).first
    link.hover()
    page.wait_for_timeout(900)
    assert page.locator(".link-card").count() == 0
    assert not page.locator("#page_cards").is_visible()
    assert link.get_attribute("title") is None
    link.click()
    page.wait_for_url("**/entities/*.html")


def test_paper_has_none(article: Page) -> None:
    rests_open(article, article.locator(LINK).first)
    article.emulate_media(media="print")
    assert not article.locator(".link-card").is_visible()


def test_it_stands_beside_a_link_in_a_drawing_too(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = new_page()
    show(page, built_dossier, "claims/al-hindi-attended.html")
    link = page.locator("svg a").first
    rests_open(page, link)
    at, card = boxes(page, link)

    assert apart(at, card)
    assert abs(card["x"] - at["x"]) < 8
    assert (
        min(abs(card["y"] - at["y"] - at["height"]), abs(at["y"] - card["y"] - card["height"])) < 16
    )


@pytest.mark.parametrize("size", [(1280, 900), (390, 844), (320, 256)], ids=str)
@pytest.mark.parametrize("placed_by", ["style sheets", "script"])
@pytest.mark.parametrize("path", [ARTICLE, "articles/tehran-meeting-fa.html"])
def test_it_is_on_the_screen_and_covers_no_link_of_its_own(
    built_dossier: BuiltDossier,
    new_page: PageMaker,
    path: str,
    placed_by: str,
    size: tuple[int, int],
) -> None:
    """320 by 256 is a screen of 1280 by 1024 at 400 %."""
    width, height = size
    page = new_page(width=width, height=height)
    show(page, built_dossier, path)
    if placed_by == "script":
        page.evaluate(NO_ANCHORS)
    for number in (0, 3):
        link = page.locator(".prose .record.entity, .prose .mark, .cast .record").nth(number)
        for place in ("start", "end", "center"):
            page.keyboard.press("Escape")
            link.evaluate("(one, block) => one.scrollIntoView({block})", place)
            link.evaluate("one => { one.blur(); one.focus({focusVisible: true}); }")
            page.wait_for_selector(CARD)
            at, card = boxes(page, link)
            assert apart(at, card), (number, place)
            assert card["x"] >= 0, (number, place)
            assert card["y"] >= 0, (number, place)
            assert card["x"] + card["width"] <= width, (number, place)
            assert card["y"] + card["height"] <= height, (number, place)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_right_to_left_it_begins_where_its_link_begins(
    tmp_path: Path, new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((mini_site("right-to-left", tmp_path) / "articles/bandar.html").as_uri())
    link = page.locator(".prose .record.entity").first
    rests_open(page, link)
    at, card = boxes(page, link)

    assert page.locator(CARD).evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert abs(at["x"] + at["width"] - card["x"] - card["width"]) < 1


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_it(
    built_dossier: BuiltDossier, new_page: PageMaker, axe: str, width: int
) -> None:
    page = new_page(width=width)
    complaints = []
    for path, selector in (
        (ARTICLE, LINK),
        (ARTICLE, ".prose a.mark"),
        ("articles/tehran-meeting-fa.html", ".cast .record.entity"),
        ("claims/al-hindi-attended.html", ".apparatus .record.source"),
        ("claims/al-hindi-attended.html", "main a.word"),
        ("entities/hossein-salami.html", ".relations .record, .tally .record"),
    ):
        show(page, built_dossier, path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        rests_open(page, page.locator(selector).first)
        complaints += said_by_axe(page, axe)
        assert page.locator(CARD).count() == 1
    assert complaints == []
