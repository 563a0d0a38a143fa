"""The places of a graph's nodes in a drawing, the same from build to build.

The library is an extra (`dossierpress[network]`), loaded when there is something to be laid out. A
spring layout of everything at once turns over when one node is added, and blows small parts far
out. So each connected part is laid out by itself; the best connected of its nodes come first, from
places that only their ids decide; all others find their places around these. What is too close is
pushed apart, and places are whole numbers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import metadata
from math import ceil, hypot, sqrt

from msgspec import Struct

APART = 30
"""The least distance of two nodes, in pixels: a finger hits each of them."""
_SPACING, _CLOSEST = 84, 46
"""Distance of neighbours with room for all, in a part of so few that most names have room, and in
one of so many that few have."""
_FEW = 150
_WIDER = 1.6
"""How much wider than high a part is: screens are, and names are."""
_CORE = 0.15
"""The share of nodes that come first."""
_LEAST_CORE = 12
_FIRST_ROUNDS, _LATER_ROUNDS, _PUSHES = 200, 60, 60
_MARGIN = 40
_SEED = 7

Place = tuple[int, int]
_Point = tuple[float, float]


class Edge(Struct, frozen=True, gc=False, array_like=True):
    """A line between two nodes, by their numbers."""

    one: int
    other: int
    weight: int


class Layout(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Where each node is, in pixels from the upper left corner."""

    width: int
    height: int
    places: tuple[Place, ...]


@cache
def library() -> str | None:
    """The version of the library; None if it is not installed."""
    try:
        return metadata.version("rustworkx")
    except metadata.PackageNotFoundError:
        return None


def lay_out(ids: Sequence[str], edges: Sequence[Edge]) -> Layout:
    """Give every node of a graph a place.

    Args:
        ids: The nodes; their names decide where each begins.
        edges: The lines between them.

    Raises:
        ImportError: The library is not installed.
    """
    beside: dict[int, dict[int, int]] = defaultdict(dict)
    for edge in edges:
        beside[edge.one][edge.other] = beside[edge.other][edge.one] = edge.weight
    parts = sorted(_parts(len(ids), beside), key=lambda part: (-len(part), ids[part[0]]))
    return _packed(len(ids), [_part_laid_out(part, ids, beside) for part in parts])


def _parts(number: int, beside: Mapping[int, Mapping[int, int]]) -> Iterator[list[int]]:
    """Nodes that are connected with one another."""
    seen: set[int] = set()
    for first in range(number):
        if first in seen:
            continue
        seen.add(first)
        part = [first]
        for node in part:  # it grows on the way
            new = [other for other in beside.get(node, ()) if other not in seen]
            seen.update(new)
            part += new
        yield sorted(part)


def _part_laid_out(
    part: Sequence[int], ids: Sequence[str], beside: Mapping[int, Mapping[int, int]]
) -> dict[int, _Point]:
    """The places of the nodes of one part, around (0, 0)."""
    part = sorted(part, key=lambda node: ids[node])
    ranked = sorted(part, key=lambda node: (-sum(beside.get(node, {}).values()), ids[node]))
    core = ranked[: max(_LEAST_CORE, ceil(len(part) * _CORE))]
    points = _sprung(core, beside, {node: _start(ids[node]) for node in core}, None, _FIRST_ROUNDS)
    if len(core) < len(part):
        inside = set(core)
        rest = [node for node in part if node not in inside]
        begun = _around(rest, points, ids, beside)
        points = _sprung(part, beside, {**points, **begun}, inside, _LATER_ROUNDS)
    across = max(_CLOSEST, _SPACING * min(1.0, _FEW / len(part)) ** 0.25) * sqrt(len(part))
    return _pushed_apart(_scaled(points, across * sqrt(_WIDER), across / sqrt(_WIDER)))


