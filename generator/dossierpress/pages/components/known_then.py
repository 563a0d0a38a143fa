"""What was known of a claim on each day, with what the desk came to hold on it."""

from collections.abc import Sequence

from dossierpress.kernel import dates
from dossierpress.model.claims import Claim, KnownOnDay
from dossierpress.pages.components.dates import date_if_known, date_shown
from dossierpress.pages.components.record_links import party_shown
from dossierpress.pages.tables.claim_lists import count_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim import DayShown, DaysShown, ReportInBrief, StatusShown


def known_then_shown(
    here: str, claim: Claim, status: Sequence[StatusShown], site: TrackedSite
) -> DaysShown | None:
    """The days on which something became known or was judged; None where all is of one day.

    Args:
        here: Path of the claim's page.
        claim: The claim.
        status: What the desk held of it, as the page shows it.
        site: The dossier.
    """
    known = site.records.claims.known_then[claim.id]
    if not known.days:
        return None
    judged: dict[str, list[StatusShown]] = {}
    for one, held in zip(claim.matter.status, status, strict=True):
        if one.on is not None:
            judged.setdefault(one.on, []).append(held)
    told = {one.day: one for one in known.days}
    days = tuple(
        DayShown(
            day=date_shown(day, site),
            reports=_reports_of(here, told[day], claim, site) if day in told else (),
            count=(
                count_shown(claim.matter.kind, told[day].asserted)
                if day in told and claim.is_counted
                else None
            ),
            marks=told[day].marks if day in told else (),
            judged=tuple(judged.get(day, ())),
        )
        for day in sorted({*told, *judged}, key=dates.sort_key)
    )
    return DaysShown(
        days=days,
        vague=any(report.on for day in days for report in day.reports),
        undated=known.undated,
        more=known.more,
    )


def _reports_of(
    here: str, known: KnownOnDay, claim: Claim, site: TrackedSite
) -> tuple[ReportInBrief, ...]:
    return tuple(
        ReportInBrief(
            by=party_shown(here, report.by, site),
            stance=report.stance,
            href=f"#{report.anchor}",
            on=None if (on := report.written.known_on) == known.day else date_if_known(on, site),
        )
        for report in (claim.reports[number] for number in known.reports)
    )
