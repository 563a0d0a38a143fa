"""The texts of a record, as its author wrote them: of its front matter, and of its body."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from dossierpress.model.body import Block, Image, Prose, WikiLink
from dossierpress.model.content import Record
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.claim import Party
from dossierpress.schema.shared_types import Relation

_NAMING = ("id", "to", "source", "entity", "by", "speaker", "said_by", "of")
"""Keys of front matter whose value names another record."""


def texts_within(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):  # faster than `model_dump`, which copies every model
        for _, inner in value:
            yield from texts_within(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_within(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_within(inner)


def texts_of(record: Record, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """(field, text) of all texts of a record, without entries that refer to some records."""
    yield from leaves(record.matter, "", frozenset(without))
    for piece in record.body.pieces:
        if isinstance(piece, Prose):
            yield "text", piece.text
        elif isinstance(piece, Image):
            yield "text", piece.alt


def running_texts(record: Record, names: frozenset[str]) -> Iterator[str]:
    """The running text of a body, across its links, so that quotations from it are public.

    A link to a withheld record ends a run, since a stand-in is shown there.
    """
    words: list[str] = []
    for piece in record.body.pieces:
        match piece:
            case Prose():
                words.append(piece.text)
            case WikiLink(label=str() as label) if piece.target.id not in names:
                words.append(label)
            case Block() | WikiLink():
                yield "".join(words)
                words = []
            case _:
                pass
    yield "".join(words)


def leaves(value: object, field: str, without: frozenset[str]) -> list[tuple[str, str]]:
    """(field, text) of all texts in a value, without entries that refer to some records.

    Args:
        value: Any value of front matter.
        field: Its place.
        without: References to these records.
    """
    found: list[tuple[str, str]] = []
    _gather(value, field, without, found)
    return found


def _gather(
    value: object, field: str, without: frozenset[str], found: list[tuple[str, str]]
) -> None:
    if isinstance(value, str):
        if value not in without:
            found.append((field, value))
        return
    inside: Iterable[tuple[object, object]]
    if isinstance(value, BaseModel):
        if _makes_nothing_public(value, without):
            return
        fields = dict(value)
        if without and any(is_in(fields[name], without) for name in _NAMING if name in fields):
            return
        inside = fields.items()
    elif isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        inside = enumerate(value)
    else:
        return
    for step, inner in inside:
        if inner is not None:
            _gather(inner, f"{field}/{step}".lstrip("/"), without, found)


def _makes_nothing_public(value: object, names: frozenset[str]) -> bool:
    """Whether a part is withheld, or is a note on something withheld."""
    if isinstance(value, Annotation) and is_in(value.about, names):
        return True
    return isinstance(value, Annotation | SpokenWords | Relation) and value.withheld


def is_in(value: object, names: frozenset[str]) -> bool:
    """Whether a reference, a party or one of several is among these names."""
    if isinstance(value, Party):
        return value.id in names
    if isinstance(value, tuple):
        return any(is_in(one, names) for one in value)
    return isinstance(value, str) and value in names
