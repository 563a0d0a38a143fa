"""Land, borders and the edge of the world as SVG has them, for a region."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from msgspec import Struct

from dossierpress.geography.cutting import borders_within, land_within
from dossierpress.geography.outline import Box, Point
from dossierpress.geography.region import Region
from dossierpress.geography.thinning import thinned

_BEYOND = 6
"""Pixels that land goes on beyond the drawing, so that its cut edge is not seen."""
_CURVED = 4.0
"""Degrees between points of a line that is curved in the drawing of the world."""


class Outline(Struct, frozen=True, kw_only=True, gc=False):
    """Paths of SVG, in parts of a pixel."""

    sea: str
    """The edge of the world; empty where the region does not go round it."""
    land: str
    borders: str


def outline_of(region: Region, *, parts: int, tolerance: float) -> Outline:
    """What is drawn of the world in a region.

    Args:
        region: What is drawn.
        parts: Of a pixel, in which lengths are told.
        tolerance: How far a line may be off, in pixels.
    """
    box = _wider(region)

    def path(lines: Iterable[Sequence[Point]], *, closed: bool) -> str:
        return "".join(
            _path(placed, parts, closed=closed)
            for line in lines
            for placed in _placed(line, region, tolerance)
        )

    return Outline(
        sea=path([_edge(region.box)], closed=True) if region.whole else "",
        land=path(land_within(box), closed=True),
        borders=path(borders_within(box), closed=False),
    )


def _wider(region: Region) -> Box:
    west, south, east, north = region.box
    if region.whole:
        return region.box
    right = (east - west) / region.width * _BEYOND
    up = (north - south) / region.height * _BEYOND
    return west - right, south - up, east + right, north + up


def _edge(box: Box) -> list[Point]:
    west, south, east, north = box
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


def _placed(line: Sequence[Point], region: Region, tolerance: float) -> Iterator[list[Point]]:
    """A line in the drawing, without what nobody sees of it; nothing of one that is a dot."""
    points = _bent(line) if region.whole else line
    found = thinned([region.place(point) for point in points], tolerance)
    if len(found) > 2 or (len(found) == 2 and found[0] != found[1]):
        yield found


def _bent(line: Sequence[Point]) -> Iterator[Point]:
    """The same line with points wherever it may be curved in the drawing."""
    yield line[0]
    for (x1, y1), (x2, y2) in pairwise(line):
        steps = ceil(max(abs(x2 - x1), abs(y2 - y1)) / _CURVED) or 1
        yield from (
            (x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps)
            for step in range(1, steps + 1)
        )


def _path(points: Sequence[Point], parts: int, *, closed: bool) -> str:
    """A line as SVG has it, in steps from point to point."""
    whole = [(round(x * parts), round(y * parts)) for x, y in points]
    if closed and whole[0] == whole[-1]:
        whole.pop()
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(whole)]
    if len(steps) < 1 + closed:
        return ""
    first = f"M{whole[0][0]} {whole[0][1]}l"
    # A sign stands between two numbers as well as a space does.
    rest = "".join(f"{x:+} {y}" if place else f"{x} {y}" for place, (x, y) in enumerate(steps))
    return first + rest.replace("+", " ").replace(" -", "-") + ("z" if closed else "")
