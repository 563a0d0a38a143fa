"""What is said of single passages: annotations and quotations, each at the words it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from dossierpress.model.content import RecordType
from dossierpress.model.key import Key
from dossierpress.provenance import Party
from dossierpress.schema.annotation import Annotation, SpokenWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of an article, as they are published."""

    text: str
    """White space evened out."""
    anchor: str
    """Id of the paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An annotation at its passage."""

    article: str
    number: int
    """From 1, in the order in which the passages of the article end."""
    passage: Passage
    said_by: Party | None
    """Whose quoted words the passage lies in, where a quotation tells; the innermost one counts."""
    written: Annotation
    """Without what leads to something withheld; references are `type:id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation at its passage."""

    article: str
    passage: Passage
    speaker: Party
    addressees: tuple[Party, ...]
    words: int
    """How long it is."""
    written: SpokenWords
    """Without what leads to something withheld, and without what tells of a private speaker."""


def led_to(note: Noted) -> Iterator[Key]:
    """The records that an annotation rests on, and what it is about."""
    for source in note.written.sources:
        yield Key(type="source", id=source)
    if note.written.to is not None:
        type_, _, id_ = note.written.to.partition(":")
        yield Key(type=cast("RecordType", type_), id=id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All annotations and quotations of the dossier."""

    notes: Mapping[str, tuple[Noted, ...]] = field(default_factory=dict)
    """Article id -> its annotations, by number."""
    quotations: Mapping[str, tuple[Quoted, ...]] = field(default_factory=dict)
    """Article id -> its quotations, in the order of the text."""
    spoken_by: Mapping[Key, tuple[Quoted, ...]] = field(default_factory=dict)
    """Entity or source -> what it is quoted with, in article order."""
    same: Mapping[str, tuple[Quoted, ...]] = field(default_factory=dict)
    """Name of a quotation that several print -> each of them, in article order."""
