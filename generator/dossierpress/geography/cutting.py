"""Coasts and borders cut to a box of the world."""

from collections.abc import Iterator, Sequence

from dossierpress.geography.outline import LINK, Box, Chain, Point, world

_TURN = 360.0
_WEST, _SOUTH, _EAST, _NORTH = range(4)


def land_within(box: Box) -> Iterator[list[Point]]:
    """The closed coasts of the land in a box.

    Args:
        box: Where it goes on beyond 180 degrees, so do the longitudes of what is found.
    """
    for turned, by in _turns(box):
        for coast in world().coasts:
            points = _near(coast, turned)
            for side in range(4):
                points = _on_inner_side(points, side, turned[side])
            if points:
                yield [(x + by, y) for x, y in points]


def borders_within(box: Box) -> Iterator[list[Point]]:
    """The borders of countries in a box; they may go on beyond it for a while."""
    for turned, by in _turns(box):
        for border in world().borders:
            run: list[Point] = []
            for place, link in enumerate(border.links):
                points = border.points[place * LINK : (place + 1) * LINK + 1]
                if _outer_side(link, turned) is None:
                    run += points[1:] if run else points
                elif run:
                    yield [(x + by, y) for x, y in run]
                    run = []
            if len(run) > 1:
                yield [(x + by, y) for x, y in run]


def _turns(box: Box) -> Iterator[tuple[Box, float]]:
    """A box as it is after no turn of the globe or one, to either side, and how far off that is.

    A coast goes on beyond 180 degrees, and so may a box.
    """
    west, south, east, north = box
    for by in (-_TURN, 0.0, _TURN):
        yield (west - by, south, east - by, north), by


def _near(coast: Chain, box: Box) -> Sequence[Point]:
    """A coast without detail where it is far from the box: the same within it."""
    points: list[Point] = []
    for place, link in enumerate(coast.links):
        first = place * LINK
        whole = _outer_side(link, box) is None
        points += coast.points[first : first + (LINK if whole else 1)]
    return points


def _outer_side(link: Box, box: Box) -> int | None:
    """The side of a box beyond which something lies wholly; None where it may come into the box."""
    if link[_EAST] < box[_WEST]:
        return _WEST
    if link[_NORTH] < box[_SOUTH]:
        return _SOUTH
    if link[_WEST] > box[_EAST]:
        return _EAST
    return _NORTH if link[_SOUTH] > box[_NORTH] else None


def _on_inner_side(points: Sequence[Point], side: int, edge: float) -> list[Point]:
    """What is left of an area on the inner side of one edge of a box (Sutherland and Hodgman)."""
    axis, sign = side % 2, 1 if side < _EAST else -1
    found: list[Point] = []
    for place, (x, y) in enumerate(points):
        before = points[place - 1]
        inside = sign * ((x, y)[axis] - edge) >= 0
        if inside != (sign * (before[axis] - edge) >= 0):
            part = (edge - before[axis]) / ((x, y)[axis] - before[axis])
            found.append((before[0] + part * (x - before[0]), before[1] + part * (y - before[1])))
        if inside:
            found.append((x, y))
    return found
