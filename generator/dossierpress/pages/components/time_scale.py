"""Places on the drawing of a timeline: lanes above one another on one scale of time.

The scale keeps the order of days and not their distances: a day takes as much room as its marks
need, so that each can be hit, and an empty stretch is the wider the longer it is, up to a few
marks. Else one birth in 1902 would press the week that a dossier is about into one point.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from msgspec import Struct

from dossierpress.kernel.dates.read import OPEN_END, OPEN_START, Day
from dossierpress.pages.components.text_width import LETTER, letters

STEP = 24
"""Width and height of a mark, in pixels: the smallest that a finger hits."""
HIGH = 6
"""Marks above one another in a lane without names."""
_DAYS_OF_YEAR, _DAYS_OF_MONTH = 365, 31


class Stretch(Struct, frozen=True, kw_only=True, gc=False):
    """What a mark stands for; it takes a line if it has a name or more than one day."""

    lane: str
    first: Day
    last: Day
    label: str | None
    """The name beside it; None in a lane without names."""


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Where a mark stands: its column and row as pixels from the upper left corner of its lane."""

    x: int
    y: int
    end: int
    """Where its last day is; `x` where it takes no more than a day."""


class Scale:
    """The days of a drawing, each with its place."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        """Give every day that something begins or ends on a place of its own."""
        stretches = tuple(stretches)
        begun = Counter(
            (one.lane, one.first)
            for one in stretches
            if one.label is None and one.first == one.last
        )
        # A day on which something only ends needs no room for a mark.
        wide = dict.fromkeys((one.last for one in stretches), STEP // 4)
        wide |= dict.fromkeys((one.first for one in stretches), STEP)
        for (_, day), marks in begun.items():
            wide[day] = max(wide[day], -(-marks // HIGH) * STEP)
        days = sorted(
            {day for one in stretches for day in (one.first, one.last)} - {OPEN_START, OPEN_END}
        )
        self._middle: dict[Day, int] = {}
        at = 0
        for day, after in zip_longest(days, days[1:]):
            self._middle[day] = at + min(wide[day], STEP) // 2
            at += wide[day] + (0 if after is None else _gap(day, after))
        self.width = at
        self.days = tuple(days)

    def x(self, day: Day, column: int = 0) -> int:
        """The middle of a mark on a day; an open end is at the edge."""
        if day == OPEN_START:
            return 0
        return self.width if day == OPEN_END else self._middle[day] + column * STEP


def places(stretches: Sequence[Stretch], scale: Scale) -> tuple[list[Place], int, int]:
    """Place the marks of one lane, those of one day without a name below all others.

    Returns:
        The place of each; the height of the lane; the right edge of its names.
    """
    right = scale.width
    taken: list[int] = []
    on_day: Counter[Day] = Counter()
    lengthy: dict[int, Place] = {}
    for number, one in enumerate(stretches):
        x, end = scale.x(one.first), scale.x(one.last)
        if one.label is None and one.first == one.last:
            continue
        after = max(end, label_at(x) + LETTER * letters(one.label or "")) + STEP // 2
        # The first row in which it and its name have room.
        row = next((row for row, until in enumerate(taken) if until <= x - STEP // 2), len(taken))
        taken[row : row + 1] = [after]
        right = max(right, after)
        lengthy[number] = Place(x=x, y=row * STEP + STEP // 2, end=end)
    found, below = [], 0
    for number, one in enumerate(stretches):
        place = lengthy.get(number)
        if place is None:
            column, row = divmod(on_day[one.first], HIGH)
            on_day[one.first] += 1
            below = max(below, row + 1)
            x = scale.x(one.first, column)
            place = Place(x=x, y=(len(taken) + row) * STEP + STEP // 2, end=x)
        found.append(place)
    return found, (len(taken) + below) * STEP, right


def label_at(x: int) -> int:
    """Where the name of a mark begins."""
    return x + STEP // 2 + 2


def _gap(day: Day, after: Day) -> int:
    """How far apart two days are beside their marks."""
    between = (
        (after[0] - day[0]) * _DAYS_OF_YEAR
        + (after[1] - day[1]) * _DAYS_OF_MONTH
        + after[2]
        - day[2]
    )
    return 0 if between <= 1 else round(STEP / 4 * math.log10(between))
