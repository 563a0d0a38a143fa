"""All claims, by what the desk holds of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from dossierpress import routes
from dossierpress.emitters.claim_matrix import has_matrix
from dossierpress.emitters.corrections import has_corrections
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.claims import claim_lines
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.model.claims import Claim
from dossierpress.model.output import Page
from dossierpress.schema.claim import ClaimStatus
from dossierpress.views.claims import ClaimsInBrief, ClaimsView, StatusGroup

ORDER: tuple[ClaimStatus | None, ...] = (
    "disputed",
    "pending",
    "reported",
    "announced",
    "held",
    "corroborated",
    "fulfilled",
    "failed",
    "false",
    "retracted",
    None,
)
"""What is open comes first."""


def claim_index(edition: Edition) -> Iterator[Page]:
    """The list of claims, on as many pages as it takes."""
    claims = sorted(
        edition.site.claims.by_id.values(), key=lambda claim: ORDER.index(_status(claim))
    )
    if not claims:
        return
    brief = claims_in_brief(routes.CLAIMS, edition)
    for sheet in sheets(routes.CLAIMS, edition.page_size, claims):
        yield Page(
            path=sheet.path,
            template="pages/claims.html",
            view=_view(sheet, claims, brief, edition),
            origin=sheet.origin("the index of claims"),
        )


CLAIM_INDEX = Emitter(name="claims-index", emit=claim_index)


def _view(
    sheet: Sheet, claims: Sequence[Claim], brief: ClaimsInBrief, edition: Edition
) -> ClaimsView:
    here = sheet.path
    totals = dict(brief.counts)
    return ClaimsView(
        frame=frame(here, edition, section="claims", indexed=sheet.first),
        brief=brief,
        groups=tuple(
            StatusGroup(
                status=status,
                total=totals[status],
                claims=claim_lines(here, (one.id for one in group), edition),
            )
            for status, group in groupby(sheet.cut(claims), key=_status)
        ),
        pagination=sheet.pagination(),
    )


def claims_in_brief(here: str, edition: Edition) -> ClaimsInBrief:
    """How many claims there are, and what the desk holds of them."""
    claims = edition.site.claims.by_id.values()
    held = Counter(_status(claim) for claim in claims)
    facts = [claim for claim in claims if claim.matter.kind == "fact"]
    return ClaimsInBrief(
        href=routes.relative(here, routes.CLAIMS),
        total=len(claims),
        counts=tuple((status, held[status]) for status in ORDER if held[status]),
        facts=len(facts),
        single=sum(one.asserted.most <= 1 for one in facts),
        perhaps=sum(one.asserted.least <= 1 < one.asserted.most for one in facts),
        unknown=sum("basis-not-stated" in one.marks for one in facts),
        matrix=routes.relative(here, routes.CLAIM_MATRIX) if has_matrix(edition) else None,
        corrections=routes.relative(here, routes.CORRECTIONS) if has_corrections(edition) else None,
    )


def _status(claim: Claim) -> ClaimStatus | None:
    return claim.status.is_ if claim.status else None
