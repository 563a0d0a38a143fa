"""The network of the dossier: who is named with whom, and who is related to whom.

The drawing is on the first page, above the table. It is made of ties and names alone: an edit of a
text that names nobody else leaves it as it is.
"""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.network.ties import Tie
from dossierpress.pages.components.kinds import kind_plural
from dossierpress.pages.components.network_drawing import (
    GROUPS,
    draw_network,
    group_of,
    periods_of,
)
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tables.network_tables import WHOLE_DOSSIER, TiesOf
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.network import KindGroup, NetworkView, TiedEntity, TiesOfEntity


def network(site: TrackedSite, _: str) -> Iterator[Page]:
    """The drawing with its table, on as many pages as that takes."""
    if not site.overall.has_network:
        return
    for sheet in sheets(routes.NETWORK, site, site.ties_by_entity[WHOLE_DOSSIER]):
        yield Page(
            path=sheet.path,
            template="pages/network.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the network"),
        )


NETWORK = PageKind(
    name="network",
    views={"pages/network.html": NetworkView},
    keys=only_one,
    make=network,
    listed=lambda site: listed_if(site.overall.has_network, routes.NETWORK),
)


def _view(sheet: Sheet, site: TrackedSite) -> NetworkView:
    here = sheet.path
    found = tuple(site.ties[WHOLE_DOSSIER]) if sheet.first else ()
    periods = periods_of(found)
    drawing = draw_network(here, found, periods, site) if sheet.first else None
    return NetworkView(
        frame=frame(here, site, section="network", indexed=sheet.first),
        total=len(site.ties_by_entity[WHOLE_DOSSIER]),
        pairs=len(site.ties[WHOLE_DOSSIER]),
        groups=() if drawing is None else _groups([one.group for one in drawing.nodes], site),
        periods=() if drawing is None else tuple(_named(one, site) for one in periods),
        drawing=drawing,
        rows=tuple(_row(here, one, site) for one in sheet.cut(site.ties_by_entity[WHOLE_DOSSIER])),
        pagination=sheet.pagination(),
    )


def _groups(drawn: list[KindGroup], site: TrackedSite) -> tuple[tuple[KindGroup, str, int], ...]:
    return tuple(
        (group, "" if group == "other" else kind_plural(group, site), drawn.count(group))
        for group in GROUPS
        if group in drawn
    )


def _named(period: str, site: TrackedSite) -> str:
    return dates.display(period, site.lang, site.config.timezone)


def _row(here: str, one: TiesOf, site: TrackedSite) -> TiesOfEntity:
    entity, total, strongest = one
    return TiesOfEntity(
        entity=record_link(here, Key(type="entity", id=entity), site),
        group=group_of(entity, site),
        total=total,
        ties=tuple(_tie(here, entity, tie, site) for tie in strongest),
    )


def _tie(here: str, entity: str, tie: Tie, site: TrackedSite) -> TiedEntity:
    other = tie.beyond(entity)
    return TiedEntity(
        other=record_link(here, Key(type="entity", id=other), site),
        group=group_of(other, site),
        paragraphs=tie.paragraphs,
        relations=tie.relations_of(entity),
    )
