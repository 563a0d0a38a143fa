"""Makes `generator/dossierpress/geography/world.bin`: coasts and borders for the maps of dossiers.

They are those of Natural Earth at 1:50 million, from the package world-atlas, with fewer points.
The same package gives the same bytes. `make outline` runs this; what it makes is committed.
`geography/outline.py`, which reads the file, tells how it is laid out.
"""

import json
import struct
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, inf, radians
from pathlib import Path
from typing import Any

import icu

from dossierpress.geography.outline import HEAD, NAME, PER_DEGREE, TOTALS
from dossierpress.geography.thinning import Point, distance_to_stretch, thinned

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "world-atlas"
OUTLINE = ROOT / "generator" / "dossierpress" / "geography" / "world.bin"
TOLERANCE = 0.016
"""How far a point that is left out may be from the line, in degrees."""
LONGEST = 127
"""The longest step along one axis: what a byte holds."""

TURN, POLE = 360, 90

Chain = list[tuple[int, int]]
Topology = Mapping[str, Any]


def main() -> None:
    """Makes it anew."""
    if not PACKAGE.is_dir():
        sys.exit("error: the package is missing; `make setup` installs it")
    made = outline(json.loads((PACKAGE / "countries-50m.json").read_text(encoding="utf-8")))
    OUTLINE.write_bytes(made)
    print(f"made {OUTLINE.name}: {len(made):,} bytes", file=sys.stderr)


def outline(topology: Topology) -> bytes:
    """The file."""
    arcs = [thinned(arc, TOLERANCE) for arc in arcs_of(topology)]
    land, countries = (topology["objects"][key]["geometries"] for key in ("land", "countries"))
    coasts = [on_grid(unrolled(joined(ring, arcs))) for one in land for ring in rings_of(one)]
    uses = Counter(max(arc, ~arc) for one in countries for ring in rings_of(one) for arc in ring)
    # Where two countries meet.
    borders = [on_grid(arcs[arc]) for arc in sorted(uses) if uses[arc] > 1]
    islands = [coast for coast in coasts if len(coast) > 3]
    names = [name for one in countries if (name := named(one, arcs))]
    totals = TOTALS.pack(len(islands), len(borders), len(names))
    return b"".join([totals, *map(packed, [*islands, *borders]), *sorted(names)])


def arcs_of(topology: Topology) -> Iterator[list[Point]]:
    """The lines of a topology, in degrees: longitude, latitude."""
    (across, up), (left, low) = (topology["transform"][key] for key in ("scale", "translate"))
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for right, higher in arc:
            x, y = x + right, y + higher
            points.append((x * across + left, y * up + low))
        yield points


def rings_of(geometry: Mapping[str, Any]) -> Iterator[list[int]]:
    """The closed lines around an area, each by the numbers of its arcs."""
    arcs = geometry["arcs"]
    for polygon in [arcs] if geometry["type"] == "Polygon" else arcs:
        yield from polygon


def joined(ring: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """One line of several arcs; an arc with a number below zero runs backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def unrolled(ring: Sequence[Point]) -> list[Point]:
    """The same coast going on beyond 180 degrees, where it came back from the other side.

    The one that goes round a pole has an edge along that.
    """
    points, by = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        by += TURN * ((before - x > TURN / 2) - (x - before > TURN / 2))
        points.append((x + by, y))
    return [*points, (points[-1][0], -POLE), (points[0][0], -POLE), points[0]] if by else points


def on_grid(points: Sequence[Point]) -> Chain:
    """A line in whole steps of the file, none of them too long or without a way."""
    found: Chain = []
    for longitude, latitude in points:
        x, y = round(longitude * PER_DEGREE), round(latitude * PER_DEGREE)
        from_x, from_y = found[-1] if found else (x, y)
        parts = -(-max(abs(x - from_x), abs(y - from_y)) // LONGEST) if found else 1
        found += [
            (from_x + (x - from_x) * part // parts, from_y + (y - from_y) * part // parts)
            for part in range(1, parts + 1)
        ]
    return found


def named(country: Mapping[str, Any], arcs: Sequence[list[Point]]) -> bytes | None:
    """Where the name of a country has most room, as the file has it; None without a code.

    That is the middle of the largest circle within its largest part, searched by a grid that
    becomes finer.
    """
    if not country.get("id"):
        return None
    ring = max((unrolled(joined(ring, arcs)) for ring in rings_of(country)), key=area)
    (west, *_, east), (south, *_, north) = (sorted(axis) for axis in zip(*ring, strict=True))
    narrower = cos(radians((south + north) / 2))
    flat = [(x * narrower, y) for x, y in ring]
    x, y, room = (west + east) / 2 * narrower, (south + north) / 2, -inf
    across, up = (east - west) * narrower / 2, (north - south) / 2
    while max(across, up) > 1 / PER_DEGREE:
        steps = [step / 6 for step in range(-6, 7)]
        room, x, y = max(
            (free(at, flat), *at)
            for at in ((x + i * across, y + j * up) for i in steps for j in steps)
        )
        across, up = across / 5, up / 5
    code = icu.Region.getInstance(int(country["id"])).getRegionCode()
    place = round(x / narrower * PER_DEGREE), round(y * PER_DEGREE)
    return NAME.pack(code.encode("ascii"), *place, round(max(room, 0) * PER_DEGREE))


def area(ring: Sequence[Point]) -> float:
    """Of a closed line, twice and in square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))


def free(point: Point, ring: Sequence[Point]) -> float:
    """How far a point is from the edge of an area; less than nothing outside of it."""
    x, y = point
    inside, least = False, inf
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        least = min(least, distance_to_stretch(point, (x1, y1), (x2, y2)))
    return least if inside else -least


def packed(chain: Chain) -> bytes:
    """A line as the file has it."""
    steps = [(x - from_x, y - from_y) for (from_x, from_y), (x, y) in pairwise(chain)]
    east, north = ([step[axis] for step in steps] for axis in (0, 1))
    return HEAD.pack(len(steps), *chain[0]) + struct.pack(f"{2 * len(steps)}b", *east, *north)


if __name__ == "__main__":
    main()
