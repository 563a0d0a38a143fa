"""Claims by sources: who asserts, denies, doubts, or is silent."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import get_args

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.pages.components.claims import claim_line
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import party_shown, record_link
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tables.claim_lists import speakers_in
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim_lists import MatrixRow, MatrixView, StanceGroup
from dossierpress.provenance.statements import Party, Unnamed
from dossierpress.schema.claim import Stance

ROWS = 40
"""Claims on one page: as many columns as speak in them have to be taken in at once."""
STANCES: tuple[Stance, ...] = get_args(Stance)
"""In the order in which a row shows them."""


def claim_matrix_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """The matrix, on as many pages as it takes; none where nobody reports any claim."""
    claims = site.claims_in_matrix
    if not claims:
        return
    for sheet in sheets(routes.CLAIM_MATRIX, site, claims, most=ROWS):
        yield Page(
            path=sheet.path,
            template="pages/claim-matrix.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the matrix of claims"),
        )


CLAIM_MATRIX = PageKind(
    name="claims-matrix",
    views={"pages/claim-matrix.html": MatrixView},
    keys=only_one,
    make=claim_matrix_pages,
    listed=lambda site: listed_if(site.claims_in_matrix, routes.CLAIM_MATRIX),
)


def _view(sheet: Sheet, site: TrackedSite) -> MatrixView:
    here = sheet.path
    shown = {id_: site.voices_in[id_] for id_ in sheet.cut(site.claims_in_matrix)}
    columns = speakers_in(
        ((by for by, _ in voices.said) for voices in shown.values()), site.in_order.__getitem__
    )
    overall = site.overall.matrix
    unnamed = any(isinstance(by, Unnamed) for voices in shown.values() for by, _ in voices.said)
    return MatrixView(
        frame=frame(here, site, section="claims", indexed=sheet.first),
        total=len(site.claims_in_matrix),
        columns=tuple(record_link(here, party, site) for party in columns),
        unnamed=unnamed,
        speakers=tuple(record_link(here, party, site) for party in overall.speakers),
        somebody_unnamed=overall.somebody_unnamed,
        statuses=overall.statuses,
        rows=tuple(_row(here, id_, columns, site, unnamed=unnamed) for id_ in shown),
        pagination=sheet.pagination(),
    )


def _row(
    here: str, id_: str, columns: Sequence[Key], site: TrackedSite, *, unnamed: bool
) -> MatrixRow:
    voices = site.voices_in[id_]
    taken = voices.stances
    about = site.records.claims.by_id[id_].matter.about
    nobodies = [party for party in taken if isinstance(party, Unnamed)]
    cells = [taken.get(party, ()) for party in columns]
    if unnamed:
        cells.append(_each(stance for by, stance in voices.said if isinstance(by, Unnamed)))
    speaking: list[Party] = [*(party for party in columns if party in taken), *nobodies]
    return MatrixRow(
        line=claim_line(here, id_, site),
        about=record_link(here, Key(type="entity", id=about[0]), site) if about else None,
        cells=tuple(cells),
        said=tuple(
            StanceGroup(
                stance=stance,
                parties=tuple(
                    party_shown(here, party, site) for party in speaking if stance in taken[party]
                ),
            )
            for stance in STANCES
            if any(stance in taken[party] for party in speaking)
        ),
    )


def _each(stances: Iterable[Stance]) -> tuple[Stance, ...]:
    return tuple(dict.fromkeys(stances))
