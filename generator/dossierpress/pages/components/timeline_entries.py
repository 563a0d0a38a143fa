"""The list of a timeline: what has a place in time, in words."""

from dossierpress.kernel.key import Key
from dossierpress.pages.components.dates import date_shown
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tables.chronology import Dated
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.timeline import DatedShown


def entry_shown(here: str, one: Dated, site: TrackedSite) -> DatedShown:
    """What the list of the page `here` says of an entry."""
    ends = one.ends if one.ends != one.begins else None
    other = Key(type="entity", id=one.other) if one.other else None
    claim = one.lane == "claim"
    return DatedShown(
        lane=one.lane,
        date=date_shown(one.begins, site),
        until=None if ends is None else date_shown(ends, site),
        record=record_link(here, one.record, site),
        label=site.word("relation", one.label) if one.label else None,
        other=None if other is None else record_link(here, other, site),
        status=site.claims_in_brief[one.record.id].status if claim else None,
    )
