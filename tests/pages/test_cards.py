"""Cards: what a page says of each record that it leads to, from published fields alone."""

import random
import struct
from pathlib import Path
from zlib import compress, crc32

import pytest
from lxml import html

from building import SMALL, lay, must_publish, publish
from dossierpress.pages.tables.reverse_indexes import roughly
from dossierpress.source.project import Project

ENTITIES = """\
- id: acme
  kind: organization
  name: {en: Acme Yards, fa: کارخانه}
  description: A yard at Amsel.
  founded: "1931"
- {id: amsel, kind: place, name: Amsel}
- {id: hidden, kind: person, name: Nobody Knows, private: true}
- {id: holding, kind: organization, name: Amsel Holding}
"""
SOURCES = """\
- {id: courier, kind: newspaper, name: The Amsel Courier, reliability: B, country: DE,
   owner: holding}
- {id: letter, kind: document, name: A letter, publisher: courier, published: 2021-03-01,
   owner: hidden}
"""
CLAIMS = """\
- id: quay
  text: The quay is closed.
  about: acme
  status: [{is: disputed, on: 2021-04-01}]
  reports: [{by: courier, on: 2021-03-04}]
- id: yard
  text: The yard is sold.
  reports: [{by: courier, on: 2021-03-04}]
"""
FILES = SMALL | {
    "content/entities/companies.yml": ENTITIES,
    "content/sources/papers.yml": SOURCES,
    "content/claims/all.yml": CLAIMS,
    "content/entities/lena.md": (
        "---\nkind: person\nname: Lena Marek\nimage: quay.png\nimage_alt: Her\n---\n\n"
        "Director of Acme Yards.\n"
    ),
    "content/articles/closes.md": (
        "---\ntitle: The harbour closes\nsources: [courier, letter]\nclaims: [quay]\n---\n\n"
        "Acme Yards and Acme Yards closed the quay at Amsel [@courier]. "
        "[[lena|The director]] sold it: [[claim:yard|so they say]], and [[claim:quay|this]].\n"
    ),
}
PAGE = "articles/closes.html"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lay(tmp_path / "site", FILES)


def cards(project: Project, path: str = PAGE) -> dict[str, str]:
    """Where each card leads, by its first link, and its words."""
    page = html.parse(project.output / path).getroot()
    return {
        one.xpath(".//a/@href")[0]: " ".join(one.text_content().split())
        for one in page.xpath("//template[@id='page_cards']/div[not(@popover)]")
    }


def test_each_record_has_one_card_that_says_what_it_is(project: Project) -> None:
    must_publish(project)

    told = cards(project)
    words = {path: told.pop(path) for path in [*told] if "glossary" in path}
    assert told == {
        "../entities/acme.html": (
            "Organization Acme Yards کارخانه A yard at Amsel. Founded 1931 in 2 articles"
        ),
        "../entities/amsel.html": "Place Amsel in 1 article",
        "../entities/lena.html": "Person Lena Marek in 1 article",
        "../sources/courier.html": (
            "Newspaper, Germany The Amsel Courier Owner: Amsel Holding usually reliable (B)"
        ),
        # Who owns it is withheld.
        "../sources/letter.html": "Document A letter Publisher: The Amsel Courier 1 March 2021",
        "../claims/yard.html": "Claim The yard is sold. not judged no origin known",
    }
    assert "../glossary.html#status_disputed" in words
    assert all(len(one) > 30 for one in words.values())


def test_a_claim_that_has_a_line_on_the_page_has_no_card_as_well(project: Project) -> None:
    must_publish(project)

    assert "../claims/quay.html" not in cards(project)
    page = html.parse(project.output / PAGE).getroot()
    assert page.xpath("//main//*[@class='headline']/a/@href") == ["../claims/quay.html"]


def test_a_page_has_no_card_of_its_own_record_and_an_index_none_at_all(project: Project) -> None:
    must_publish(project)

    assert "acme.html" not in cards(project, "entities/acme.html")
    assert "amsel.html" in cards(project, "entities/acme.html")
    assert cards(project, "entities/index.html") == {}
    assert set(cards(project, "claims/index.html")) == {
        "../glossary.html#status_disputed",
        "../glossary.html#mark_basis-not-stated",
    }


def test_a_picture_is_shown_where_it_is_small_and_nobody_asks_for_care(project: Project) -> None:
    def pictures() -> list[tuple[str, str]]:
        must_publish(project)
        page = html.parse(project.output / PAGE).getroot()
        return [(one.get("src"), one.get("loading")) for one in page.xpath("//template//img")]

    assert pictures() == [("../media/quay.png", "lazy")]
    lena = project.root / "content/entities/lena.md"
    lena.write_text(lena.read_text().replace("image:", "sensitivity: [victim]\nimage:"))
    assert pictures() == []
    lena.write_text(lena.read_text().replace("sensitivity: [victim]\n", ""))
    (project.root / "content/media/quay.png").write_bytes(large())
    assert pictures() == []


def large() -> bytes:
    """A grey PNG that cannot be packed well."""
    side = 300
    noise = random.Random(1).randbytes(side * side)
    rows = b"".join(b"\0" + noise[at : at + side] for at in range(0, side * side, side))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_an_edit_of_a_text_makes_no_page_with_its_card_again(
    project: Project,
) -> None:
    must_publish(project)
    lena = project.root / "content/entities/lena.md"

    def made_again(old: str, new: str) -> set[str]:
        before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*.html")}
        lena.write_text(lena.read_text().replace(old, new))
        publish(project)
        return {
            str(path.relative_to(project.output))
            for path, then in before.items()
            if path.stat().st_mtime_ns != then
        }

    assert not {PAGE} & made_again("Director of", "The director of")
    told = made_again("kind: person\n", "kind: person\ndescription: Of the yard.\n")
    assert {PAGE, "entities/lena.html"} <= told


def test_a_number_of_articles_is_exact_below_ten_and_round_from_then_on() -> None:
    assert [roughly(count) for count in (0, 1, 9, 10, 11, 19, 20, 49, 50, 99, 100, 999, 1000)] == [
        *((0, False), (1, False), (9, False), (10, True), (10, True), (10, True), (20, True)),
        *((20, True), (50, True), (50, True), (100, True), (500, True), (1000, True)),
    ]
