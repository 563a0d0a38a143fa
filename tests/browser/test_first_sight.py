"""What a reader sees at once: boxes, headlines and links are what they look like."""

import pytest
from looking import show
from playwright.sync_api import Page

from harness import BuiltDossier, PageMaker

ARTICLE = "articles/tehran-meeting.html"
SEEN = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const style = getComputedStyle(one);
  return {
    border: style.borderTopStyle, display: style.display,
    weight: style.fontWeight, line: style.textDecorationColor,
  };
})"""


def test_a_citation_is_a_link_in_its_line_and_no_box(
    built_dossier: BuiltDossier, page: Page
) -> None:
    looks = show(page, built_dossier, ARTICLE).evaluate(SEEN, ".citation a")

    assert len(looks) > 10
    assert {(one["border"], one["display"]) for one in looks} == {("none", "inline")}


def test_what_a_claim_wants_for_is_a_dashed_box(built_dossier: BuiltDossier, page: Page) -> None:
    looks = show(page, built_dossier, "claims/index.html").evaluate(SEEN, ".claim-mark")

    assert len(looks) > 10
    assert {one["border"] for one in looks} == {"dashed"}


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("claims/index.html", ".claims .headline"),
        (ARTICLE, ".claims .headline"),
        ("entities/hossein-salami.html", ":is(.claims-about, .standing) .claims .headline"),
        ("claims/nine-died-in-crash.html", ".claim-relations .headline"),
    ],
)
def test_a_claim_looks_like_a_headline_and_a_link(
    built_dossier: BuiltDossier, page: Page, path: str, lines: str
) -> None:
    show(page, built_dossier, path)
    headlines = page.evaluate(SEEN, lines)
    links = page.evaluate(SEEN, f"{lines} a")

    assert headlines
    assert {one["weight"] for one in headlines} == {"600"}
    assert len(links) == len(headlines)
    assert "rgba(0, 0, 0, 0)" not in {one["line"] for one in links}


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_finger_finds_the_link_of_every_paragraph(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    """Seen without hovering, 24 pixels wide and high, below nothing else, and on the page."""
    page = show(new_page(width=width, has_touch=True, is_mobile=True), built_dossier, ARTICLE)
    found = page.evaluate(
        """() => [...document.querySelectorAll('.prose .permalink')].map((link) => {
          link.scrollIntoView({block: 'center'});
          const box = link.getBoundingClientRect();
          const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return {
            wide: box.width, high: box.height, seen: getComputedStyle(link).opacity,
            hit: at === link, left: box.left, right: box.right,
          };
        })"""
    )

    assert len(found) > 10
    assert [one for one in found if one["wide"] < 24 or one["high"] < 24] == []
    assert [one for one in found if one["seen"] != "1" or not one["hit"]] == []
    assert [one for one in found if one["left"] < 0 or one["right"] > width] == []


def test_a_pointer_finds_the_link_of_a_paragraph_by_hovering(
    built_dossier: BuiltDossier, page: Page
) -> None:
    show(page, built_dossier, ARTICLE)
    paragraph = page.locator(".prose p:has(> .permalink)").first
    link = paragraph.locator(".permalink")
    page.emulate_media(reduced_motion="reduce")

    assert link.evaluate("link => getComputedStyle(link).opacity") == "0"

    paragraph.hover()

    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
