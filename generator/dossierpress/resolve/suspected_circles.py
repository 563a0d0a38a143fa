"""Reports that the desk suspects to come from one another, so that nobody would be the first."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from dossierpress.diagnostics import Diagnostic, Span, first_words, problem
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.provenance import Party, circles
from dossierpress.resolve.counting import statement
from dossierpress.resolve.party import told
from dossierpress.resolve.scrub_claim import Lines


def suspected_circles(claim: Claim, lines: Lines) -> Iterator[Diagnostic]:
    """Report circles of one claim that somebody closes who is only suspected to cite another one.

    Those of reports alone are told of by themselves, and nothing is made of such a claim.

    Args:
        claim: As it is published.
        lines: Where its parts stand.
    """
    if claim.circles or not claim.suspicions:
        return
    told_by_reports = {one for report in claim.reports for one in report.suspicions}
    of_all = [
        one.parties[0]
        for one in claim.suspicions
        if one.kind == "probably-from" and one not in told_by_reports
    ]
    suspected = [
        tuple(
            party
            for party in (*(one.parties[0] for one in report.suspicions), *of_all)
            if party != report.by
        )
        for report in claim.reports
    ]
    said = [
        replace(statement(report), citing=tuple(dict.fromkeys((*report.citing, *others))))
        for report, others in zip(claim.reports, suspected, strict=True)
    ]
    for circle in circles(said):
        if len(circle) > 1:
            ways = [f"`{told(party)}`" for party in (*circle, circle[0])]
            yield problem(
                "claim-suspicion-circular",
                lines.record.path,
                _place(circle, claim.reports, suspected, lines),
                f"each is said or suspected to have it from the next, and nobody said it first:"
                f" {first_words(ways, ' from ')}",
                "take out the suspicion against the first; where nobody can tell which it is, write"
                " `one_origin: {of: […], because: …}`",
            )


def _place(
    circle: Sequence[Party],
    reports: Sequence[ClaimReport],
    suspected: Sequence[Sequence[Party]],
    lines: Lines,
) -> Span:
    """Of the first suspicion in it, which stands in a report or in the claim."""
    steps = set(pairwise((*circle, circle[0])))
    for report, others in zip(reports, suspected, strict=True):
        if any((report.by, party) in steps for party in others):
            if report.suspicions:
                return lines.of("reports", report.number, "probably_from")
            break
    return lines.record.locate("probably_from")
