"""An article on paper: all of its text in order, notes at the foot, ways through it, tags."""

from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from paper.conftest import Paper

CLOSES = "articles/closes.pdf"
Floats = list[float]


def headings(outline: list[Any], depth: int = 0) -> Iterator[tuple[int, str]]:
    for one in outline:
        if isinstance(one, Destination):
            yield depth, str(one.title)
        else:
            yield from headings(one, depth + 1)


def lowest(reader: PdfReader, words: str) -> tuple[int, float]:
    """(number of the page, height above its lower edge) at which some words stand last."""
    found: list[tuple[int, float]] = []
    for number, page in enumerate(reader.pages):

        def see(text: str, page: Floats, line: Floats, *_: object, on: int = number) -> None:
            if words in text:
                found.append((on, page[5] + line[5] * page[3]))

        page.extract_text(visitor_text=see)
    assert found, words
    return found[-1]


def addresses(reader: PdfReader) -> set[str]:
    return {
        note["/A"]["/URI"]
        for page in reader.pages
        for note in (one.get_object() for one in page.get("/Annots", ()))
        if "/A" in note and "/URI" in note["/A"]
    }


def test_there_is_a_pdf_of_each_published_article(paper: Paper) -> None:
    names = sorted(path.stem for path in (paper.folder / "articles").iterdir())

    assert names == ["arabic", "closes", "farsi", "hebrew", "opens"]
    assert paper.done.made == paper.done.papers >= len(names)


def test_nothing_withheld_is_in_any(paper: Paper) -> None:
    for path in paper.folder.rglob("*.pdf"):
        assert "Canaryword" not in paper.text(str(path.relative_to(paper.folder))), path


def test_it_says_what_it_is_and_where_and_on_which_page(paper: Paper) -> None:
    text = paper.text(CLOSES)
    pages = len(paper.read(CLOSES).pages)

    assert pages > 2
    assert text.startswith("The harbour closes Nobody loads any more. By Ines Calder")
    for number in range(1, pages + 1):
        assert f"{number} / {pages}" in text
    assert text.count("https://harbour.example/articles/closes.html") >= pages
    assert text.count("Digest of this page") == pages


def test_claims_are_marked_in_words(paper: Paper) -> None:
    assert "closed the quay corroborated [1" in paper.text(CLOSES)


def test_notes_stand_at_the_foot_of_their_page(paper: Paper) -> None:
    reader = paper.read(CLOSES)
    words, height = lowest(reader, "It gave the")
    for note in ("Is it the only one?", "The notice hung at the gate."):
        page, foot = lowest(reader, note)
        assert page == words
        assert foot < height
        assert foot < 200
    assert paper.text(CLOSES).count("The notice hung at the gate.") == 1


def test_addresses_of_what_is_cited_are_printed(paper: Paper) -> None:
    assert "https://courier.example/quay" in paper.text(CLOSES)
    assert {
        "https://courier.example/quay",
        "https://port.example/now",
        "https://harbour.example/articles/opens.html",
    } <= addresses(paper.read(CLOSES))


def test_it_has_an_outline(paper: Paper) -> None:
    assert list(headings(paper.read(CLOSES).outline))[:2] == [
        (0, "The harbour closes"),
        (1, "After"),
    ]


def test_it_is_tagged_and_named_for_who_has_it_read_aloud(paper: Paper) -> None:
    reader = paper.read("articles/farsi.pdf")
    root = reader.root_object

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fa"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == "اسکله بسته شد"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("farsi", "کارخانه گفت که هیچ کشتی دیگری"),
        ("arabic", "قالت الشركة إن الرصيف مغلق ولا سفن بعد اليوم"),
        ("hebrew", "החברה אמרה שהרציף סגור היום"),
    ],
)
def test_a_text_that_runs_from_the_right_can_be_copied_and_searched(
    paper: Paper, article: str, words: str
) -> None:
    assert words in paper.text(f"articles/{article}.pdf")


def test_fonts_are_the_themes_own(paper: Paper) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for name in ("closes", "farsi", "arabic", "hebrew")
        for page in paper.read(f"articles/{name}.pdf").pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts
    assert {name for name in fonts if not name.startswith("Dossier-")} == set()
