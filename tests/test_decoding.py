"""A build decodes of its cache what it needs, however large the dossier is."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.msgpack import Decoder

from building import SMALL, lay, must_publish
from dossierpress.links import linked_text
from dossierpress.links.linked_text import LinkedText
from dossierpress.model import linked_body
from dossierpress.model.linked_body import Html, LinkedBody, TextPiece, keep_body
from dossierpress.source.project import Project

ABOUT = "content/pages/about.md"


class Counted:
    """A decoder that remembers what it has decoded."""

    def __init__(self, decoder: Decoder[Any]) -> None:
        self._decoder = decoder
        self.decoded: list[bytes] = []

    def decode(self, data: bytes) -> Any:
        self.decoded.append(data)
        return self._decoder.decode(data)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The linked texts whose pieces were decoded."""
    counted = Counted(linked_body._PIECES)
    monkeypatch.setattr(linked_body, "_PIECES", counted)
    return counted.decoded


def published(folder: Path, number: int, **more: str) -> Project:
    """A dossier of some texts and so many more that was built.

    It has no search, which reads the other texts of a bundle again: how many those are at most,
    however large a dossier is, is counted in search/test_search_files.py.
    """
    text = "---\ntitle: A text\ndate: 1931\n---\n\nText that leads to [[about]].\n"
    articles = {f"content/articles/a{n:02}.md": text for n in range(number)}
    texts: dict[str, Any] = {**SMALL, **articles, **more}
    texts["site.yml"] += "search: false\n"
    project = lay(folder / "site", texts)
    must_publish(project)
    return project


@pytest.mark.parametrize("number", [3, 9])
def test_an_edit_decodes_the_text_that_it_shows_again(
    tmp_path: Path, decoded: list[bytes], number: int
) -> None:
    project = published(tmp_path, number)
    file = project.root / ABOUT
    file.write_text(file.read_text() + "\nAnother paragraph.\n")
    decoded.clear()
    report = must_publish(project)

    assert "pages/about.html" in report.changed
    assert len(decoded) == 1
    assert b"Another paragraph." in decoded[0]


def test_a_build_with_nothing_to_render_decodes_no_text(
    tmp_path: Path, decoded: list[bytes]
) -> None:
    project = published(tmp_path, 3)
    (project.root / ABOUT).touch()
    decoded.clear()
    must_publish(project)

    assert decoded == []


@pytest.mark.parametrize("number", [3, 9])
def test_an_edit_decodes_the_mentions_and_citations_of_the_texts_that_it_concerns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    entities = "".join(f"- {{id: e{n}, kind: person, name: Mara Zeta{n}}}\n" for n in range(number))
    sources = "".join(f"- {{id: s{n}, kind: document, name: Paper {n}}}\n" for n in range(number))
    articles = {
        f"content/articles/b{n}.md": "---\ntitle: A text\ndate: 1931\n---\n\n"
        f"Mara Zeta{n} came [@s{n}].\n"
        for n in range(number)
    }
    project = published(
        tmp_path,
        number,
        **{"content/entities/e.yml": entities, "content/sources/s.yml": sources, **articles},
    )
    asked: list[str] = []

    def noted(name: str) -> property:
        decode = getattr(LinkedText, name).fget

        def of(text: LinkedText) -> Any:
            asked.append(name)
            return decode(text)

        return property(of)

    for name in ("mentions", "citations"):
        monkeypatch.setattr(LinkedText, name, noted(name))
    file = project.root / "content/articles/b1.md"
    file.write_text(file.read_text().replace("came", "has come"))
    report = must_publish(project)

    assert {"articles/b1.html", "entities/e1.html", "sources/s1.html"} <= set(report.changed)
    # Those of the text, and of others only where a bucket of rows holds more than one key.
    assert len(asked) <= 4


def test_the_places_of_blocks_are_decoded_for_annotated_texts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotated = "annotations:\n  - {quote: so wrote, text: Who did., type: note}\n"
    text = f"---\ntitle: A text\ndate: 1931\n{annotated}---\n\nThe captain so wrote.\n"
    project = published(tmp_path, 3, **{"content/articles/annotated.md": text})
    file = project.root / ABOUT
    file.write_text(file.read_text() + "\nAnother paragraph.\n")
    places, lengths = Counted(linked_text._PLACES), Counted(linked_text._LENGTHS)
    monkeypatch.setattr(linked_text, "_PLACES", places)
    monkeypatch.setattr(linked_text, "_LENGTHS", lengths)
    must_publish(project)

    assert len(places.decoded) == 1
    assert lengths.decoded == []


def test_a_body_gives_the_pieces_that_it_keeps() -> None:
    pieces = (Html(html="<p>"), TextPiece(text="Words."), Html(html="</p>"))
    body = LinkedBody(kept=keep_body(pieces, "Words."), words=1)

    assert body.pieces == pieces
    assert body.text == "Words."
    assert body.with_pieces(pieces[:1]).pieces == pieces[:1]
    assert body.with_pieces(pieces) == body
    assert LinkedBody().pieces == ()
