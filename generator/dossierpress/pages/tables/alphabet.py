"""Records by the letter of an alphabet that they are listed under."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from dossierpress.kernel.collation import jump_letters
from dossierpress.schema.shared_types import LocalName


class AlphabetEntry(Struct, frozen=True, gc=False):
    """A record with the letter that it stands under."""

    letter: str
    id: str


def alphabet_entries(names: Mapping[str, str], lang: str) -> tuple[AlphabetEntry, ...]:
    """Records by letter, keeping their order.

    Args:
        names: Id -> the name that it is sorted by, in order.
        lang: The language in whose order they are.
    """
    letters = jump_letters(tuple(names.values()), lang)
    found: dict[str, list[AlphabetEntry]] = {}
    for id_, letter in zip(names, letters, strict=True):
        found.setdefault(letter, []).append(AlphabetEntry(letter, id_))
    return tuple(one for group in found.values() for one in group)


def sorting_name(name: tuple[LocalName, ...], sort_as: str | None) -> str:
    """The form of a name that its place in a list comes from."""
    return sort_as or name[0].text


def first_places(entries: Iterable[AlphabetEntry]) -> tuple[tuple[str, int], ...]:
    """(letter, place of the first entry under it)."""
    first: dict[str, int] = {}
    for place, one in enumerate(entries):
        first.setdefault(one.letter, place)
    return tuple(first.items())
