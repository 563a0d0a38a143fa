"""The small map of the surroundings of one place, on the page of that or of what happened there."""

from dossierpress.geography.region import region_of
from dossierpress.geography.whereabouts import point_of, standing
from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.pages.components.map_drawing import land_shown
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.map import LocatorView

_WIDTH, _HEIGHT = 280, 170
_LEAST = 9.0
"""Degrees of latitude: so much that a coast or a border tells where it is."""
_TOLERANCE = 0.7


def locate(here: str, entity: str, site: TrackedSite) -> LocatorView | None:
    """Draw where an entity is; None where nobody knows, and where it stands in no drawing."""
    found = standing(entity, site.records.entities, site.records.relations)
    if found is None or not {entity, found[0]}.isdisjoint(site.kept_out):
        return None
    holder, written = found
    matter = site.records.entities[entity].matter
    if holder != entity and matter.kind != "place" and matter.days[0] is None:
        return None  # a person or a body is not where its place is
    point = point_of(written)
    region = region_of([point], width=_WIDTH, heights=(_HEIGHT, _HEIGHT), least=_LEAST)
    x, y = region.place(region.turned(point))
    return LocatorView(
        land=land_shown(region, parts=1, tolerance=_TOLERANCE),
        x=round(x),
        y=round(y),
        place=None if holder == entity else record_link(here, Key(type="entity", id=holder), site),
        coordinates=written,
        map=routes.relative(here, routes.MAP) if site.overall.has_map else None,
    )
