"""Facets: what other records read of a record, each by itself: names, kind, places, dates.

A text that shows the title of another record is read again when that title changes, and not when
the body behind it does. So each facet is computed separately, on demand, and kept. This module
also has the groups of record types that a reference may allow (`ANY`, `PARTY`, `TEXT`), and the
names by which texts may mean a record.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from msgspec import Struct

from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.key import Key, RecordType
from dossierpress.model.body import Heading
from dossierpress.model.content import Matters, Record
from dossierpress.schema.access import Access
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter

Types = tuple[RecordType, ...]
ANY: Types = get_args(RecordType)
ENTITY: Types = ("entity",)
SOURCE: Types = ("source",)
ARTICLE: Types = ("article",)
CLAIM: Types = ("claim",)
PARTY: Types = ("source", "entity")
TEXT: Types = ("article", "page")


class LocalisedName(NamedTuple):
    """A name and its language; None for the language of the site."""

    text: str
    lang: str | None


class Head(Struct, frozen=True, kw_only=True, gc=False):
    """The names and the kind of a record, as other records show them."""

    names: tuple[LocalisedName, ...]
    """At least one; for a text its title."""
    kind: str | None
    """Kind of an entity or a source; None for texts and claims."""


class Places(Struct, frozen=True, kw_only=True, gc=False):
    """The places of a text that a URL fragment may name."""

    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]


class DefinedAt(Struct, frozen=True, kw_only=True, gc=False):
    """Where a record is defined."""

    path: str
    span: Span


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """The place of a text that a fragment names."""

    anchor: str
    heading: str | None
    """The words of the heading, if it is the anchor of one."""


class Fragments(Mapping[tuple[Key, str], Place | None]):
    """Mapping (record, fragment) -> the place that it names in the text; None for no place.

    Any fragment can be asked for; iteration gives nothing, since there is no list of them.
    """

    __slots__ = ("_known", "_places")

    def __init__(self, places: Mapping[Key, Places]) -> None:
        """Look fragments up among these places."""
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
        """All anchors; and letters of a heading -> its anchor, None for those of two headings."""
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
    """The letters and digits of a heading or a fragment, case-folded, for comparison."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def head_of(record: Record) -> Head:
    """The names and the kind of a record."""
    matter = record.matter
    if isinstance(matter, EntityMatter):
        names = tuple(LocalisedName(one.text, one.lang) for one in matter.neutral_names)
        return Head(names=names, kind=matter.kind)
    if isinstance(matter, SourceMatter):
        names = tuple(LocalisedName(one.text, one.lang) for one in matter.name)
        return Head(names=names, kind=matter.kind)
    title = matter.text if isinstance(matter, ClaimMatter) else matter.title
    return Head(names=(LocalisedName(title, None),), kind=None)


def places_of(record: Record) -> Places:
    """The headings and anchors of its text."""
    outline = record.outline
    return Places(headings=outline.headings, anchors=outline.anchors)


def origin_of(record: Record) -> DefinedAt:
    """Where it is defined."""
    return DefinedAt(path=record.path, span=record.span)


def date_of(record: Record) -> str | None:
    """Date of publication of a source, as its record says (EDTF); None for other records."""
    return record.matter.published if isinstance(record.matter, SourceMatter) else None


def dated_at(record: Record) -> DefinedAt:
    """Where the date of publication stands."""
    return DefinedAt(path=record.path, span=record.locate("published"))


def accesses_of(record: Record) -> tuple[Access, ...]:
    """How a source was accessed, as its record says; empty for other records."""
    return record.matter.access if isinstance(record.matter, SourceMatter) else ()


WITH_ARTICLE: Mapping[RecordType, str] = {
    "article": "an article",
    "entity": "an entity",
    "source": "a source",
    "claim": "a claim",
    "page": "a page",
}
PLURAL: Mapping[RecordType, str] = {
    "article": "articles",
    "entity": "entities",
    "source": "sources",
    "claim": "claims",
    "page": "pages",
}


def name_in(names: Sequence[LocalisedName], lang: str, site_lang: str) -> str:
    """Choose a name: by the exact language tag, then by its language alone, then the first."""
    tags = [(name.lang or site_lang).lower() for name in names]
    wanted = lang.lower()
    if wanted in tags:
        return names[tags.index(wanted)].text
    bare = [tag.partition("-")[0] for tag in tags]
    language = wanted.partition("-")[0]
    return names[bare.index(language)].text if language in bare else names[0].text


def strong_names(matter: Matters) -> Iterator[str]:
    """Names by which prose may mean an entity or a source: all but weak aliases."""
    if isinstance(matter, EntityMatter):
        for names in (matter.name, matter.aliases, matter.former_names):
            yield from (name.text for name in names)
    elif isinstance(matter, SourceMatter):
        yield from (name.text for name in matter.name)


def linking_names(matter: Matters) -> Iterator[str]:
    """Names that link by themselves: those that are not among the weak aliases as well."""
    weak = {one.text for one in matter.weak_aliases} if isinstance(matter, EntityMatter) else ()
    return (name for name in strong_names(matter) if name not in weak)


def every_name(matter: Matters) -> Iterator[str]:
    """Every name or title, weak ones included."""
    if isinstance(matter, EntityMatter | SourceMatter):
        yield from strong_names(matter)
        if isinstance(matter, EntityMatter):
            yield from (name.text for name in matter.weak_aliases)
    else:
        yield matter.text if isinstance(matter, ClaimMatter) else matter.title
