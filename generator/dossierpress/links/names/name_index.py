"""Find the names of entities in a text: their places and their owners.

Of overlapping names the leftmost and longest wins. Names are case-sensitive; differences in white
space, apostrophes and the like do not count (see `kernel.normalise`). A name must stand as whole
words (see `boundaries`), and never counts in an address, a handle, a hashtag, a sum or a file
name. Initials match with and without points and spaces. Names of sources do not link by
themselves, but nothing within a longer name of a source counts as an entity.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple, Self

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import NormalisedText, normalise_name
from dossierpress.links.names.boundaries import letter, stands_alone
from dossierpress.model.content import Record
from dossierpress.records.facets import linking_names, strong_names
from dossierpress.schema.entity import EntityMatter

_TOKEN_ROOM = 100
"""Characters before and after a name that are examined."""
_BREAK = r"[\s<>\"“”„«»()\[\]{}|,;—–]"
_BREAKS = re.compile(_BREAK)
_UP_TO_BREAK = re.compile(f"(?s:.)*{_BREAK}")
_ADDRESS_SIGNS = re.compile("[.@#＠＃]|://")
"""Every address has one of these, and most text around names has none."""
_FILES = (
    "pdf|csv|tsv|xlsx?|docx?|pptx?|od[tsp]|rtf|txt|md|json|xml|html?|zip|gz|eml|msg|mbox"
    "|jpe?g|png|gif|svg|webp|tiff?|mp[34]|m4a|wav|mov|avi|mkv|webm|ya?ml|sql|db"
)
_TOKEN = re.compile(
    r"\w+://\S*|www\.\S*|\S*\w@\w\S*"
    r"|(?<![\w/])[@#＠＃][^\W\d]\S*"
    rf"|[\w~%+-]+(?:[./\\][\w~%+-]+)*\.(?:[a-z]{{2,24}}|(?i:{_FILES})|рф|укр)(?!\w)\S*"
)


_CURRENCY = "$€£¥"
_LONGEST_CODE = 3


def is_sum(text: str, start: int, end: int) -> bool:
    """Whether a short name is the code of a currency: `US$5 million`, `$US5m`, `HK$`."""
    return end - start <= _LONGEST_CODE and (
        text[end : end + 1] in (*_CURRENCY,) or (start > 0 and text[start - 1] in _CURRENCY)
    )


def is_address(text: str, start: int, end: int) -> bool:
    """Whether a range of a text is part of an address, a handle, a hashtag or a file name.

    `Brandt.csv`, `brandt.example`, `@Brandt`, `#Brandt`; but not `Brandt.Then`, where only a space
    is missing.
    """
    first, last = max(0, start - _TOKEN_ROOM), min(len(text), end + _TOKEN_ROOM)
    before = _UP_TO_BREAK.match(text, first, start)
    begin = before.end() if before else first
    after = _BREAKS.search(text, end, last)
    token = text[begin : after.start() if after else last]
    return _ADDRESS_SIGNS.search(token) is not None and any(
        found.start() + begin < end and start < found.end() + begin
        for found in _TOKEN.finditer(token)
    )


_DOTTED = re.compile(r"(?<!\w)(?P<letters>[^\W\d_]\.(?: ?[^\W\d_]\.)*) ?(?=[^\W\d_]{2})")


def spellings(name: str) -> tuple[str, ...]:
    """A normalised name, and its variants in points and spaces of initials: `J. R.`, `J.R.`, `JR`.

    Only initials before a word of at least two letters vary: `U.S.` alone has no variants.
    """
    if not _DOTTED.search(name):
        return (name,)
    forms: dict[str, None] = {name: None}
    for joint, end in ((". ", ". "), (".", ". "), (".", "."), (" ", " "), ("", " ")):
        forms[_DOTTED.sub(partial(_written, joint=joint, end=end), name)] = None
    return tuple(forms)


def _written(found: re.Match[str], joint: str, end: str) -> str:
    return joint.join(re.findall(r"[^\W\d_]", found["letters"])) + end


# Spellings of the Arabic article: `Al-Assad` is Assad, but `Smith-Jones` is not Smith.
_ARTICLE = re.compile(r"(?<!\w)(?:Al|El|Ul|Ol|As|An|Ar|Ad|At|Az|Ash|Ath|Adh)-$")
_NAME_BEFORE = re.compile(r"(?<!\w)[^\W\d_][\w']*- ?$")
_WORD_ROOM = 40


class FoundName(NamedTuple):
    """A name that was found in a text."""

    start: int
    end: int
    owners: tuple[Key, ...]
    """The records with this name; several if it is ambiguous."""
    private: bool = False
    """Whether it must not be published."""
    declared: bool = False
    """Whether the article itself says whose name it is, with `as`."""

    def in_original(self, normalised: NormalisedText) -> Self:
        """The same with offsets in the original text."""
        start, end = normalised.original(self.start, self.end)
        if (start, end) == (self.start, self.end):
            return self
        return self._replace(start=start, end=end)


class NameIndex(Struct, frozen=True, kw_only=True, dict=True):
    """All names that are searched for, in one automaton, which is built on first use."""

    owners: Mapping[str, tuple[Key, ...]]
    """Normalised name -> the records that have it."""
    persons: frozenset[Key] = frozenset()
    """The owners that are persons: a hyphen turns a person's name into another one."""

    def find(self, normalised: NormalisedText, lang: str) -> list[FoundName]:
        """Find all occurrences that are whole words, with overlaps; offsets are normalised."""
        if not self.owners:
            return []
        text = normalised.text
        return [
            FoundName(start, end, owners)
            for name, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if stands_alone(text, start, end, lang)
            and (owners := owners_at(text, start, end, self._numbered[name], self.persons))
        ]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self.owners), MatchKind.Standard)

    @cached_property
    def _numbered(self) -> tuple[tuple[Key, ...], ...]:
        """Owners by the number of a name in the automaton."""
        return tuple(self.owners.values())