def _sprung(
    nodes: Sequence[int],
    beside: Mapping[int, Mapping[int, int]],
    begun: Mapping[int, _Point],
    fixed: set[int] | None,
    rounds: int,
) -> dict[int, _Point]:
    import rustworkx  # noqa: PLC0415 (it brings numpy, which few builds need)

    graph = rustworkx.PyGraph(multigraph=False)
    number = {node: place for place, node in enumerate(nodes)}
    graph.add_nodes_from(list(nodes))
    graph.add_edges_from(
        [
            (number[node], number[other], sqrt(weight))
            for node in nodes
            for other, weight in sorted(beside.get(node, {}).items())
            if node < other and other in number
        ]
    )
    found = rustworkx.spring_layout(
        graph,
        pos={number[node]: begun[node] for node in nodes},
        fixed=None if fixed is None else {number[node] for node in fixed},
        k=3 / sqrt(len(nodes)),
        num_iter=rounds,
        weight_fn=float,
        scale=1,
        seed=_SEED,
    )
    return {node: (float(found[number[node]][0]), float(found[number[node]][1])) for node in nodes}


def _around(
    rest: Sequence[int],
    points: Mapping[int, _Point],
    ids: Sequence[str],
    beside: Mapping[int, Mapping[int, int]],
) -> dict[int, _Point]:
    """Where nodes begin that come later: amid those neighbours that have a place, or near these."""
    known = dict(points)
    waiting = list(rest)
    while waiting:
        ready = [node for node in waiting if any(one in known for one in beside.get(node, ()))]
        placed = {}
        for node in ready or waiting:
            near = [known[one] for one in sorted(beside.get(node, ())) if one in known]
            x, y = _mean(near) if near else (0.0, 0.0)
            away = _start(ids[node])
            placed[node] = (x + away[0] / 10, y + away[1] / 10)
        known |= placed
        waiting = [node for node in waiting if node not in known]
    return {node: known[node] for node in rest}


def _start(id_: str) -> _Point:
    """A place in the square from (-1, -1) to (1, 1) that the id alone decides."""
    digest = sha256(id_.encode()).digest()
    return tuple(int.from_bytes(digest[at : at + 4]) / 2**31 - 1 for at in (0, 4))  # type: ignore[return-value]


def _mean(points: Sequence[_Point]) -> _Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _scaled(points: Mapping[int, _Point], width: float, height: float) -> dict[int, _Point]:
    """The same in a box of this size around (0, 0)."""
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    across, down = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    left, top = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return {
        node: ((x - left) / across * width, (y - top) / down * height)
        for node, (x, y) in points.items()
    }


def _pushed_apart(points: Mapping[int, _Point]) -> dict[int, _Point]:
    """The same, with no two nodes closer to one another than `APART`."""
    places = dict(points)
    for _ in range(_PUSHES):
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for node, (x, y) in places.items():
            cells[int(x // APART), int(y // APART)].append(node)
        pairs = sorted(set(_close(cells)))
        moved = False
        for one, other in pairs:
            moved |= _push(one, other, places)
        if not moved:
            break
    return places


def _close(cells: Mapping[tuple[int, int], Sequence[int]]) -> Iterator[tuple[int, int]]:
    for (column, row), nodes in cells.items():
        around = [
            other
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in cells.get((column + right, row + down), ())
        ]
        yield from ((one, other) for one in nodes for other in around if one < other)


def _push(one: int, other: int, places: dict[int, _Point]) -> bool:
    (x1, y1), (x2, y2) = places[one], places[other]
    distance = hypot(x2 - x1, y2 - y1)
    if distance >= APART + 1:
        return False
    across, down = ((x2 - x1) / distance, (y2 - y1) / distance) if distance else (1.0, 0.0)
    by = (APART + 2 - distance) / 2
    places[one] = (x1 - across * by, y1 - down * by)
    places[other] = (x2 + across * by, y2 + down * by)
    return True


def _packed(number: int, parts: Sequence[Mapping[int, _Point]]) -> Layout:
    """Parts beside and below one another, the largest first, in whole numbers."""
    places: list[Place] = [(0, 0)] * number
    width = x = top = below = 0
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        across = ceil(max(xs) - min(xs)) + 2 * _MARGIN
        down = ceil(max(ys) - min(ys)) + 2 * _MARGIN
        if x and x + across > width:
            x, top = 0, below
        for node, (left, high) in part.items():
            places[node] = (
                x + _MARGIN + round(left - min(xs)),
                top + _MARGIN + round(high - min(ys)),
            )
        x += across
        width, below = max(width, x), max(below, top + down)
    return Layout(width=width, height=below, places=tuple(places))
