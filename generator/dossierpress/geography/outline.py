"""Coasts and borders of the world, as Natural Earth has them at 1:50 million.

The file is made by tools/make_outline.py. It says how many coasts, borders and names there are; of
each line how many steps it has, where it begins, all its steps to the east and all to the north; of
each country its code, the middle of the largest circle within it, and the radius of that.
"""

from array import array
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate
from struct import Struct as Layout

from msgspec import Struct

PER_DEGREE = 180
"""Steps in a degree, so that a place fits into two bytes, and a step into one."""
TOTALS = Layout("<HHH")
"""How many coasts, borders and names there are."""
HEAD = Layout("<Hhh")
"""Of a line: how many steps it has, and where it begins."""
NAME = Layout("<2shhH")
"""Of a country: its code, where its name has most room, and how much."""
LINK = 48
"""Points that are looked at together: most of a long coast is far from any region."""

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Box = tuple[float, float, float, float]
"""Western, southern, eastern and northern end."""


class Chain(Struct, frozen=True, gc=False):
    """A line; a coast ends where it begins."""

    points: tuple[Point, ...]
    links: tuple[Box, ...]
    """The bounds of each `LINK` points with the one that follows them."""


class Country(Struct, frozen=True, gc=False):
    """Where the name of a country may stand."""

    code: str
    """ISO 3166-1."""
    point: Point
    room: float
    """The radius of the circle around that within the country, in degrees of latitude."""


class World(Struct, frozen=True, kw_only=True):
    """All land, and the borders of countries on it."""

    coasts: tuple[Chain, ...]
    borders: tuple[Chain, ...]
    countries: tuple[Country, ...]
    """By code. Those that ISO 3166 has no code for have borders alone."""


@cache
def world() -> World:
    """The file, read once."""
    data = files("dossierpress.geography").joinpath("world.bin").read_bytes()
    coasts, borders, names = TOTALS.unpack_from(data)
    chains = tuple(_chains(data, coasts + borders))
    return World(
        coasts=chains[:coasts],
        borders=chains[coasts:],
        countries=tuple(
            Country(code.decode("ascii"), (x / PER_DEGREE, y / PER_DEGREE), room / PER_DEGREE)
            for code, x, y, room in NAME.iter_unpack(data[len(data) - names * NAME.size :])
        ),
    )


def _chains(data: bytes, number: int) -> Iterator[Chain]:
    at = TOTALS.size
    for _ in range(number):
        steps, x, y = HEAD.unpack_from(data, at)
        at += HEAD.size
        east, north = (
            array("b", data[at + part * steps : at + (part + 1) * steps]) for part in (0, 1)
        )
        at += 2 * steps
        points = tuple(
            zip(
                [place / PER_DEGREE for place in accumulate(east, initial=x)],
                [place / PER_DEGREE for place in accumulate(north, initial=y)],
                strict=True,
            )
        )
        yield Chain(points, tuple(_bounds(points)))


def _bounds(points: tuple[Point, ...]) -> Iterator[Box]:
    for first in range(0, len(points), LINK):
        xs, ys = zip(*points[first : first + LINK + 1], strict=True)
        yield min(xs), min(ys), max(xs), max(ys)