def index_names(records: Iterable[tuple[Key, Record]], preferred: Mapping[str, Key]) -> NameIndex:
    """Index the names, aliases and former names of entities, without weak aliases.

    Args:
        records: The entities.
        preferred: Normalised name -> the one entity that it means, though others have it too.
    """
    entities = list(records)
    return build_index(
        (
            (spelling, key)
            for key, record in entities
            for normalised in map(normalise_name, linking_names(record.matter))
            if preferred.get(normalised, key) == key
            for spelling in spellings(normalised)
        ),
        persons=frozenset(
            key
            for key, record in entities
            if isinstance(record.matter, EntityMatter) and record.matter.kind == "person"
        ),
    )


def index_sources(records: Iterable[tuple[Key, Record]], names: NameIndex) -> NameIndex:
    """Index the names of sources, except those that an entity has too."""
    taken = names.owners
    return build_index(
        (name, key)
        for key, record in records
        for name in map(normalise_name, strong_names(record.matter))
        if name not in taken
    )


def owners_at(
    text: str, start: int, end: int, owners: tuple[Key, ...], persons: frozenset[Key]
) -> tuple[Key, ...]:
    """Leave out persons where a hyphen makes the name another person's: `Smith-Jones`.

    It does so next to a capitalised word; not in `Smith-led`, `pro-Smith` and `Al-Assad`, and not
    for entities that are no persons: `US-China`.
    """
    if persons.isdisjoint(owners) or not _is_joined(text, start, end):
        return owners
    return tuple(key for key in owners if key not in persons)


def _is_joined(text: str, start: int, end: int) -> bool:
    if text[end : end + 1] == "-" and text[end + 1 : end + 3].lstrip(" ")[:1].isupper():
        return True
    before = text[max(0, start - _WORD_ROOM) : start]
    found = _NAME_BEFORE.search(before)
    if found is None or _ARTICLE.search(before):
        return False
    return found[0][0].isupper()


def build_index(
    names: Iterable[tuple[str, Key]], *, persons: frozenset[Key] = frozenset()
) -> NameIndex:
    """Index normalised names."""
    owners: dict[str, dict[Key, None]] = {}
    for name, key in names:
        if can_be_found(name):
            owners.setdefault(name, {})[key] = None
    return NameIndex(
        owners={name: tuple(sorted(found)) for name, found in owners.items()}, persons=persons
    )


def can_be_found(name: str) -> bool:
    """Whether a normalised name can be searched for in running text.

    A name needs a letter or digit; a single character of a script without spaces would be found
    within countless words.
    """
    if len(name) == 1:
        return letter(name) not in ("none", "unspaced")
    return any(character.isalnum() for character in name)


def find_declared(
    normalised: NormalisedText,
    declared: Mapping[str, FoundName],
    lang: str,
    persons: frozenset[Key],
) -> Iterable[FoundName]:
    """Find the names that an article declares with `as`, overlapping ones too."""
    text = normalised.text
    for name, meant in declared.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if stands_alone(text, start, end, lang) and (
                meant.private or owners_at(text, start, end, meant.owners, persons)
            ):
                yield meant._replace(start=start, end=end)
            start = text.find(name, start + 1)


def outside_addresses(found: list[FoundName], text: str) -> list[FoundName]:
    """Leave out names within an address, a handle, a hashtag, a sum or a file name."""
    return [
        name
        for name in found
        if not is_address(text, name.start, name.end) and not is_sum(text, name.start, name.end)
    ]


def outside_sources(
    chosen: Sequence[FoundName], sources: Sequence[FoundName]
) -> Sequence[FoundName]:
    """Leave out names within a longer name of a source: `Tehran` in `Tehran Times`.

    A private name stays: it must not be shown, whatever it is part of.
    """
    if not sources or not chosen:
        return chosen
    in_order = sorted(sources, key=lambda name: name.start)
    kept = []
    reach, next_source = 0, 0
    for name in chosen:
        while next_source < len(in_order) and in_order[next_source].start <= name.start:
            reach = max(reach, in_order[next_source].end)
            next_source += 1
        if name.private or name.end > reach:
            kept.append(name)
    return kept
