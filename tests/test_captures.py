"""Words that are cited are looked for in what was captured: whatever may differ, and each once."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from building import AS_OF, PICTURE, lay
from dossierpress.engine.store import Store
from dossierpress.indexes.captures import as_letters, holds
from dossierpress.pipeline import captured_files
from dossierpress.pipeline.check import check_dossier
from dossierpress.source.project import Project, project_at
from dossierpress.visibility.leak_check.file_contents import FileContents, read_contents
from leaks.pdfs import encrypted, shown

CAPTURED = """The board – “which met twice” – said: ‘It’s the inter-
national   rule.’ Then... nobody knew. Die Brücke hielt. اِجتماع علي"""


@pytest.mark.parametrize(
    "words",
    [
        "The board",
        'The board - "which met twice" - said',
        "«which met twice»",
        "'It's the international rule.'",
        "international rule",
        "The board […] said",
        "The board [...] said […] nobody knew.",
        "[The] board [its members] said",
        "The board … nobody knew",
        "Then... nobody",
        "Then… nobody",
        "Die Bru\u0308cke hielt.",
        "اجتماع علی",
    ],
)
def test_a_capture_holds_words_however_they_are_spaced_and_marked(words: str) -> None:
    assert holds(as_letters(CAPTURED), words)


@pytest.mark.parametrize(
    "words",
    [
        "the board",
        "which met three times",
        "nobody knew […] The board",
        "[…]",
        "Die Brucke hielt.",
        "nobody knew!",
    ],
)
def test_it_does_not_hold_others(words: str) -> None:
    assert not holds(as_letters(CAPTURED), words)


def laid(folder: Path, cited: Sequence[tuple[str, str]], media: Mapping[str, bytes]) -> Project:
    """A dossier with a document that cites passages of captured files."""
    access = "".join(
        f"  - {{file: {file}, passage: {json.dumps(words)}}}\n" for words, file in cited
    )
    return lay(
        folder,
        {
            "site.yml": "title: T\n",
            "content/sources/letter.yml": f"kind: document\nname: Letter\naccess:\n{access}",
            **{f"content/media/{name}": data for name, data in media.items()},
        },
    )


def told(project: Project, store: Store) -> list[int]:
    """The lines of which is said that their words are not in the capture."""
    report = check_dossier(project, store=store, as_of=AS_OF)
    return [
        one.span.line for one in report.diagnostics if one.code == "ref-not-in-capture" and one.span
    ]


PAGE = shown(b"(The gate jammed) Tj 0 -14 Td (twice on Mon-) Tj 0 -14 Td (day.) Tj")


def test_what_can_be_read_is_and_nothing_else_lacks_anything(tmp_path: Path) -> None:
    cited = [
        ("gate jammed twice", "letter.txt"),
        ("gate jammed thrice", "letter.txt"),
        ("The gate jammed twice on Monday.", "letter.pdf"),
        ("The gate jammed twice on Tuesday.", "letter.pdf"),
        ("whatever it shows", "locked.pdf"),
        ("a picture says it", "letter.png"),
        ("it fell", "bru\u0308cke.txt"),
    ]
    media = {
        "letter.txt": b"The gate\njammed twice.",
        "letter.pdf": PAGE,
        "locked.pdf": encrypted(PAGE, "nobody knows"),
        "letter.png": PICTURE,
        "br\u00fccke.txt": b"It held.",
    }

    with Store() as store:
        assert [5, 7, 10] == told(laid(tmp_path, cited, media), store)


def test_a_file_is_read_once_and_again_when_it_or_what_is_cited_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counting(path: str, data: bytes) -> FileContents:
        read.append(path)
        return read_contents(path, data)

    monkeypatch.setattr(captured_files, "read_contents", counting)

    def look(cited: Sequence[tuple[str, str]], media: Mapping[str, bytes]) -> list[int]:
        read.clear()
        return told(laid(tmp_path, cited, media), store)

    cited = [("jammed twice", "a.txt"), ("jammed thrice", "a.txt"), ("it held", "b.txt")]
    a, b = "content/media/a.txt", "content/media/b.txt"
    media = {"a.txt": b"It jammed twice.", "b.txt": b"Yes, it held."}
    with Store() as store:
        assert ([5], [a, b]) == (look(cited, media), read)
        assert ([5], []) == (look(cited, media), read)
        cited[2] = ("it fell", "b.txt")
        assert ([5, 6], [b]) == (look(cited, media), read)
        media["a.txt"] = b"It jammed thrice."
        assert ([4, 6], [a]) == (look(cited, media), read)
    with Store() as store:
        assert ([4, 6], [a, b]) == (look(cited, media), read)


def test_the_cache_holds_nothing_of_words_that_nobody_cites_any_more(tmp_path: Path) -> None:
    cited = [("jammed twice", "a.txt")]
    media = {"a.txt": b"It jammed twice."}
    with Store() as store:
        told(laid(tmp_path, cited, media), store)
        assert store.find("looked", ["captures"])["captures"]
        (tmp_path / "content/sources/letter.yml").write_text("kind: document\nname: Letter\n")
        told(project_at(tmp_path), store)
        assert store.find("looked", ["captures"])["captures"] == b""
