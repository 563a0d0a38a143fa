"""A line of text as it is drawn: in runs of one font and one direction, from left to right.

A drawing library draws a run with one font. What the Unicode Bidirectional Algorithm says of a run
itself, it knows; the order of runs is found here, as far as titles have need of it: words of one
direction in a line of the other, with numbers and marks.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from dossierpress.sharing.theme_fonts import Face

_LETTERS = re.compile(
    r".[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]*", re.DOTALL
)
"""A character with the marks and joiners that belong to it."""
_LEFT_TO_RIGHT = ("L", "EN")
_RIGHT_TO_LEFT = ("R", "AL", "AN")


class Run(Struct, frozen=True):
    """Text of one font and one direction."""

    text: str
    face: int
    """Its place among the faces."""
    rtl: bool
    """Whether it runs from right to left."""


def runs_of(text: str, faces: Sequence[Face], *, rtl: bool) -> tuple[Run, ...] | None:
    """The runs of a line, from left to right; None where a character is in no font.

    Args:
        text: The line.
        faces: The fonts; the first that has a character gives it.
        rtl: Whether the line runs from right to left.
    """
    chosen = _faces(text, faces)
    if chosen is None:
        return None
    ways = _directions(text, rtl=rtl)
    runs = [
        Run("".join(text[place] for place in places), face, way)
        for (face, way), places in (
            (key, list(group))
            for key, group in groupby(range(len(text)), key=lambda at: (chosen[at], ways[at]))
        )
    ]
    return tuple(_from_left(runs, rtl=rtl))


def _faces(text: str, faces: Sequence[Face]) -> list[int] | None:
    """The face of each character. A letter and what combines with it are in one if one has both."""
    chosen: list[int] = []
    for letter in _LETTERS.findall(text):
        found = _first_with(letter, faces)
        some = [_first_with(one, faces) if found is None else found for one in letter]
        if None in some:
            return None
        chosen += [one for one in some if one is not None]
    return chosen


def _first_with(characters: str, faces: Sequence[Face]) -> int | None:
    wanted = set(map(ord, characters))
    return next((at for at, face in enumerate(faces) if wanted <= face.characters), None)


def _directions(text: str, *, rtl: bool) -> list[bool]:
    """Whether each character runs from right to left.

    What has no direction of its own has that of what is on both sides of it, else that of the line.
    """
    strong = [_direction(one) for one in text]
    found: list[bool] = []
    for place, own in enumerate(strong):
        before = next((one for one in reversed(strong[:place]) if one is not None), rtl)
        after = next((one for one in strong[place:] if one is not None), rtl)
        found.append((before if before == after else rtl) if own is None else own)
    return found


def _direction(character: str) -> bool | None:
    way = unicodedata.bidirectional(character)
    return way in _RIGHT_TO_LEFT if way in (*_LEFT_TO_RIGHT, *_RIGHT_TO_LEFT) else None


def _from_left(runs: Sequence[Run], *, rtl: bool) -> Iterator[Run]:
    """Runs in the order of reading -> from left to right."""
    groups = [list(group) for _, group in groupby(runs, key=lambda one: one.rtl)]
    for group in reversed(groups) if rtl else groups:
        yield from reversed(group) if group[0].rtl else group
