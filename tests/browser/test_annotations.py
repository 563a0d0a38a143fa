"""Annotations in a real browser: beside their lines, unfolding, switched off, on paper."""

import io
import re
from pathlib import Path
from typing import Literal

import pytest
from looking import letters, mini_site, said_by_axe
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from harness import PageMaker

NOTES = 13
"""In the article `harbour`."""

BOXES = """() => [...document.querySelectorAll('.annotation')].map(note => {
    const mark = [...document.querySelectorAll('.note-mark')]
        .find((one) => one.textContent === note.dataset.note).getBoundingClientRect();
    const box = note.getBoundingClientRect();
    const said = note.querySelector('.said').getBoundingClientRect();
    const text = document.querySelector('.prose > p').getBoundingClientRect();
    return {line: mark.top, top: box.top, bottom: box.bottom, left: box.left, right: box.right,
            said: said.height, textLeft: text.left, textRight: text.right};
})"""


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of the mini-site, built."""
    return mini_site("annotations", tmp_path_factory.mktemp("annotations")) / "articles"


def opened(page: Page, path: Path) -> Page:
    page.goto(path.as_uri())
    return page


def mark_of(page: Page, number: int) -> Locator:
    """The link that leads to an annotation."""
    return page.locator(".note-mark").get_by_text(str(number), exact=True)


def test_notes_stand_beside_their_lines(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(width=1280), articles / "harbour.html")
    boxes = page.evaluate(BOXES)

    assert len(boxes) == NOTES
    assert all(box["left"] > box["textRight"] for box in boxes)
    assert all(box["said"] > 10 for box in boxes)
    end = 0.0
    for box in boxes:
        beside = abs(box["top"] - box["line"]) < 30
        assert box["top"] >= end
        assert beside or box["top"] - end < 20
        end = box["bottom"]
    below = page.evaluate("document.querySelector('.cast').getBoundingClientRect().top")
    assert below >= end


def test_notes_stand_on_the_other_side_of_a_text_from_right_to_left(
    articles: Path, new_page: PageMaker
) -> None:
    page = opened(new_page(width=1280), articles / "bandar.html")

    boxes = page.evaluate(BOXES)

    assert len(boxes) == 2
    assert all(box["right"] < box["textLeft"] for box in boxes)


@pytest.mark.parametrize("width", [1280, 390])
def test_without_script_all_can_be_read(articles: Path, new_page: PageMaker, width: int) -> None:
    page = opened(new_page(width=width, java_script_enabled=False), articles / "harbour.html")
    notes = page.locator(".annotation")

    assert not page.locator(".layers fieldset").is_visible()
    assert notes.count() == NOTES
    for number in range(NOTES):
        note = notes.nth(number)
        if width == 390:
            assert not note.locator(".said").is_visible()
            note.locator("summary").click()
        assert note.locator(".said").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_mark_leads_to_its_note_and_back(
    articles: Path, new_page: PageMaker, *, script: bool
) -> None:
    page = opened(new_page(width=390, java_script_enabled=script), articles / "harbour.html")

    mark = mark_of(page, 3)
    at = mark.get_attribute("id")
    mark.click()

    note = page.locator(".annotation[data-note='3']")
    expect(note.locator(".said")).to_be_visible()
    assert not page.locator(".annotation[data-note='2'] .said").is_visible()
    note.locator(".back").click()
    expect(page).to_have_url(re.compile(f"#{at}$"))


def test_layers_are_switched_off_and_remembered(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(), articles / "harbour.html")
    framing = page.get_by_role("checkbox", name="Framing")
    notes = page.locator(".annotation.type-framing")

    framing.uncheck()

    assert notes.count() == 2
    assert not any(notes.nth(number).is_visible() for number in range(2))
    assert not page.locator(".note-mark.type-framing").first.is_visible()
    assert page.locator(".annotation.type-correction").is_visible()
    lines = "(mark) => getComputedStyle(mark).textDecorationLine"
    assert page.locator(".noted.type-framing").first.evaluate(lines) == "none"

    page.reload()
    assert not page.get_by_role("checkbox", name="Framing").is_checked()
    assert not notes.first.is_visible()
    page.goto((articles / "harbour.html").as_uri() + str(mark_of(page, 1).get_attribute("href")))
    expect(notes.first).to_be_visible()


def test_keys_switch_layers(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(), articles / "harbour.html")
    page.get_by_role("checkbox", name="Correction").focus()

    page.keyboard.press("Space")

    assert not page.locator(".annotation.type-correction").is_visible()


OVERLAP = ".noted[data-notes='2 3']"
"""Words that a correction and a claim are about."""
LOOK = """(mark) => {
    const {textDecorationLine, textDecorationStyle, borderBlockEndWidth} = getComputedStyle(mark);
    return [textDecorationLine, textDecorationStyle, parseFloat(borderBlockEndWidth) > 0];
}"""


def test_words_of_two_layers_look_like_the_one_that_is_left(
    articles: Path, new_page: PageMaker
) -> None:
    page = opened(new_page(), articles / "harbour.html")
    words = page.locator(OVERLAP)

    assert words.evaluate(LOOK) == ["underline", "double", True]
    page.get_by_role("checkbox", name="Correction").uncheck()
    assert words.evaluate(LOOK) == ["underline", "dashed", False]
    page.get_by_role("checkbox", name="Claim").uncheck()
    assert words.evaluate(LOOK)[0] == "none"
    page.get_by_role("checkbox", name="Correction").check()
    assert words.evaluate(LOOK) == ["underline", "double", False]
    page.get_by_role("checkbox", name="Claim").check()
    assert words.evaluate(LOOK) == ["underline", "double", True]


@pytest.mark.parametrize(
    "how", [{"java_script_enabled": False}, {"color_scheme": "dark"}, {"forced_colors": "active"}]
)
def test_overlapping_words_can_be_told_from_others(
    articles: Path, new_page: PageMaker, how: dict[str, object]
) -> None:
    page = opened(new_page(**how), articles / "harbour.html")

    assert page.locator(OVERLAP).evaluate(LOOK)[2] is True
    assert page.locator(".noted[data-notes='3']").first.evaluate(LOOK)[2] is False


def on(page: Page, media: Literal["print", "screen"]) -> None:
    """Change what the page is shown on, and wait until its scripts know: before the next frame."""
    page.emulate_media(media=media)
    page.evaluate("() => new Promise(requestAnimationFrame)")


def test_paper_shows_marks_and_lines_of_layers_that_are_off(
    articles: Path, new_page: PageMaker
) -> None:
    page = opened(new_page(), articles / "harbour.html")
    page.get_by_role("checkbox", name="Framing").uncheck()
    page.get_by_role("checkbox", name="Correction").uncheck()

    on(page, "print")

    assert page.locator(".note-mark.type-framing").first.is_visible()
    framed = page.locator(".noted.type-framing").first
    assert framed.evaluate(LOOK) == ["underline", "wavy", False]
    assert page.locator(OVERLAP).evaluate(LOOK) == ["underline", "double", True]
    on(page, "screen")
    assert not page.locator(".note-mark.type-framing").first.is_visible()
    assert page.locator(OVERLAP).evaluate(LOOK) == ["underline", "dashed", False]


def test_a_mark_has_its_name_where_the_layers_are_folded(
    articles: Path, new_page: PageMaker
) -> None:
    """As Chromium tells it: names by other elements are not found in what is folded."""
    page = opened(new_page(width=320), articles / "harbour.html")

    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = {one["name"]["value"] for one in tree if one.get("name")}
    assert {f"annotation {number}" for number in range(1, NOTES + 1)} <= names


def test_names_are_those_of_the_words_and_marks_have_their_own(
    articles: Path, new_page: PageMaker
) -> None:
    page = opened(new_page(), articles / "harbour.html")

    assert page.get_by_role("heading", name="A heading", exact=True).count() == 1
    assert page.get_by_role("link", name="annotation 8", exact=True).count() == 1


def test_the_focus_on_a_mark_lights_its_passage(articles: Path, new_page: PageMaker) -> None:
    page = opened(new_page(), articles / "harbour.html")

    mark_of(page, 2).focus()

    assert "is-lit" in str(page.locator(OVERLAP).get_attribute("class"))
    assert "is-lit" in str(page.locator(".annotation[data-note='2']").get_attribute("class"))
    page.keyboard.press("Tab")
    assert "is-lit" not in str(page.locator(".annotation[data-note='2']").get_attribute("class"))


def test_every_note_is_read_after_its_passage(articles: Path, new_page: PageMaker) -> None:
    """In the order of the page a mark is followed by its note, before the next paragraph's mark."""
    page = opened(new_page(), articles / "harbour.html")
    order = page.evaluate(
        "() => [...document.querySelectorAll('.note-mark, .annotation')]"
        ".map(e => e.dataset.note ? `note ${e.dataset.note}` : `mark ${e.textContent}`)"
    )

    assert [one for one in order if one.startswith("note")] == [
        f"note {number}" for number in range(1, NOTES + 1)
    ]
    for number in range(1, NOTES + 1):
        assert order.index(f"mark {number}") < order.index(f"note {number}")
    assert order.index("note 5") < order.index("mark 6")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_paper_holds_every_note(
    articles: Path, new_page: PageMaker, width: int, *, script: bool
) -> None:
    page = opened(new_page(width=width, java_script_enabled=script), articles / "harbour.html")
    if script:
        page.locator(".guide").evaluate("guide => guide.open = true")
        page.get_by_role("checkbox", name="Framing").uncheck()

    paper = PdfReader(io.BytesIO(page.pdf()))

    text = letters("".join(sheet.extract_text() for sheet in paper.pages))
    for said in ("The office is hers by law.", "three berths and a slipway", "By whom?",
                 "In a list.", "In a table.", "Runs over a citation."):  # fmt: skip
        assert letters(said) in text


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(articles: Path, new_page: PageMaker, axe: str, width: int) -> None:
    page = new_page(width=width)
    complaints = []
    for path in (
        "articles/harbour.html",
        "articles/bandar.html",
        "entities/ada-moss.html",
        "sources/gazette.html",
        "corrections.html",
    ):
        opened(page, articles.parent / path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        complaints += said_by_axe(page, axe)

    assert complaints == []


@pytest.mark.parametrize("width", [320, 390, 1000, 1280])
def test_nothing_is_wider_than_the_screen(articles: Path, new_page: PageMaker, width: int) -> None:
    page = opened(new_page(width=width), articles / "harbour.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
