"""What is said of single passages: annotations and quotations, each at the words it names."""

from collections.abc import Iterator, Mapping
from typing import cast

from msgspec import Struct, field

from dossierpress.kernel.key import Key, RecordType
from dossierpress.provenance.statements import Party
from dossierpress.schema.annotation import Annotation, SpokenWords


class Passage(Struct, frozen=True, kw_only=True, gc=False):
    """Words of an article, as they are published."""

    text: str
    """White space evened out."""
    anchor: str
    """Id of the paragraph."""


class PlacedAnnotation(Struct, frozen=True, kw_only=True, gc=False):
    """An annotation at its passage."""

    article: str
    number: int
    """From 1, in the order in which the passages of the article end."""
    passage: Passage
    speaker: Party | None
    """Whose quoted words the passage lies in, where a quotation tells; the innermost one counts,
    and one in the words of an outlet is nobody's speech."""
    said_by: Party | None
    """Whose words the note itself gives; None where they are the desk's."""
    written: Annotation
    """Without what leads to something withheld; sources are plain ids, others `type:id`."""


class PlacedQuotation(Struct, frozen=True, kw_only=True, gc=False):
    """A quotation at its passage."""

    article: str
    passage: Passage
    speaker: Party
    worded_by: Party | None
    """Of an outlet's words or a translator's: whose they are; None where that is not known."""
    addressees: tuple[Party, ...]
    words: int
    """How long it is."""
    written: SpokenWords
    """Without what leads to something withheld, and without what tells of a private speaker."""

    @property
    def is_speech(self) -> bool:
        """Whether the speaker spoke so, if in translation: no words of an outlet about it."""
        return self.written.words_of != "outlet"


def record_key(reference: str) -> Key:
    """The record that `type:id` means."""
    type_, _, id_ = reference.partition(":")
    return Key(type=cast("RecordType", type_), id=id_)


def records_linked_by(note: PlacedAnnotation) -> Iterator[Key]:
    """The records that an annotation is based on and about, and whose words it gives."""
    for source in note.written.based_on:
        yield Key(type="source", id=source)
    yield from map(record_key, note.written.about)
    if isinstance(note.said_by, Key):
        yield note.said_by


class Annotations(Struct, frozen=True, kw_only=True):
    """All annotations and quotations of the dossier."""

    notes: Mapping[str, tuple[PlacedAnnotation, ...]] = field(default_factory=dict)
    """Article id -> its annotations, by number."""
    quotations: Mapping[str, tuple[PlacedQuotation, ...]] = field(default_factory=dict)
    """Article id -> its quotations, in the order of the text."""
    spoken_by: Mapping[Key, tuple[PlacedQuotation, ...]] = field(default_factory=dict)
    """Entity or source -> what it is quoted with, in article order."""
    same: Mapping[str, tuple[PlacedQuotation, ...]] = field(default_factory=dict)
    """Name of a quotation that several print -> each of them, in article order."""
