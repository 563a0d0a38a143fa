"""Briefs: what happened, day by day, each fact with the mark of what the desk holds of it."""

from collections.abc import Iterable

from dossierpress.kernel.key import Key, key_named
from dossierpress.pages.components.dates import date_shown
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.brief import BriefFactShown
from dossierpress.schema.page import BriefFact


def brief_shown(
    here: str, facts: Iterable[BriefFact], site: TrackedSite
) -> tuple[BriefFactShown, ...]:
    """The facts of a brief, in the order of its author."""
    return tuple(_fact(here, one, site) for one in facts)


def _fact(here: str, fact: BriefFact, site: TrackedSite) -> BriefFactShown:
    claim = None if fact.claim is None else Key(type="claim", id=fact.claim)
    return BriefFactShown(
        date=date_shown(fact.date, site),
        text=fact.text,
        claim=None if claim is None else record_link(here, claim, site),
        status=None if claim is None else site.claims_in_brief[claim.id].status,
        see=None if fact.see is None else record_link(here, key_named(fact.see), site),
    )
