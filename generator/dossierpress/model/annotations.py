"""Annotations and quotations, each placed at its passage of the text."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from dossierpress.kernel.key import Key, key_named
from dossierpress.provenance.statements import Party
from dossierpress.schema.annotation import Annotation, SpokenWords


class Passage(Struct, frozen=True, kw_only=True, gc=False):
    """Words of an article, as published."""

    text: str
    """The words, with white space normalised."""
    anchor: str
    """Id of the paragraph."""


class PlacedAnnotation(Struct, frozen=True, kw_only=True, gc=False):
    """An annotation at its passage."""

    article: str
    number: int
    """From 1, in the order in which the passages of the article end."""
    anchor: str
    """Its id on the page of the article, made from its passage and its text."""
    former: tuple[str, ...] = ()
    """Ids that it had before."""
    passage: Passage
    speaker: Party | None
    """The speaker of the innermost quotation that the passage lies in, if there is one; a quotation
    in the words of an outlet has no speaker."""
    said_by: Party | None
    """The author of the note's words; None where they are the desk's."""
    written: Annotation
    """Without references to anything withheld; sources are plain ids, others `type:id`."""


class PlacedQuotation(Struct, frozen=True, kw_only=True, gc=False):
    """A quotation at its passage."""

    article: str
    passage: Passage
    speaker: Party
    worded_by: Party | None
    """The outlet or translator whose words these are, if they are one's; None where not known."""
    addressees: tuple[Party, ...]
    words: int
    """How long it is."""
    written: SpokenWords
    """Without references to anything withheld, and without facts about a private speaker."""

    @property
    def is_speech(self) -> bool:
        """Whether these are the speaker's words, possibly translated, and not an outlet's."""
        return self.written.words_of != "outlet"


def records_linked_by(note: PlacedAnnotation) -> Iterator[Key]:
    """The records that an annotation is based on, is about, and quotes."""
    for source in note.written.based_on:
        yield Key(type="source", id=source)
    yield from map(key_named, note.written.about)
    if isinstance(note.said_by, Key):
        yield note.said_by


class Annotations(Struct, frozen=True, kw_only=True):
    """All annotations and quotations of the dossier."""

    notes: Mapping[str, tuple[PlacedAnnotation, ...]] = field(default_factory=dict)
    """Article id -> its annotations, by number."""
    quotations: Mapping[str, tuple[PlacedQuotation, ...]] = field(default_factory=dict)
    """Article id -> its quotations, in the order of the text."""
    spoken_by: Mapping[Key, tuple[PlacedQuotation, ...]] = field(default_factory=dict)
    """Entity or source -> its quotations, in article order."""
    same: Mapping[str, tuple[PlacedQuotation, ...]] = field(default_factory=dict)
    """Name of a quotation that several articles print -> each of them, in article order."""
