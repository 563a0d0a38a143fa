"""Judgements and knowledge of a claim that are older than what they rest on."""

from collections.abc import Iterator

from dossierpress.dates import is_certainly_before, sort_key
from dossierpress.diagnostics import Diagnostic, Note, first_notes
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.model.content import Record
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.scrub_claim import Lines


def judged_too_early(claim: Claim, record: Record, finder: Finder) -> Iterator[Diagnostic]:
    """Report what the desk held of a claim before its first report, or by older knowledge.

    A report without a date may be the first; then nothing is certain. Nor is it where somebody
    private reports, whose days are told nobody.

    Args:
        claim: As it is published.
        record: As it was written.
        finder: Finds what is published.
    """
    said = [(one.written.said or one.written.on, one.number) for one in claim.reports]
    days = [(day, number) for day, number in said if day is not None]
    if not days or len(days) < len(said):
        return
    first, number = min(days, key=lambda one: sort_key(one[0]))
    lines = Lines(record=record, finder=finder)
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


def known_too_early(claim: Claim, record: Record, finder: Finder) -> Iterator[Diagnostic]:
    """Report a claim that is said to hold what was known on a day, and has a later report.

    Args:
        claim: As it is published; the days of somebody private are not in it.
        record: As it was written.
        finder: Finds what is published.
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
    lines = Lines(record=record, finder=finder)

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
