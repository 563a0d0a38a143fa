"""What texts ask of other records, each side by itself.

A text that shows the title of another record is read again when the title changes, and not for
every word behind it.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from dossierpress.diagnostics import Span
from dossierpress.model.body import Heading
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.parts import Access
from dossierpress.schema.source import SourceMatter

V = TypeVar("V")


class Called(NamedTuple):
    """A name, and the language that it is in; None for that of the site."""

    text: str
    lang: str | None


class Head(Struct, frozen=True, kw_only=True, gc=False):
    """What a record is called where others speak of it."""

    names: tuple[Called, ...]
    """At least one; of a text its title."""
    kind: str | None
    """Of an entity or a source; None for texts and claims."""


class Places(Struct, frozen=True, kw_only=True, gc=False):
    """The places of a text that a fragment may name."""

    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Where a record is defined."""

    path: str
    span: Span


class Side(Mapping[Key, V], Generic[V]):
    """One side of every record, made when it is asked for and then kept."""

    __slots__ = ("_made", "_records", "_side")

    def __init__(self, records: Mapping[Key, Record], side: Callable[[Record], V]) -> None:
        """Of these records."""
        self._records = records
        self._side = side
        self._made: dict[Key, V] = {}

    def __getitem__(self, key: Key) -> V:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._side(self._records[key])
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._records

    def __iter__(self) -> Iterator[Key]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """What a fragment means in a text."""

    anchor: str
    heading: str | None
    """The words of the heading that it is the anchor of."""


class Fragments(Mapping[tuple[Key, str], Place | None]):
    """(record, fragment) -> the place that it means in the text; None for no place at all.

    Whatever fragment somebody may ask for: there is no list of them.
    """

    __slots__ = ("_known", "_places")

    def __init__(self, places: Mapping[Key, Places]) -> None:
        """Of the texts that have these places."""
        self._places = places
        self._known: dict[Key, tuple[frozenset[str], dict[str, str | None]]] = {}

    def __getitem__(self, asked: tuple[Key, str]) -> Place | None:
        key, fragment = asked
        anchors, by_letters = self._of(key)
        wanted = letters_of(fragment)
        anchor = fragment if fragment in anchors else by_letters.get(wanted) if wanted else None
        if anchor is None:
            return None
        headings = self._places[key].headings
        heading = next((one.text for one in headings if one.anchor == anchor), None)
        return Place(anchor=anchor, heading=heading)

    def __contains__(self, asked: object) -> bool:
        return isinstance(asked, tuple) and asked[0] in self._places

    def __iter__(self) -> Iterator[tuple[Key, str]]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def _of(self, key: Key) -> tuple[frozenset[str], dict[str, str | None]]:
        """Anchors, and those of headings by the letters of their words; None for two of them."""
        known = self._known.get(key)
        if known is None:
            places = self._places[key]
            by_letters: dict[str, str | None] = {}
            for heading in places.headings:
                letters = letters_of(heading.text)
                by_letters[letters] = None if letters in by_letters else heading.anchor
            known = self._known[key] = frozenset(places.anchors), by_letters
        return known


def letters_of(text: str) -> str:
    """The letters and digits of a heading, or of a fragment that may mean it."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def head_of(record: Record) -> Head:
    """What a record is called."""
    matter = record.matter
    if isinstance(matter, EntityMatter):
        names = tuple(Called(one.text, one.lang) for one in matter.neutral_names)
        return Head(names=names, kind=matter.kind)
    if isinstance(matter, SourceMatter):
        names = tuple(Called(one.text, one.lang) for one in matter.name)
        return Head(names=names, kind=matter.kind)
    title = matter.text if isinstance(matter, ClaimMatter) else matter.title
    return Head(names=(Called(title, None),), kind=None)


def places_of(record: Record) -> Places:
    """The places of its text."""
    outline = record.outline
    return Places(headings=outline.headings, anchors=outline.anchors)


def origin_of(record: Record) -> Origin:
    """Where it is defined."""
    return Origin(path=record.path, span=record.span)


def date_of(record: Record) -> str | None:
    """When a source was published, as its record says."""
    return record.matter.published if isinstance(record.matter, SourceMatter) else None


def dated_at(record: Record) -> Origin:
    """Where that is said."""
    return Origin(path=record.path, span=record.locate("published"))


def accesses_of(record: Record) -> tuple[Access, ...]:
    """What the record of a document says of how it was reached."""
    return record.matter.access if isinstance(record.matter, SourceMatter) else ()
