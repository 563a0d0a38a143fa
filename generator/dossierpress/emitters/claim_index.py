"""All claims, by what the desk holds of them."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from dossierpress import routes
from dossierpress.emitters.claim_lists import ORDER, status_of
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind, only_one
from dossierpress.emitters.showing.claims import claim_lines
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.model.output import Page
from dossierpress.views.claims import ClaimsInBrief, ClaimsView, StatusGroup


def claim_index(edition: Edition, _: str) -> Iterator[Page]:
    """The list of claims, on as many pages as it takes; none where there are no claims."""
    if not edition.site.claims.by_id:
        return
    for sheet in sheets(routes.CLAIMS, edition, edition.claims_by_status):
        yield Page(
            path=sheet.path,
            template="pages/claims.html",
            make_view=partial(_view, sheet, edition),
            origin=sheet.origin("the index of claims"),
        )


CLAIM_INDEX = PageKind(
    name="claims-index",
    views={"pages/claims.html": ClaimsView},
    keys=only_one,
    make=claim_index,
)


def _view(sheet: Sheet, edition: Edition) -> ClaimsView:
    here = sheet.path
    brief = claims_in_brief(routes.CLAIMS, edition)
    totals = dict(brief.counts)
    shown = sheet.cut(edition.claims_by_status)
    return ClaimsView(
        frame=frame(here, edition, section="claims", indexed=sheet.first),
        brief=brief,
        groups=tuple(
            StatusGroup(
                status=status,
                total=totals[status],
                claims=claim_lines(here, (id_ for id_, _ in group), edition),
            )
            for status, group in groupby(shown, key=lambda one: one[1])
        ),
        pagination=sheet.pagination(),
    )


def claims_in_brief(here: str, edition: Edition) -> ClaimsInBrief:
    """How many claims there are, and what the desk holds of them."""
    claims = tuple(edition.site.claims.by_id.values())
    held = Counter(status_of(claim) for claim in claims)
    corrected = edition.overall.has_corrections
    facts = [claim for claim in claims if claim.matter.kind == "fact"]
    return ClaimsInBrief(
        href=routes.relative(here, routes.CLAIMS),
        total=len(claims),
        counts=tuple((status, held[status]) for status in ORDER if held[status]),
        facts=len(facts),
        single=sum(one.asserted.most <= 1 for one in facts),
        perhaps=sum(one.asserted.least <= 1 < one.asserted.most for one in facts),
        unknown=sum("basis-not-stated" in one.marks for one in facts),
        matrix=routes.relative(here, routes.CLAIM_MATRIX) if edition.claims_in_matrix else None,
        corrections=routes.relative(here, routes.CORRECTIONS) if corrected else None,
    )
