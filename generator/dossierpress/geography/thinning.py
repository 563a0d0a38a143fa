"""Lines with fewer points, which look the same."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

Point = tuple[float, float]


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The same line, with those points alone that keep all others within a distance of it.

    A line that ends where it begins keeps the point that is the furthest off, so that it stays a
    coast.

    Args:
        points: At least one.
        tolerance: The distance.
    """
    last = len(points) - 1
    kept = {0, last}
    if points[0] == points[last]:
        off = [hypot(x - points[0][0], y - points[0][1]) for x, y in points]
        kept.add(off.index(max(off)))
    waiting = list(pairwise(sorted(kept)))
    while waiting:
        begin, end = waiting.pop()
        off = _distances(points[begin : end + 1])
        if off and (most := max(off)) > tolerance:
            middle = begin + 1 + off.index(most)
            kept.add(middle)
            waiting += [(begin, middle), (middle, end)]
    return [points[place] for place in sorted(kept)]


def _distances(points: Sequence[Point]) -> list[float]:
    """How far each point between the two ends is from the stretch that joins these."""
    return [distance_to_stretch(point, points[0], points[-1]) for point in points[1:-1]]


def distance_to_stretch(point: Point, one: Point, other: Point) -> float:
    """How far a point is from a straight line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, one, other
    across, up = x2 - x1, y2 - y1
    long = across * across + up * up
    along = ((x - x1) * across + (y - y1) * up) / long if long else 0.0
    along = 0.0 if along < 0 else min(along, 1.0)
    return hypot(x - x1 - along * across, y - y1 - along * up)
