"""Names beside the marks of a drawing: as many as have room, those of the largest marks first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.pages.components.text_width import LETTER, letters
from dossierpress.pages.views.network import LabelShown
from dossierpress.pages.views.parts import NameShown

SIZE = 13
"""Height of letters, in pixels."""
LONGEST = 26
"""Of a name, in letters as wide as Latin ones."""
_GAP = 4
_CELL = 64

Anchor = Literal["start", "middle", "end"]
Side = tuple[int, int, Anchor]
"""Where a name is from the middle of its mark, and which part of it is there."""
Box = tuple[int, int, int, int]
"""Left, upper, right and lower edge."""


class Mark(Struct, frozen=True, kw_only=True, gc=False):
    """A mark that may have its name beside it."""

    x: int
    y: int
    radius: int
    name: str


def sides(
    marks: Sequence[Mark], width: int, height: int, taken: "Taken | None" = None
) -> list[Side | None]:
    """Where the name of each mark is, or None where it would cover another name or a mark.

    Args:
        marks: The most important first.
        width: Of the drawing.
        height: Of the drawing.
        taken: Where something stands already; the marks and their names are added.
    """
    taken = Taken() if taken is None else taken
    for mark in marks:
        x, y, radius = mark.x, mark.y, mark.radius
        taken.add((x - radius, y - radius, x + radius, y + radius))
    found: list[Side | None] = []
    for mark in marks:
        chosen = None
        for side, box in _choices(mark):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and taken.is_free(box):
                taken.add(box)
                chosen = side
                break
        found.append(chosen)
    return found


def label_shown(name: NameShown, text: str, side: Side | None) -> LabelShown | None:
    """A name beside its mark, perhaps shortened; None where it has no room."""
    if side is None:
        return None
    x, y, anchor = side
    return LabelShown(name=replace(name, text=text), x=x, y=y, anchor=anchor)


def _choices(mark: Mark) -> Iterator[tuple[Side, Box]]:
    """To the right, to the left, below and above, in this order."""
    long = LETTER * letters(mark.name)
    away = mark.radius + _GAP
    high = SIZE // 2 + 2
    x, y = mark.x, mark.y
    yield (away, 4, "start"), (x + away, y - high, x + away + long, y + high)
    yield (-away, 4, "end"), (x - away - long, y - high, x - away, y + high)
    for down in (away + SIZE - 2, -away - 2):
        box = (x - long // 2, y + down - SIZE + 1, x + long // 2, y + down + 4)
        yield (0, down, "middle"), box


class Taken:
    """Boxes in which something stands, found by the cells of a grid."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Let something stand in a box."""
        for cell in _cells(box):
            self._cells[cell].append(box)

    def is_free(self, box: Box) -> bool:
        """Whether nothing stands in any part of a box."""
        return not any(_meet(box, other) for cell in _cells(box) for other in self._cells[cell])


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, below = (edge // _CELL for edge in box)
    for column in range(left, right + 1):
        for row in range(top, below + 1):
            yield column, row


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
