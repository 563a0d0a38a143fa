"""The drawing of the map: the part of the world with all places, and sheets of marks above it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil

from msgspec.structs import replace

from dossierpress.geography.clusters import clustered
from dossierpress.geography.drawn_outline import outline_of
from dossierpress.geography.outline import world
from dossierpress.geography.region import Region, region_of
from dossierpress.geography.whereabouts import Spot
from dossierpress.kernel.key import Key
from dossierpress.kernel.languages import country_name
from dossierpress.pages.components.labels import Mark, Taken, label_shown, sides
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.text_width import letters, shortened
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.map import (
    CountryShown,
    LandShown,
    MapDrawing,
    MapMark,
    SheetName,
    SheetOfMarks,
    SpotGroup,
)

_WIDTH, _HEIGHTS = 960, (420, 640)
_LEAST = 5.0
"""Degrees of latitude that are drawn at least: the outline has no more detail."""
_PARTS = 4
"""Of a pixel, in which lengths are told: the drawing can be enlarged so far."""
_TOLERANCE = 0.4
_APART = 28
"""Pixels between two marks at least: a finger hits each of them."""
_UNITS: Mapping[SheetName, int] = {"narrow": 12, "wide": 5, "near": 1}
"""How many parts of the drawing a pixel is where that is 320 pixels wide, where it is 768 and more,
and where a script has enlarged it."""
_RADII = ((20, 10), (8, 8), (3, 6))
"""(from how many articles on, radius of the mark)."""
_SMALLEST, _OF_SEVERAL = 5, 11
_RING = 5
"""How far the ring of events is outside of its mark."""
_LONGEST = 34
"""Of a name, in letters as wide as Latin ones."""
_LETTER, _HIGH, _WIDER = 8, 7, 1.5
"""Of the name of a country: width of a letter, half its height, and how much wider it may be than
the circle that fits into the country."""

GROUPS: tuple[SpotGroup, ...] = ("place", "event", "other")


def draw_map(
    here: str,
    spots: Sequence[Spot],
    articles: Mapping[str, int],
    row_of: Callable[[str], str],
    site: TrackedSite,
) -> MapDrawing:
    """Draw the map.

    Args:
        here: Path of the page.
        spots: All that has coordinates.
        articles: How many articles mention each of them.
        row_of: The link to its place in the list.
        site: What is published.
    """
    order = sorted(spots, key=lambda one: -articles[one.entity])
    region = region_of([one.point for one in spots], width=_WIDTH, heights=_HEIGHTS, least=_LEAST)
    alone = [_mark(here, one, articles[one.entity], region, site) for one in order]
    return MapDrawing(
        land=land_shown(region, parts=_PARTS, tolerance=_TOLERANCE),
        sheets=tuple(
            _sheet(name, clustered_marks(order, alone, unit, row_of), region, site.lang)
            for name, unit in _UNITS.items()
        ),
    )


def land_shown(region: Region, *, parts: int, tolerance: float) -> LandShown:
    """What is drawn of the world in a region; see `outline_of`."""
    found = outline_of(region, parts=parts, tolerance=tolerance)
    return LandShown(
        width=region.width * parts,
        height=region.height * parts,
        parts=parts,
        sea=found.sea,
        land=found.land,
        borders=found.borders,
    )


def group_on_map(entity: str, site: TrackedSite) -> SpotGroup:
    """What something on the map is filtered with."""
    kind = site.records.entities[entity].matter.kind
    return next((group for group in GROUPS if group == kind), "other")


def _mark(here: str, spot: Spot, articles: int, region: Region, site: TrackedSite) -> MapMark:
    link = record_link(here, Key(type="entity", id=spot.entity), site)
    x, y = region.place(region.turned(spot.point))
    group = group_on_map(spot.entity, site)
    return MapMark(
        href=link.href,
        name=link.name,
        others=(),
        articles=articles,
        events=len(spot.events),
        group=group,
        groups=_in_order({group, "event"} if spot.events else {group}),
        x=round(x * _PARTS),
        y=round(y * _PARTS),
        radius=next((radius for least, radius in _RADII if articles >= least), _SMALLEST),
        label=None,
    )


def _in_order(groups: set[SpotGroup]) -> tuple[SpotGroup, ...]:
    return tuple(group for group in GROUPS if group in groups)


def clustered_marks(
    spots: Sequence[Spot], alone: Sequence[MapMark], unit: int, row_of: Callable[[str], str]
) -> list[MapMark]:
    """The marks for a drawing in which a pixel is so many parts, one for what is too close."""
    return [
        _of_several([alone[place] for place in together], row_of(spots[together[0]].entity))
        if len(together) > 1
        else alone[together[0]]
        for together in clustered([(one.x, one.y) for one in alone], _APART * unit)
    ]


def _of_several(marks: Sequence[MapMark], row: str) -> MapMark:
    return replace(
        marks[0],
        href=row,
        others=tuple(one.name for one in marks[1:]),
        events=sum(one.events for one in marks),
        groups=_in_order({group for one in marks for group in one.groups}),
        radius=_OF_SEVERAL,
    )


def _sheet(name: SheetName, marks: Sequence[MapMark], region: Region, lang: str) -> SheetOfMarks:
    """Marks with their names, and the names of countries, as far as they have room."""
    unit = _UNITS[name]
    taken = Taken()
    names = [shortened(one.name.text, _LONGEST) for one in marks]
    places = [
        Mark(
            x=one.x // unit,
            y=one.y // unit,
            radius=one.radius + (_RING if one.events else 1),
            name=text,
        )
        for one, text in zip(marks, names, strict=True)
    ]
    width, height = (ceil(long * _PARTS / unit) for long in (region.width, region.height))
    labels = sides(places, width, height, taken)
    return SheetOfMarks(
        name=name,
        unit=unit,
        marks=tuple(
            replace(mark, label=label_shown(mark.name, text, side))
            for mark, text, side in zip(marks, names, labels, strict=True)
        ),
        countries=tuple(_countries(region, unit, taken, lang)),
    )


def _countries(region: Region, unit: int, taken: Taken, lang: str) -> Iterator[CountryShown]:
    """The names of countries that stand on their own ground, and on nothing else."""
    width, height = (long * _PARTS // unit for long in (region.width, region.height))
    for one in world().countries:
        point = region.turned(one.point)
        x, y = (place * _PARTS / unit for place in region.place(point))
        room = y - region.place((point[0], point[1] + one.room))[1] * _PARTS / unit
        name = country_name(one.code, lang)
        half = letters(name) * _LETTER / 2
        box = (int(x - half), int(y - _HIGH), int(x + half), int(y + _HIGH))
        inside = box[0] > 0 and box[2] < width and box[1] > 0 and box[3] < height
        if inside and half < room * _WIDER and taken.is_free(box):
            taken.add(box)
            yield CountryShown(name=name, x=round(x * unit), y=round(y * unit))
