"""The drawing of the network: marks of entities, lines of ties, names where they have room."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec.structs import replace

from dossierpress.kernel import dates
from dossierpress.kernel.dates.read import OPEN_START
from dossierpress.kernel.key import Key
from dossierpress.network.layout import Edge
from dossierpress.network.ties import Tie, drawn
from dossierpress.pages.components.labels import LONGEST, Mark, label_shown, sides
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.text_width import shortened
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.network import (
    KindGroup,
    LinesShown,
    Look,
    NetworkDrawing,
    NodeShown,
)

GROUPS: tuple[KindGroup, ...] = get_args(KindGroup)
LOOKS: tuple[Look, ...] = get_args(Look)
_MIDDLE, _HEAVY = 2, 5
"""From how many paragraphs on a line is heavier."""
_RADII = ((20, 10), (8, 8), (4, 6))
"""(from how many ties on, radius of the mark)."""
_SMALLEST = 5
_PERIODS = (("day", 31), ("month", 36))
"""(length of periods, how many of them a choice may have)."""

_Line = tuple[int, int, Tie]
_Point = tuple[int, int]


def draw_network(
    here: str, found: Sequence[Tie], periods: Sequence[str], site: TrackedSite
) -> NetworkDrawing | None:
    """Draw the strongest ties of every entity; None without the library that finds places.

    Args:
        here: Path of the page.
        found: All ties, the strongest first.
        periods: See `periods_of`.
        site: What is published.
    """
    number_of_ties = Counter(end for tie in found for end in (tie.one, tie.other))
    shown = drawn(found)
    ids = sorted(number_of_ties)
    place_of = {id_: place for place, id_ in enumerate(ids)}
    lines = [(place_of[tie.one], place_of[tie.other], tie) for tie in shown]
    layout = site.layout_of(ids, [Edge(one, other, tie.strength) for one, other, tie in lines])
    if layout is None:
        return None
    groups = [group_of(id_, site) for id_ in ids]
    order = sorted(range(len(ids)), key=lambda place: (-number_of_ties[ids[place]], ids[place]))
    nodes = [
        _node(here, ids[place], layout.places[place], number_of_ties[ids[place]], site)
        for place in order
    ]
    return NetworkDrawing(
        width=layout.width,
        height=layout.height,
        lines=lines_shown(lines, layout.places, groups, periods),
        nodes=with_labels(nodes, layout.width, layout.height),
    )


def group_of(entity: str, site: TrackedSite) -> KindGroup:
    """What an entity is filtered with."""
    kind = site.records.entities[entity].matter.kind
    return next((group for group in GROUPS if group == kind), "other")


def periods_of(found: Iterable[Tie]) -> tuple[str, ...]:
    """The days, months or years of articles that name several: the shortest that are not too many.

    None where all are of one.
    """
    days = {_day(one) for one in {one for tie in found for one in tie.days}}
    for length, most in _PERIODS:
        cut = sorted({day[: _length(length)] for day in days})
        if len(cut) <= most:
            break
    else:
        cut = sorted({day[: _length("year")] for day in days})
    return tuple(cut) if len(cut) > 1 else ()


def _length(period: str) -> int:
    return {"day": 10, "month": 7, "year": 4}[period]


def _day(edtf: str) -> str:
    first = dates.earliest(edtf)
    year, month, day = dates.latest(edtf) if first == OPEN_START else first
    return f"{year:04}-{month:02}-{day:02}"


def looks(paragraphs: int, *, related: bool) -> Iterator[Look]:
    """The lines of a tie: the broader, the more paragraphs name both; and one for a relation."""
    if paragraphs:
        yield LOOKS[(paragraphs >= _MIDDLE) + (paragraphs >= _HEAVY)]
    if related:
        yield "related"


def lines_shown(
    lines: Iterable[_Line],
    places: Sequence[_Point],
    groups: Sequence[KindGroup],
    periods: Sequence[str] = (),
) -> tuple[LinesShown, ...]:
    """The lines of each look as one path, in the order in which they are drawn."""
    found: dict[tuple[Look, tuple[KindGroup, ...]], list[_Line]] = defaultdict(list)
    for line in lines:
        one, other, tie = line
        ends = tuple(sorted({groups[one], groups[other]}, key=GROUPS.index))
        for look in looks(tie.paragraphs, related=bool(tie.relations)):
            found[look, ends].append(line)
    number = {period: place for place, period in enumerate(periods)}
    return tuple(
        LinesShown(
            groups=ends,
            look=look,
            path="".join(
                _segment(places[one], places[other]) for one, other, _ in found[look, ends]
            ),
            periods="" if look == "related" else _numbered(found[look, ends], number),
        )
        for look, ends in sorted(found, key=_place)
    )


def _place(of: tuple[Look, tuple[KindGroup, ...]]) -> tuple[int, ...]:
    look, ends = of
    return (LOOKS.index(look), *map(GROUPS.index, ends))


def _segment(one: _Point, other: _Point) -> str:
    return f"M{one[0]} {one[1]}L{other[0]} {other[1]}"


def _numbered(lines: Iterable[_Line], number: Mapping[str, int]) -> str:
    if not number:
        return ""
    long = len(next(iter(number)))
    return ",".join(
        ".".join(map(str, sorted({number[_day(day)[:long]] for day in tie.days})))
        for _, _, tie in lines
    )


def _node(here: str, entity: str, place: _Point, ties: int, site: TrackedSite) -> NodeShown:
    link = record_link(here, Key(type="entity", id=entity), site)
    return NodeShown(
        href=link.href,
        name=link.name,
        qualifier=link.qualifier,
        group=group_of(entity, site),
        x=place[0],
        y=place[1],
        radius=next((radius for least, radius in _RADII if ties >= least), _SMALLEST),
        label=None,
    )


def with_labels(nodes: Sequence[NodeShown], width: int, height: int) -> tuple[NodeShown, ...]:
    """The same with their names, as far as these have room; the first nodes have it first."""
    names = [shortened(node.name.text, LONGEST) for node in nodes]
    marks = [
        Mark(x=node.x, y=node.y, radius=node.radius, name=name)
        for node, name in zip(nodes, names, strict=True)
    ]
    return tuple(
        replace(node, label=label_shown(node.name, name, side))
        for node, name, side in zip(nodes, names, sides(marks, width, height), strict=True)
    )
