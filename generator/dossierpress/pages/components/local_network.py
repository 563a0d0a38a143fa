"""The drawing around one entity: itself in the middle, the strongest ties to either side."""

from collections.abc import Sequence
from math import sqrt

from msgspec.structs import replace

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.network.ties import Neighbourhood
from dossierpress.pages.components.network_drawing import LOOKS, group_of, looks
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.text_width import shortened
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.network import (
    LabelShown,
    LinesShown,
    Look,
    NeighbourhoodView,
    NetworkDrawing,
    NodeShown,
)

_WIDTH, _ROW = 436, 34
_ACROSS, _BENT = 52, 24
"""How far to the side a neighbour is at least, and how much further it is in the middle row."""
_LONGEST = 18
_LEAST = 2

_Point = tuple[int, int]


def draw_neighbourhood(here: str, entity: str, site: TrackedSite) -> NeighbourhoodView | None:
    """Draw the surroundings of an entity; None where there is not more than one line."""
    around = site.neighbourhoods[entity]
    if len(around.neighbours) < _LEAST or entity in site.kept_out:
        return None
    order = _ring([id_ for id_, _, _ in around.neighbours], around)
    rows = -(-len(order) // 2)
    height = (rows + 1) * _ROW
    middle = (_WIDTH // 2, height // 2)
    places = {
        id_: _beside(middle, place % rows, right=place < rows)
        for place, id_ in enumerate([*order[:rows], *reversed(order[rows:])])
    }
    return NeighbourhoodView(
        drawing=NetworkDrawing(
            width=_WIDTH,
            height=height,
            lines=_lines(middle, around, places),
            nodes=(
                _node(here, entity, middle, 0, site),
                *(
                    _node(here, id_, place, place[0] - middle[0], site)
                    for id_, place in places.items()
                ),
            ),
        ),
        total=around.total,
        network=routes.relative(here, routes.NETWORK) if site.overall.has_network else None,
    )


def _ring(ids: Sequence[str], around: Neighbourhood) -> list[str]:
    """Neighbours in such an order that those named together stand beside one another."""
    beside: dict[str, set[str]] = {id_: set() for id_ in ids}
    for one, other in around.between:
        beside[one].add(other)
        beside[other].add(one)
    order, left = [ids[0]], list(ids[1:])
    while left:
        chosen = next((id_ for id_ in left if id_ in beside[order[-1]]), left[0])
        order.append(chosen)
        left.remove(chosen)
    return order


def _beside(middle: _Point, row: int, *, right: bool) -> _Point:
    """A place in one of two columns, which are bent around the middle."""
    y = _ROW * (row + 1)
    off = (y - middle[1]) / (middle[1] or 1)
    x = _ACROSS + round(_BENT * sqrt(max(0.0, 1 - off * off)))
    return middle[0] + (x if right else -x), y


def _lines(
    middle: _Point, around: Neighbourhood, places: dict[str, _Point]
) -> tuple[LinesShown, ...]:
    """From the entity to each; and, bent towards it, between those that are named together."""
    between = "".join(
        f"M{places[one][0]} {places[one][1]}Q{middle[0]} {(places[one][1] + places[other][1]) // 2}"
        f" {places[other][0]} {places[other][1]}"
        for one, other in around.between
    )
    found: dict[Look, str] = {"light": between} if between else {}
    for id_, paragraphs, related in around.neighbours:
        for look in looks(paragraphs, related=related):
            line = f"M{middle[0]} {middle[1]}L{places[id_][0]} {places[id_][1]}"
            found[look] = found.get(look, "") + line
    return tuple(
        LinesShown(groups=(), look=look, path=found[look], periods="")
        for look in LOOKS
        if look in found
    )


def _node(here: str, id_: str, place: _Point, aside: int, site: TrackedSite) -> NodeShown:
    """A mark with its name on the side that is further from the middle, or below it."""
    link = record_link(here, Key(type="entity", id=id_), site)
    off = 12 if aside > 0 else -12 if aside < 0 else 0
    return NodeShown(
        href=link.href if aside else None,
        name=link.name,
        qualifier=link.qualifier,
        group=group_of(id_, site),
        x=place[0],
        y=place[1],
        radius=6 if off else 9,
        label=LabelShown(
            name=replace(link.name, text=shortened(link.name.text, _LONGEST)),
            x=off,
            y=4 if off else 24,
            anchor="start" if off > 0 else "end" if off < 0 else "middle",
        ),
    )
