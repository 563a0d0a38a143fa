"""Footnotes: their texts taken out of the stream, their numbers and ids."""

from collections.abc import Iterable, Iterator
from typing import cast

from markdown_it.token import Token
from msgspec import Struct, field

from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.reading import Reading
from dossierpress.parse.markdown.render.anchors import Anchors
from dossierpress.slug import anchor_slug


class Footnote(Struct, kw_only=True):
    """A footnote that the text refers to."""

    number: int
    """As shown, from 1."""
    id: str
    tokens: list[Token]
    references: list[str] = field(default_factory=list)
    """Ids of the places that refer to it."""


def take_footnotes(
    tokens: list[Token], env: dict[str, object], reading: Reading, anchors: Anchors
) -> tuple[list[Token], list[Footnote]]:
    """The tokens of the text alone, and the footnotes in the order of their numbers."""
    text, definitions = _separate(tokens)
    found: dict[str, dict[int, dict[str, object]]] = env.get("footnotes", {})  # type: ignore[assignment]
    notes: list[Footnote] = []
    for index, entry in sorted(found.get("list", {}).items()):
        label = entry.get("label")
        name = anchor_slug(str(label)) if label is not None else ""
        notes.append(
            Footnote(
                number=index + 1,
                id=anchors.footnote(f"fn-{name or index + 1}"),
                tokens=_inline_note(entry, reading)
                if label is None
                else definitions.get(str(label), []),
            )
        )
    for entry in found.get("list", {}).values():
        if entry.get("label") is None:
            reading.count("footnotes", _place(entry))
    _report_unused(found.get("refs", {}), reading)  # type: ignore[arg-type]
    for token in _references([text, *(note.tokens for note in notes)]):
        note = notes[token.meta["id"]]
        token.meta["note"] = note
        token.meta["ref_id"] = anchors.footnote(f"fnref-{note.id.removeprefix('fn-')}")
        note.references.append(token.meta["ref_id"])
    return text, notes


def _separate(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Definitions may stand inside of one another."""
    text: list[Token] = []
    definitions: dict[str, list[Token]] = {}
    into = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            # The first definition counts; a second one has been reported.
            mine: list[Token] = []
            definitions.setdefault(token.meta["label"], mine)
            into.append(mine)
        elif token.type == "footnote_reference_close":
            into.pop()
        else:
            into[-1].append(token)
    return text, definitions


def _inline_note(entry: dict[str, object], reading: Reading) -> list[Token]:
    opening, inline = Token("paragraph_open", "p", 1), Token("inline", "", 0)
    inline.content = str(entry["content"])
    inline.children = children = cast("list[Token]", entry["tokens"])
    if children:
        line = reading.source.line_of(children[0].meta["at"]) - reading.source.first_line
        opening.map = [line, line + 1]
    return [opening, inline, Token("paragraph_close", "p", -1)]


def _place(entry: dict[str, object]) -> int:
    """Offset of a note that stands in the text."""
    children = cast("list[Token]", entry["tokens"])
    return int(children[0].meta["at"]) if children else 0


def _references(streams: Iterable[list[Token]]) -> Iterator[Token]:
    for stream in streams:
        for block in stream:
            for token in block.children or ():
                if token.type == "footnote_ref":
                    yield token


def _report_unused(numbers: dict[str, int], reading: Reading) -> None:
    for label, offset in reading.footnotes.items():
        if numbers.get(f":{label}", -1) < 0:
            reading.report(
                "md-footnote-unused",
                offset,
                len(label) + 3,
                f"nothing refers to the footnote {quote(label)}, so its text would be lost",
                hint=f"write {quote(f'[^{label}]')} where it belongs, or remove it",
            )
