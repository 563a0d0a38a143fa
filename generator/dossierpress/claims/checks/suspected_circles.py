"""Reports that the desk suspects to come from one another, so that nobody was first."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic, Span, first_words, problem
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.provenance.circles import circles
from dossierpress.provenance.statements import Party, party_label
from dossierpress.visibility.scrub import ClaimPlaces


def check_suspected_circles(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    """Report circles of one claim that only a suspicion of citing closes.

    Circles of reports alone are reported by `every_claim`, and such claims have no origins.

    Args:
        claim: As it is published.
        lines: Where its parts stand.
    """
    if claim.circles or not claim.suspicions:
        return
    in_reports = {one for report in claim.reports for one in report.suspicions}
    of_all = [
        one.parties[0]
        for one in claim.suspicions
        if one.kind == "probably-from" and one not in in_reports
    ]
    suspected = [
        tuple(
            party
            for party in (*(one.parties[0] for one in report.suspicions), *of_all)
            if party != report.by
        )
        for report in claim.reports
    ]
    statements = [
        replace(report.statement, citing=tuple(dict.fromkeys((*report.citing, *others))))
        for report, others in zip(claim.reports, suspected, strict=True)
    ]
    for circle in circles(statements):
        if len(circle) > 1:
            ways = [f"`{party_label(party)}`" for party in (*circle, circle[0])]
            yield problem(
                "claim-suspicion-circular",
                lines.record.path,
                _place_of_suspicion(circle, claim.reports, suspected, lines),
                f"each is said or suspected to have it from the next, and nobody said it first:"
                f" {first_words(ways, ' from ')}",
                "take out the suspicion against the first; where nobody can tell which it is, write"
                " `one_origin: {of: […], because: …}`",
            )


def _place_of_suspicion(
    circle: Sequence[Party],
    reports: Sequence[ClaimReport],
    suspected: Sequence[Sequence[Party]],
    lines: ClaimPlaces,
) -> Span:
    """The place of the first suspicion in a circle, in a report or in the claim."""
    steps = set(pairwise((*circle, circle[0])))
    for report, others in zip(reports, suspected, strict=True):
        if any((report.by, party) in steps for party in others):
            if report.suspicions:
                return lines.of("reports", report.number, "probably_from")
            break
    return lines.record.locate("probably_from")
