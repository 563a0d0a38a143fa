"""Lists under the letters of an alphabet, with links to jump to them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dossierpress.kernel import routes
from dossierpress.kernel.collation import FURTHER, NO_LETTER
from dossierpress.pages.components.pagination import Sheet
from dossierpress.pages.tables.alphabet import AlphabetEntry
from dossierpress.pages.views.lists import JumpLink


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


def _letter_anchor(letter: str) -> str:
    if letter == NO_LETTER:
        return "letter_none"
    return "letter_further" if letter == FURTHER else f"letter_{letter}"
