"""Marks of claims in a real browser: names, lines, what lights up, the switch, paper."""

import io
from pathlib import Path

import pytest
from looking import letters, mini_site, said_by_axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from harness import PageMaker

BESIDE = """() => [...document.querySelectorAll('.prose .claim-sign')].map(sign => {
    const before = document.createRange();
    const words = document.getElementById(sign.id.replace(/_mark$/, ''));
    before.selectNodeContents(words);
    const lines = [...before.getClientRects()].filter(one => one.width > 1);
    const own = sign.getBoundingClientRect();
    return lines.some(line => own.top < line.bottom && own.bottom > line.top);
})"""
NO_LIGHT = "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of the mini-site, built."""
    return mini_site("claims-in-words", tmp_path_factory.mktemp("claims-in-words")) / "articles"


def opened(page: Page, path: Path, place: str = "") -> Page:
    page.goto(path.as_uri() + place)
    return page


def light(page: Page, anchor: str) -> str:
    return str(page.locator(f"#{anchor}").evaluate("one => getComputedStyle(one).backgroundColor"))


@pytest.mark.parametrize("width", [320, 1280])
def test_a_mark_says_what_is_claimed_and_what_the_desk_holds(
    articles: Path, new_page: PageMaker, width: int
) -> None:
    """On a small screen, too, where the explanation of the marks is folded."""
    page = opened(new_page(width=width), articles / "harbour.html")

    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [one["name"]["value"] for one in tree if one.get("role", {}).get("value") == "link"]
    assert sorted(name for name in names if name.startswith("Claim:")) == [
        "Claim: North Quay has four berths. (corroborated)",
        "Claim: North Quay has four berths. (corroborated)",
        "Claim: North Quay has sunk. (false)",
        "Claim: North Quay is the finest quay of the coast. (held)",
        "Claim: The berths of North Quay are full. (disputed)",
    ]


@pytest.mark.parametrize("name", ["harbour", "bandar"])
def test_a_mark_is_on_a_line_of_its_words(articles: Path, new_page: PageMaker, name: str) -> None:
    page = opened(new_page(width=320), articles / f"{name}.html")

    for width in range(320, 700, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert all(page.evaluate(BESIDE)), width


def test_the_words_of_a_mark_light_up(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(width=1280, java_script_enabled=False), articles / "harbour.html")

    assert light(page, "claim_quay-sank") == NO_LIGHT
    page.locator("#claim_quay-sank_mark").hover()
    assert light(page, "claim_quay-sank") != NO_LIGHT
    assert light(page, "claim_four-berths") == NO_LIGHT
    opened(page, articles / "harbour.html", "#claim_four-berths")
    assert light(page, "claim_four-berths") != NO_LIGHT


def test_a_mark_leads_to_its_claim_and_the_claim_back_to_the_words(
    articles: Path, new_page: PageMaker
) -> None:
    page = opened(new_page(width=1280, java_script_enabled=False), articles / "harbour.html")

    page.locator("#claim_four-berths_mark").click()
    assert page.url.endswith("claims/four-berths.html")
    page.get_by_role("link", name="four berths in all").click()
    assert page.url.endswith("articles/harbour.html#claim_four-berths_2")


def test_marks_are_switched_off_without_a_script(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(width=1280, java_script_enabled=False), articles / "harbour.html")

    page.locator("#claim_signs").uncheck()
    expect(page.locator(".prose .claim-sign").first).to_be_hidden()


def test_a_browser_remembers_that_they_are_off(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(width=1280), articles / "harbour.html")

    page.locator("#claim_signs").uncheck()
    opened(page, articles / "bandar.html")
    expect(page.locator(".prose .claim-sign").first).to_be_hidden()
    page.locator("#claim_signs").check()
    opened(page, articles / "harbour.html")
    expect(page.locator(".prose .claim-sign").first).to_be_visible()


def test_words_are_copied_without_their_marks(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(width=1280), articles / "bandar.html")

    copied = page.evaluate(
        "() => {getSelection().selectAllChildren(document.querySelector('.prose > p'));"
        "return getSelection().toString().trim()}"
    )
    assert copied == "می‌گویند اسکلهٔ شمالی چهار پهلوگاه دارد و همه پر است."


def test_paper_has_every_mark_whatever_is_switched_off(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(width=1280), articles / "harbour.html")
    page.locator("#claim_signs").uncheck()

    page.emulate_media(media="print")

    expect(page.locator(".prose .claim-sign").first).to_be_visible()
    text = letters("".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages))
    assert letters("North Quay has four large berths") in text


@pytest.mark.parametrize("name", ["harbour", "bandar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    articles: Path, new_page: PageMaker, axe: str, name: str, width: int
) -> None:
    page = opened(new_page(width=width), articles / f"{name}.html")

    assert said_by_axe(page, axe) == []
