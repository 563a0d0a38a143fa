"""Controls of direction that are not closed where they were opened, and what closes nothing."""

import re
from collections.abc import Iterator
from itertools import groupby

from dossierpress.unseen.characters import CLOSING, OPENING, isolated, may_mislead

_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP_ISOLATE = "\u2069"


class Directions:
    """Matches what opens with what closes, in one stretch of text after the other.

    A control that is closed by its own counterpart ends where it should. One that is not would
    go on acting on whatever follows in its paragraph, another's name or a date. An override is
    not told of here, for it misleads whether it is closed or not; what ends it is.
    """

    def __init__(self) -> None:
        self.unpaired: list[int] = []
        """Places, as they were given, in no particular order."""
        self.overridden: list[int] = []
        """Places of what ends an override."""
        self._open: list[tuple[str, int]] = []
        self._isolates = 0
        """How many of them are isolates."""

    def meet(self, character: str, place: int) -> None:
        """Take the next control."""
        if character in OPENING:
            self._open.append((character, place))
            self._isolates += character in _ISOLATES
        elif character == _POP_ISOLATE:
            self._close_isolate(place)
        elif self._open and self._open[-1][0] not in _ISOLATES:
            opened, _ = self._open.pop()
            if opened in _OVERRIDES:
                self.overridden.append(place)
        else:
            self.unpaired.append(place)

    def _close_isolate(self, place: int) -> None:
        if not self._isolates:
            self.unpaired.append(place)
            return
        while self._open[-1][0] not in _ISOLATES:
            self._leave_open(*self._open.pop())
        self._open.pop()
        self._isolates -= 1

    def _leave_open(self, opened: str, place: int) -> None:
        # An override misleads by itself, closed or not.
        if opened not in _OVERRIDES:
            self.unpaired.append(place)

    def end(self) -> None:
        """The stretch ends: whatever is open stays so."""
        for opened, place in self._open:
            self._leave_open(opened, place)
        self._open.clear()
        self._isolates = 0


def misleading(text: str) -> tuple[tuple[int, int], ...]:
    """Runs (start, end) of characters in a text, taken as one paragraph, that mislead."""
    if not may_mislead(text):
        return ()
    directions = _directions(text)
    return tuple(runs(isolated(text), [*directions.unpaired, *directions.overridden]))


def unclosed(text: str) -> tuple[int, ...]:
    """Places of controls in a text, taken as one paragraph, that lack their counterpart."""
    return tuple(sorted(_directions(text).unpaired))


def _directions(text: str) -> Directions:
    directions = Directions()
    for place, character in controls(text):
        directions.meet(character, place)
    directions.end()
    return directions


def controls(text: str) -> Iterator[tuple[int, str]]:
    """(place, character) of everything that opens or closes a direction."""
    for found in _CONTROL.finditer(text):
        yield found.start(), found[0]


_CONTROL = re.compile(f"[{OPENING}{CLOSING}]")


def runs(found: Iterator[tuple[int, int]], places: list[int]) -> Iterator[tuple[int, int]]:
    """All that was found, as runs in the order of the text, none of them twice."""
    every = {place for start, end in found for place in range(start, end)}.union(places)
    for _, run in groupby(enumerate(sorted(every)), key=lambda pair: pair[1] - pair[0]):
        members = [place for _, place in run]
        yield members[0], members[-1] + 1
