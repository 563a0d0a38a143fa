"""Lists under the letters of an alphabet, with links to jump to them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from dossierpress.kernel import routes
from dossierpress.kernel.collation import FURTHER, NO_LETTER
from dossierpress.pages.components.pagination import Sheet
from dossierpress.pages.tables.alphabet import AlphabetEntry
from dossierpress.pages.views.lists import JumpLink
from dossierpress.pages.views.parts import RecordLink

_WORD = re.compile(r"[^\s,،、-]+")


def by_letter(shown: Sequence[AlphabetEntry]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(letter, id of the group, ids of its records) for each letter of a page."""
    for letter, group in groupby(shown, key=lambda one: one.letter):
        yield letter, _letter_anchor(letter), tuple(one.id for one in group)


def letter_jumps(sheet: Sheet, letters: Sequence[tuple[str, int]]) -> tuple[JumpLink, ...]:
    """A way from one page of a list to every letter of it, each with its first place."""
    return tuple(
        JumpLink(
            label=letter,
            href=routes.relative(sheet.path, sheet.holding(place), _letter_anchor(letter)),
        )
        for letter, place in letters
    )


def listed_link(link: RecordLink, sort_as: str | None) -> tuple[RecordLink, str | None]:
    """A link as an index shows it, and what else it stands under.

    Where `sort_as` has the words of the name in another order, the link is called so: a reader who
    finds `Ines Calder` under C is told why.
    """
    if sort_as is None or sort_as == link.name.text:
        return link, None
    if sorted(_WORD.findall(sort_as)) == sorted(_WORD.findall(link.name.text)):
        return replace(link, name=replace(link.name, text=sort_as)), None
    return link, sort_as


def _letter_anchor(letter: str) -> str:
    if letter == NO_LETTER:
        return "letter_none"
    return "letter_further" if letter == FURTHER else f"letter_{letter}"
