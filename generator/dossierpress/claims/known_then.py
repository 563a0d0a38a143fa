"""What was known of a claim on each day, by the dates of its reports.

Of a day, the claim is weighed as if the later reports had not been written. Nothing is kept and
nothing is guessed: it is what a build of the dossier would count if it had been cut at that day. A
report without a day, or with an open end, is of no day.
"""

from collections.abc import Callable

from dossierpress.claims.weighing import Weighed
from dossierpress.kernel import dates
from dossierpress.model.claims import KnownOnDay, KnownThen
from dossierpress.schema.claim import ClaimMatter, Report

MOST_DAYS = 50
"""Days that are weighed at most: each costs a count of all reports until then."""
_YEARS = range(10_000)


def known_then(matter: ClaimMatter, weigh: Callable[[ClaimMatter], Weighed]) -> KnownThen:
    """Weigh a claim at the end of each day on which a report of it was published.

    Args:
        matter: Front matter as published.
        weigh: Weighs the reports of such a claim.

    Returns:
        The days, oldest first; none where all reports are of one day.
    """
    days = {number: day_of(report) for number, report in enumerate(matter.reports)}
    ordered = sorted({day for day in days.values() if day is not None})
    undated = sum(day is None for day in days.values())
    if len(ordered) < 2:
        return KnownThen(undated=undated)
    return KnownThen(
        days=tuple(
            KnownOnDay(
                day=day,
                reports=tuple(number for number, known in days.items() if known == day),
                asserted=weighed.asserted,
                marks=weighed.marks,
            )
            for day in ordered[:MOST_DAYS]
            for weighed in [weigh(cut_at(matter, day))]
        ),
        undated=undated,
        more=len(ordered[MOST_DAYS:]),
    )


def cut_at(matter: ClaimMatter, day: str) -> ClaimMatter:
    """The claim with the reports alone that were published until the end of a day."""
    known = (report for report in matter.reports if (of := day_of(report)) and of <= day)
    return matter.having(reports=tuple(known))


def day_of(report: Report) -> str | None:
    """The last day that the date of a report may mean, as YYYY-MM-DD; None where there is none."""
    if report.known_on is None:
        return None
    year, month, day = dates.latest(report.known_on)
    return f"{year:04}-{month:02}-{day:02}" if year in _YEARS else None
