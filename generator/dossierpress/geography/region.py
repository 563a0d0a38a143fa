"""`Region`: a part of the world in a drawing, and where a place is in it.

For a part of the world degrees of longitude are as wide as they are in its middle; the whole world
is drawn in the Natural Earth projection (Šavrič, Jenny, Patterson, Petrovič and Hurni, 2011). A
region may go on beyond 180 degrees: it is cut where there are no places.
"""

from collections.abc import Collection
from itertools import pairwise
from math import cos, radians

from msgspec import Struct

from dossierpress.geography.outline import Box, Point

_TURN = 360.0
_POLE = 90.0
_WIDEST, _HIGHEST = 150.0, 100.0
"""Degrees between places from which on the whole world is drawn."""
_WORLD_SOUTH, _WORLD_NORTH = -57.0, 84.0
"""Beyond these is hardly any place, and much of the drawing."""
_MARGIN = 0.14
"""Of the distance between the outermost places, to each side."""
_NARROWEST = 0.15
"""Of a degree of longitude beside one of latitude, near a pole."""


class Region(Struct, frozen=True, kw_only=True, gc=False):
    """A part of the world; lengths are in pixels from the upper left corner of its drawing."""

    box: Box
    """Its ends; the eastern one may be beyond 180 degrees."""
    whole: bool
    """Whether it goes round the world."""
    width: int
    height: int

    def place(self, point: Point) -> Point:
        """Where a place is in the drawing; its longitude may be one of the next turn."""
        west, south, east, north = self.box
        longitude, latitude = point
        if not self.whole:
            return (
                (longitude - west) / (east - west) * self.width,
                (north - latitude) / (north - south) * self.height,
            )
        half, top = natural_earth(_TURN / 2, 0)[0], natural_earth(0, north)[1]
        x, y = natural_earth(longitude - (west + east) / 2, latitude)
        scale = self.width / (2 * half)
        return (x + half) * scale, (top - y) * scale

    def turned(self, point: Point) -> Point:
        """The same place with a longitude within the region, as far as it is in there."""
        west = self.box[0]
        return west + (point[0] - west) % _TURN, point[1]


def natural_earth(longitude: float, latitude: float) -> Point:
    """A place in the Natural Earth projection of a globe with the radius 1."""
    across, up = radians(longitude), radians(latitude)
    p = up * up
    return (
        across * (0.8707 + p * (-0.131979 + p * (-0.013791 + p**3 * (0.003971 - 0.001529 * p)))),
        up * (1.007226 + p * (0.015085 + p * p * (-0.044475 + 0.028874 * p - 0.005916 * p * p))),
    )


def region_of(
    places: Collection[Point], *, width: int, heights: tuple[int, int], least: float
) -> Region:
    """The region of some places, or the world where they are all over it.

    Args:
        places: At least one.
        width: Of the drawing.
        heights: The least and the greatest that it may have.
        least: Degrees of latitude that it has at least.
    """
    west, across = _narrowest({x for x, _ in places})
    south, north = min(y for _, y in places), max(y for _, y in places)
    if across > _WIDEST or north - south > _HIGHEST:
        return _whole_world(west, across, south, north, width)
    up = max((north - south) * (1 + 2 * _MARGIN), least)
    middle = min(max((south + north) / 2, up / 2 - _POLE), _POLE - up / 2)
    narrower = max(cos(radians(middle)), _NARROWEST)
    # Both in degrees of latitude, until the drawing is neither too low nor too high.
    wide = max(across * narrower * (1 + 2 * _MARGIN), up * width / heights[1])
    up = max(up, wide * heights[0] / width)
    low = min(max(middle - up / 2, -_POLE), _POLE - up)
    centre, half = west + across / 2, wide / narrower / 2
    return Region(
        box=(centre - half, low, centre + half, low + up),
        whole=False,
        width=width,
        height=round(width * up / wide),
    )


def _narrowest(longitudes: Collection[float]) -> tuple[float, float]:
    """Where the narrowest stretch with all longitudes begins, and how wide that is."""
    order = sorted(longitudes)
    gaps = [(after - before, after) for before, after in pairwise([*order, order[0] + _TURN])]
    gap, west = max(gaps)
    return (west if west < _TURN / 2 else west - _TURN), _TURN - gap


def _whole_world(west: float, across: float, south: float, north: float, width: int) -> Region:
    """The world, cut at 180 degrees unless that would be between places."""
    gap = _TURN - across
    beyond = west + across
    free = beyond <= _TURN / 2 and west - beyond + _TURN > 0 and west >= -_TURN / 2
    left = -_TURN / 2 if free else beyond + gap / 2 - (_TURN if beyond + gap / 2 > 0 else 0)
    low, high = min(south - 5, _WORLD_SOUTH), max(north + 5, _WORLD_NORTH)
    low, high = max(low, -_POLE), min(high, _POLE)
    half = natural_earth(_TURN / 2, 0)[0]
    up = natural_earth(0, high)[1] - natural_earth(0, low)[1]
    return Region(
        box=(left, low, left + _TURN, high),
        whole=True,
        width=width,
        height=round(width * up / (2 * half)),
    )
