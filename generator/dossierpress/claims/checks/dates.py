"""Check the dates of a claim: its history of statuses, and citing or judging too early."""

from collections.abc import Iterator

from dossierpress.kernel.dates import is_before, is_certainly_before, sort_key
from dossierpress.kernel.diagnostics import Diagnostic, Note, first_notes
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.model.content import Record
from dossierpress.provenance.statements import Party, party_label
from dossierpress.schema.claim import ClaimMatter
from dossierpress.visibility.scrub import ClaimPlaces


def check_status(record: Record) -> Iterator[Diagnostic]:
    """Report entries of `status` that have no date, or one before that of an earlier entry."""
    if not isinstance(record.matter, ClaimMatter):
        return
    newest: tuple[int, str] | None = None
    for number, entry in enumerate(record.matter.status):
        if entry.on is None:
            if number:
                yield _undated(record, number)
        elif newest is not None and is_before(entry.on, newest[1]):
            yield Diagnostic(
                code="claim-status-order",
                path=record.path,
                span=record.locate("status", number, "on"),
                message=f"the status of `{entry.on}` stands behind that of `{newest[1]}`",
                hint="put the oldest first; the last is what the desk holds now",
                notes=(
                    Note(
                        message=f"`{newest[1]}` stands here",
                        path=record.path,
                        span=record.locate("status", newest[0], "on"),
                    ),
                ),
            )
        elif newest is None or sort_key(entry.on) > sort_key(newest[1]):
            newest = number, entry.on


def _undated(record: Record, number: int) -> Diagnostic:
    return Diagnostic(
        code="claim-status-undated",
        path=record.path,
        span=record.locate("status", number, "is"),
        message="nobody can tell from when the desk held this",
        hint="add `on: …`; only the first status may do without",
    )


def cited_too_early(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    """Report parties that cite another party of the claim whose first report is certainly later.

    Args:
        claim: As it is published.
        lines: The places of its parts.
    """
    record = lines.record
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
                    message=f"a report of `{day}` cites `{party_label(party)}`,"
                    f" whose first one is of `{said}`",
                    hint="mend one of the dates; when something was said, if earlier, is `said`",
                    notes=(
                        Note(
                            message=f"the first report of `{party_label(party)}`",
                            path=record.path,
                            span=lines.of("reports", number),
                        ),
                    ),
                )


def _first_words(claim: Claim) -> dict[Party, tuple[int, str]]:
    """Party -> (number of its earliest report, day), without parties that have undated reports."""
    first: dict[Party, tuple[int, str]] = {}
    undated: set[Party] = set()
    for report in claim.reports:
        day = report.written.said or report.written.on
        if day is None:
            undated.add(report.by)
        elif report.by not in first or sort_key(day) < sort_key(first[report.by][1]):
            first[report.by] = report.number, day
    return {party: found for party, found in first.items() if party not in undated}


def judged_too_early(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    """Report judgements of the desk before the first report, or by knowledge older than that.

    If a report has no date, it may be the first, and nothing is certain. The same holds if a
    private party reports, whose days are not published.

    Args:
        claim: As it is published.
        lines: The places of its parts.
    """
    said = [(one.written.said or one.written.on, one.number) for one in claim.reports]
    days = [(day, number) for day, number in said if day is not None]
    if not days or len(days) < len(said):
        return
    first, number = min(days, key=lambda one: sort_key(one[0]))
    record = lines.record
    for place, entry in enumerate(claim.matter.status):
        for key, day in (("on", entry.on), ("as_of", entry.as_of)):
            if day is None or not all(is_certainly_before(day, one) for one, _ in days):
                continue
            held = "" if key == "on" else " by the knowledge of"
            yield Diagnostic(
                code="claim-judged-too-early",
                path=record.path,
                span=record.locate("status", place, key),
                message=f"`{claim.id}` is judged{held} `{day}`, and first reported `{first}`",
                hint="`on` is the day on which the desk really judged so, and `as_of` the day of"
                " what it knew; or add the report that it had by then",
                notes=(
                    Note(
                        message="the first report stands here",
                        path=record.path,
                        span=lines.of("reports", number),
                    ),
                ),
            )
            break


def known_too_early(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    """Report a claim whose `as_of` day is before the day of one of its reports.

    Args:
        claim: As it is published, without the days of private parties.
        lines: The places of its parts.
    """
    known = claim.matter.as_of
    if known is None:
        return
    later = [
        (one, day)
        for one in claim.reports
        if (day := one.written.said or one.written.on) and is_certainly_before(known, day)
    ]
    if not later:
        return
    record = lines.record

    def note(one: tuple[ClaimReport, str]) -> Note:
        report, day = one
        return Note(
            message=f"the report of `{day}` stands",
            path=record.path,
            span=lines.of("reports", report.number),
        )

    yield Diagnostic(
        code="claim-known-too-early",
        path=record.path,
        span=record.locate("as_of"),
        message=f"`{claim.id}` holds what was known on `{known}`, and has a report of"
        f" `{later[0][1]}`",
        hint="mend one of the dates: `as_of` is the last day of what the claim holds; what was said"
        " before it was published has `said`",
        notes=first_notes(later, note),
    )
