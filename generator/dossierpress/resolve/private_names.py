"""The names of private records, which must not stand in anything that is published.

They are looked for more widely than names that link: in capitals too, two words or more in any
case, and wherever no letter runs on into them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from dossierpress.model.content import Record
from dossierpress.model.site import Key
from dossierpress.resolve.boundaries import touches_letters
from dossierpress.resolve.fold import Folded, fold_name
from dossierpress.resolve.names import Found, NameIndex, build_index, can_be_found
from dossierpress.resolve.record_names import strong_names
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_PARTS_OF_ADDRESS = re.compile(r"[/.#?=&:]+")
_WORTH_LOOKING_FOR = 6
_ENDING = re.compile(r"[^\W\d_]*")
_LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateNames:
    """What private records are called, in prose and in addresses."""

    names: tuple[tuple[str, ...], ...]
    """Spellings, folded, that are one name in lower case."""
    owners: tuple[tuple[Key, ...], ...]
    automaton: AhoCorasick
    """Of the names in lower case."""
    weak: NameIndex
    """Weak aliases: they may well mean somebody else."""
    slugs: Mapping[str, Key]
    """Ids, and names of two words or more, as file names and addresses spell them."""
    ids: Mapping[str, Key]
    """Whole ids, which count as a whole part of an address only."""
    exact: Mapping[str, Key]
    """Addresses and identifiers of private records."""

    def look(self, folded: Folded) -> list[Found]:
        """Find every occurrence, overlapping ones too, in folded offsets."""
        text = folded.text
        return [
            Found(start, end, self.owners[name], private=True)
            for name, start, end in self.automaton.find_matches_as_indexes(
                _lower(text), overlapping=True
            )
            if _spelled(text[start:end], self.names[name]) and not touches_letters(text, start, end)
        ]

    def look_near(self, folded: Folded, lang: str) -> list[Found]:
        """Find weak aliases, and names that other letters run on from: plurals, other cases."""
        text = folded.text
        near = [found._replace(private=True) for found in self.weak.look(folded, lang)]
        for name, start, end in self.automaton.find_matches_as_indexes(
            _lower(text), overlapping=True
        ):
            words = text[start:end]
            if _spelled(words, self.names[name]) and touches_letters(text, start, end):
                ending = _ENDING.match(text, end)
                until = ending.end() if ending else end
                if " " in words or _is_inflected(text, start, until, len(words)):
                    near.append(Found(start, until, self.owners[name], private=True))
        return near

    def look_in_address(self, text: str) -> tuple[Key, str] | None:
        """Find a private record that a path, an address or an id gives away, and by which words."""
        for part in _PARTS_OF_ADDRESS.split(text.casefold()):
            if part in self.ids:
                return self.ids[part], part
        spelled = f"-{_slug(text)}-"
        given_away = ((key, slug) for slug, key in self.slugs.items() if f"-{slug}-" in spelled)
        return next(given_away, None) or self.look_exact(text)

    def look_exact(self, text: str) -> tuple[Key, str] | None:
        """Find a private record whose address or identifier stands in a text, and that."""
        return next(((key, word) for word, key in self.exact.items() if word in text), None)


def index_private(records: Iterable[tuple[Key, Record]]) -> PrivateNames | None:
    """Index what private entities and sources are called; None where there are none."""
    found = [(key, record) for key, record in records if key.type in ("entity", "source")]
    names: dict[str, tuple[dict[str, None], dict[Key, None]]] = {}
    for key, record in found:
        # An id of two words or more is as telling as a name.
        ids = (key.id,) if "-" in key.id else ()
        for name in map(fold_name, (*strong_names(record.matter), *ids)):
            if can_be_found(name):
                spellings, owners = names.setdefault(_lower(name), ({}, {}))
                spellings[name] = None
                owners[key] = None
    if not names:
        return None
    return PrivateNames(
        names=tuple(tuple(spellings) for spellings, _ in names.values()),
        owners=tuple(tuple(sorted(owners)) for _, owners in names.values()),
        automaton=AhoCorasick(list(names), MatchKind.Standard),
        weak=build_index(
            (fold_name(alias.text), key)
            for key, record in found
            if isinstance(record.matter, EntityMatter)
            for alias in record.matter.weak_aliases
        ),
        slugs={slug: key for key, record in found for slug in _slugs(key, record)},
        ids={key.id: key for key, _ in found},
        exact={word: key for key, record in found for word in _exact(record)},
    )


def _lower(text: str) -> str:
    """Lower case of the same length: only `İ` would become two characters."""
    return text.replace("İ", "i").lower()


def _spelled(text: str, spellings: Sequence[str]) -> bool:
    """Whether a text in the same letters is the name: `mark` is not `Mark`, but `MARK` may be."""
    return " " in text or any(
        text in (name, name.upper(), name[:1].upper() + name[1:]) for name in spellings
    )


def _is_inflected(text: str, start: int, end: int, length: int) -> bool:
    """Whether a single name, long enough to be one, has taken an ending."""
    if length < _WORTH_LOOKING_FOR or end - start - length > _LONGEST_ENDING:
        return False
    return not touches_letters(text, start, end)


def _slug(text: str) -> str:
    """As addresses spell a text, without accents."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(character)
    )
    return _NOT_ALPHANUMERIC.sub("-", plain).strip("-")


def _slugs(key: Key, record: Record) -> Iterator[str]:
    for word in (key.id, *map(_slug, strong_names(record.matter))):
        if "-" in word:
            yield word


def _exact(record: Record) -> Iterator[str]:
    matter = record.matter
    if isinstance(matter, EntityMatter | SourceMatter):
        if matter.url is not None:
            yield matter.url.partition("://")[2].rstrip("/") or matter.url
        yield from (
            identifier.value
            for identifier in matter.ids
            if len(identifier.value) >= _WORTH_LOOKING_FOR
        )
