"""Reports that cite somebody before they said anything."""

from collections.abc import Iterator

from dossierpress.dates import is_before, sort_key
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.claims import Claim
from dossierpress.model.content import Record
from dossierpress.provenance import Party
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.party import told
from dossierpress.resolve.scrub_claim import Lines


def cited_too_early(claim: Claim, record: Record, finder: Finder) -> Iterator[Diagnostic]:
    """Report who cites a party of the same claim whose first word is certainly later.

    Args:
        claim: As it is published.
        record: As it was written.
        finder: Finds what is published.
    """
    lines = Lines(record=record, finder=finder)
    first = _first_words(claim)
    for report in claim.reports:
        day = report.written.on or report.written.said
        if day is None:
            continue
        for party in report.citing:
            if party not in first:
                continue
            number, said = first[party]
            if is_before(day, said):
                yield Diagnostic(
                    code="claim-cited-too-early",
                    path=record.path,
                    span=lines.of("reports", report.number, "citing"),
                    message=f"a report of `{day}` cites `{told(party)}`,"
                    f" whose first one is of `{said}`",
                    hint="mend one of the dates; when something was said, if earlier, is `said`",
                    notes=(
                        Note(
                            message=f"the first report of `{told(party)}`",
                            path=record.path,
                            span=lines.of("reports", number),
                        ),
                    ),
                )


def _first_words(claim: Claim) -> dict[Party, tuple[int, str]]:
    """Party -> its earliest report and the day; nobody of whom one report has no day."""
    first: dict[Party, tuple[int, str]] = {}
    undated: set[Party] = set()
    for report in claim.reports:
        day = report.written.said or report.written.on
        if day is None:
            undated.add(report.by)
        elif report.by not in first or sort_key(day) < sort_key(first[report.by][1]):
            first[report.by] = report.number, day
    return {party: found for party, found in first.items() if party not in undated}
