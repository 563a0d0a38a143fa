"""Names in any script become ids: lower-case ASCII slugs, unique, the same on every run.

`TakenNames` has the ids and words that the dossier uses already.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import icu
from msgspec import Struct

from dossierpress.kernel.key import RecordType
from dossierpress.kernel.portable_names import why_not_portable

LONGEST_SLUG = 72
"""Characters of a slug: whole words up to here, so that `<id>.html` stays short everywhere."""

_TO_LATIN = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")
_APOSTROPHES = re.compile(r"['’ʼ`´‘ʻʿʾ]")
_OTHER = re.compile(r"[^a-z0-9]+")
# Pages of the published tree that are no record: `index.html`, `index-page-2.html`.
_TAKEN_BY_PAGES = re.compile(r"^index(-page-\d+)?$|-page-\d+$")


class NeedsId(Struct, frozen=True, kw_only=True, gc=False):
    """A thing that needs an id."""

    key: str
    """Its stable identity: its id in the data, or its file."""
    name: str
    qualifiers: tuple[str, ...] = ()
    """Words that distinguish namesakes, best first: the kind, the date."""


def slugify(text: str) -> str:
    """`Tehran, تهران` -> `tehran-thran`: ASCII words joined by hyphens; may be empty."""
    latin = _APOSTROPHES.sub("", _TO_LATIN.transliterate(text).lower())
    words = _OTHER.sub("-", latin).strip("-")
    if len(words) <= LONGEST_SLUG:
        return words
    cut = words[: LONGEST_SLUG + 1]
    return (cut.rpartition("-")[0] or words[:LONGEST_SLUG]).strip("-")


def is_usable_id(candidate: str) -> bool:
    """Whether a slug can be an id: not empty, no reserved name of Windows, no page of our own."""
    return (
        bool(candidate)
        and not why_not_portable(candidate)
        and not _TAKEN_BY_PAGES.search(candidate)
    )


def assign_ids(
    things: Sequence[NeedsId], *, taken: AbstractSet[str] = frozenset()
) -> dict[str, str]:
    """An id for every key. `taken` holds ids that are in use already.

    All namesakes get their first qualifier, so that no id depends on the order of the data; those
    that stay equal are numbered in the order of their keys.
    """
    plain = {thing.key: slugify(thing.name) for thing in things}
    shared = {text for text, count in Counter(plain.values()).items() if count > 1}
    ids: dict[str, str] = {}
    used = set(taken)
    for thing in sorted(things, key=lambda thing: (plain[thing.key] in shared, thing.key)):
        first = plain[thing.key]
        chosen = next(
            candidate
            for candidate in _candidates(thing, first, namesakes=first in shared)
            if is_usable_id(candidate) and candidate not in used
        )
        used.add(chosen)
        ids[thing.key] = chosen
    return ids


def _candidates(thing: NeedsId, first: str, *, namesakes: bool) -> Iterator[str]:
    stem = first or f"unnamed-{hashlib.sha256(thing.key.encode(errors='replace')).hexdigest()[:8]}"
    if not namesakes:
        yield stem
    qualified = [f"{stem}-{words}" for words in map(slugify, thing.qualifiers) if words]
    yield from qualified
    base = qualified[0] if qualified else stem
    yield from _numbered(base)


def _numbered(base: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def unique_id(name: str, *, taken: Iterable[str]) -> str:
    """A free id for one new thing of this name."""
    return assign_ids([NeedsId(key=name, name=name)], taken=frozenset(taken))[name]


class TakenNames(Struct, frozen=True, kw_only=True, gc=False):
    """Ids and words that are in use. Files that this import wrote before do not count."""

    ids: tuple[tuple[RecordType, frozenset[str]], ...] = ()
    """Ids in use, by type, former ones included."""
    kinds: frozenset[str] = frozenset()
    """Kinds of entity, built-in ones included."""
    relation_types: frozenset[str] = frozenset()
    """Types of relation and their inverses, built-in ones included."""

    def taken(self, type_: RecordType) -> frozenset[str]:
        """Ids of one type."""
        return dict(self.ids).get(type_, frozenset())
