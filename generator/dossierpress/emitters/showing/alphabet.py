"""Lists under the letters of an alphabet, and the ways to jump to them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from dossierpress import routes
from dossierpress.collation import FURTHER, NO_LETTER, jump_letters
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.long_lists import Sheet
from dossierpress.schema.parts import LocalName
from dossierpress.views.listing import JumpLink


class Lettered(Struct, frozen=True, gc=False):
    """A record with the letter that it stands under."""

    letter: str
    id: str


def lettered(names: Mapping[str, str], edition: Edition) -> tuple[Lettered, ...]:
    """Records by letter, keeping their order.

    Args:
        names: Id -> the name that it is sorted by, in order.
        edition: What is published.
    """
    letters = jump_letters(tuple(names.values()), edition.config.lang)
    found: dict[str, list[Lettered]] = {}
    for id_, letter in zip(names, letters, strict=True):
        found.setdefault(letter, []).append(Lettered(letter, id_))
    return tuple(one for group in found.values() for one in group)


def sorted_by(name: tuple[LocalName, ...], sort_as: str | None) -> str:
    """The form of a name that its place in a list comes from."""
    return sort_as or name[0].text


def by_letter(shown: Sequence[Lettered]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(letter, id of the group, ids of its records) for each letter of a page."""
    for letter, group in groupby(shown, key=lambda one: one.letter):
        yield letter, _anchor(letter), tuple(one.id for one in group)


def jumps(sheet: Sheet, entries: Sequence[Lettered]) -> tuple[JumpLink, ...]:
    """A way from one page of a list to every letter of it."""
    first: dict[str, int] = {}
    for place, one in enumerate(entries):
        first.setdefault(one.letter, place)
    return tuple(
        JumpLink(
            label=letter,
            href=routes.relative(sheet.path, sheet.holding(place), _anchor(letter)),
        )
        for letter, place in first.items()
    )


def _anchor(letter: str) -> str:
    if letter == NO_LETTER:
        return "letter_none"
    return "letter_further" if letter == FURTHER else f"letter_{letter}"
