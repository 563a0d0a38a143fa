"""The map of the dossier: where its places are, and what happened there.

The drawing is on the first page, above the list. It is made of coordinates, names and counts alone:
an edit of a text that mentions no other place leaves it as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from dossierpress.geography.whereabouts import Spot
from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.kernel.languages import country_name
from dossierpress.model.output import Page
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.map_drawing import GROUPS, draw_map, group_on_map
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tables.network_tables import WHOLE_DOSSIER
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.map import (
    EventThere,
    MapView,
    SpotGroup,
    SpotShown,
    SpotsTogether,
)
from dossierpress.pages.views.parts import DateShown

_LISTED = 5
"""Articles of a place in the list: its page has all of them."""


def map_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """The drawing with its list, on as many pages as that takes."""
    if not site.overall.has_map:
        return
    for sheet in sheets(routes.MAP, site, site.spots[WHOLE_DOSSIER]):
        yield Page(
            path=sheet.path,
            template="pages/map.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the map"),
        )


MAP = PageKind(
    name="map",
    views={"pages/map.html": MapView},
    keys=only_one,
    make=map_pages,
    listed=lambda site: listed_if(site.overall.has_map, routes.MAP),
)


def _view(sheet: Sheet, site: TrackedSite) -> MapView:
    here = sheet.path
    spots = tuple(site.spots[WHOLE_DOSSIER])
    shown = spots if sheet.first else sheet.cut(spots)
    articles = {one.entity: len(site.records.appearances.get(one.entity, ())) for one in shown}
    place = {one.entity: place for place, one in enumerate(spots)}

    def row_of(entity: str) -> str:
        return routes.relative(here, sheet.holding(place[entity]), _anchor(entity))

    return MapView(
        frame=frame(here, site, section="map", indexed=sheet.first),
        total=len(spots),
        groups=_groups(spots, site) if sheet.first else (),
        drawing=draw_map(here, spots, articles, row_of, site) if sheet.first else None,
        rows=tuple(
            _together(here, list(together), articles, site)
            for _, together in groupby(
                sheet.cut(spots), key=lambda one: (one.outermost, one.outermost or one.country)
            )
        ),
        pagination=sheet.pagination(),
    )


def _anchor(entity: str) -> str:
    return f"place_{entity}"


def _groups(spots: Iterable[Spot], site: TrackedSite) -> tuple[tuple[SpotGroup, int], ...]:
    spots = tuple(spots)
    held = Counter(group_on_map(one.entity, site) for one in spots)
    held["event"] += sum(len(one.events) for one in spots)
    return tuple((group, held[group]) for group in GROUPS if held[group])


def _together(
    here: str, spots: list[Spot], articles: dict[str, int], site: TrackedSite
) -> SpotsTogether:
    within, country = spots[0].outermost, spots[0].country
    return SpotsTogether(
        within=None if within is None else record_link(here, Key(type="entity", id=within), site),
        country=country_name(country, site.lang) if country and not within else None,
        spots=tuple(_row(here, one, articles[one.entity], site) for one in spots),
    )


def _row(here: str, spot: Spot, articles: int, site: TrackedSite) -> SpotShown:
    found = site.records.appearances.get(spot.entity, ())
    begins, _ = _days(spot.entity, site)
    return SpotShown(
        anchor=_anchor(spot.entity),
        record=record_link(here, Key(type="entity", id=spot.entity), site),
        group=group_on_map(spot.entity, site),
        coordinates=spot.written,
        date=begins,
        events=tuple(_event(here, one, site) for one in spot.events),
        articles=articles,
        listed=tuple(
            record_link(here, Key(type="article", id=id_), site) for id_ in found[:_LISTED]
        ),
    )


def _event(here: str, id_: str, site: TrackedSite) -> EventThere:
    begins, ends = _days(id_, site)
    return EventThere(
        event=record_link(here, Key(type="entity", id=id_), site),
        date=begins,
        until=ends if ends != begins else None,
    )


def _days(id_: str, site: TrackedSite) -> tuple[DateShown | None, DateShown | None]:
    """When what an entity is begins and ends."""
    begins, ends = site.records.entities[id_].matter.days
    return date_if_known(begins, site), date_if_known(ends, site)
