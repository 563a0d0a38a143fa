"""Claims by sources: who asserts or denies. A table for each subject, and the list of tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import get_args

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.pages.components.claims import claim_line, table_link
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import party_shown, record_link
from dossierpress.pages.components.status_bar import status_bar
from dossierpress.pages.page_kind import Listed, PageKind, listed_if, only_one
from dossierpress.pages.tables.claim_tables import counted, speakers_in
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.claim_lists import (
    MatrixCell,
    MatrixRow,
    MatrixView,
    SaidInReport,
    StanceGroup,
    TableEntry,
    TablesView,
)
from dossierpress.pages.views.parts import RecordLink
from dossierpress.provenance.statements import Party, Unnamed
from dossierpress.schema.claim import ClaimStatus, Stance

ROWS = 40
"""Claims on one page: as many columns as speak in them have to be taken in at once."""
STANCES: tuple[Stance, ...] = get_args(Stance)
"""In the order in which a row shows them."""


def list_of_tables(site: TrackedSite, _: str) -> Iterator[Page]:
    """The list of tables, whole on one page, so that it can be filtered without looking further.

    There is none where nobody reports any claim.
    """
    if site.claims_by_subject:
        yield Page(
            path=routes.CLAIM_MATRIX,
            template="pages/claims-by-source.html",
            make_view=partial(_list_view, site),
            origin="the list of tables of claims",
        )


LIST_OF_TABLES = PageKind(
    name="claim-tables",
    views={"pages/claims-by-source.html": TablesView},
    keys=only_one,
    make=list_of_tables,
    listed=lambda site: listed_if(site.claims_by_subject, routes.CLAIM_MATRIX),
)


def _list_view(site: TrackedSite) -> TablesView:
    here = routes.CLAIM_MATRIX
    found = {subject: site.claim_tables[subject] for subject in site.claims_by_subject}
    links = {
        party: record_link(here, party, site)
        for party in site.in_order[
            tuple(sorted({party for one in found.values() for party in one.speakers}))
        ]
    }
    number = {party: place for place, party in enumerate(links)}
    held = Counter[ClaimStatus | None]()
    for one in found.values():
        held.update(dict(one.statuses))
    return TablesView(
        frame=frame(here, site, section="claims"),
        bar=status_bar(counted(held.elements())),
        speakers=tuple(links.values()),
        somebody_unnamed=any(one.somebody_unnamed for one in found.values()),
        tables=tuple(
            TableEntry(
                subject=_subject(here, subject, site),
                href=(href := table_link(here, subject, site)) or "",
                claim=None if href else _only_claim(here, subject, site),
                bar=status_bar(one.statuses),
                speakers=tuple(number[party] for party in one.speakers),
                somebody_unnamed=one.somebody_unnamed,
            )
            for subject, one in found.items()
        ),
    )


def _careful(subject: str, site: TrackedSite) -> bool:
    """Whether the claims are about a person who is to be kept out of search engines."""
    return bool(subject) and asks_for_care(site.records.entities[subject].matter)


def _subject(here: str, subject: str, site: TrackedSite) -> RecordLink | None:
    return record_link(here, Key(type="entity", id=subject), site) if subject else None


def _only_claim(here: str, subject: str, site: TrackedSite) -> RecordLink:
    (id_,) = site.claims_by_subject[subject]
    return record_link(here, Key(type="claim", id=id_), site)


def claim_tables(site: TrackedSite, subject: str) -> Iterator[Page]:
    """The table of the claims on one subject, on as many pages as it takes."""
    claims = site.claims_by_subject[subject]
    of = f"the table of claims on {subject}" if subject else "the table of claims on no subject"
    for sheet in sheets(routes.claim_table(subject), site, claims, most=ROWS):
        yield Page(
            path=sheet.path,
            template="pages/claim-matrix.html",
            make_view=partial(_table_view, sheet, subject, site),
            origin=sheet.origin(of),
        )


def _listed(site: TrackedSite) -> Iterator[Listed]:
    return (
        (routes.claim_table(subject), "")
        for subject in site.compared_subjects
        if not _careful(subject, site)
    )


CLAIM_MATRIX = PageKind(
    name="claims-matrix",
    views={"pages/claim-matrix.html": MatrixView},
    keys=lambda site: site.compared_subjects,
    make=claim_tables,
    listed=_listed,
)


def _table_view(sheet: Sheet, subject: str, site: TrackedSite) -> MatrixView:
    here = sheet.path
    ids = sheet.cut(site.claims_by_subject[subject])
    shown = {id_: site.voices_in[id_] for id_ in ids}
    columns = speakers_in(
        ((by for by, *_ in voices.said) for voices in shown.values()), site.in_order.__getitem__
    )
    unnamed = any(isinstance(by, Unnamed) for voices in shown.values() for by, *_ in voices.said)
    return MatrixView(
        frame=frame(
            here, site, section="claims", indexed=sheet.first and not _careful(subject, site)
        ),
        subject=_subject(here, subject, site),
        all_tables=routes.relative(here, routes.CLAIM_MATRIX),
        total=len(site.claims_by_subject[subject]),
        bar=status_bar(counted(site.claims_in_brief[id_].status for id_ in ids)),
        columns=tuple(record_link(here, party, site) for party in columns),
        unnamed=unnamed,
        rows=tuple(_row(here, id_, columns, site, unnamed=unnamed) for id_ in ids),
        pagination=sheet.pagination(),
    )


def _row(
    here: str, id_: str, columns: Sequence[Key], site: TrackedSite, *, unnamed: bool
) -> MatrixRow:
    said = site.voices_in[id_].said
    page = routes.relative(here, routes.record(Key(type="claim", id=id_)))
    places: dict[Party | None, dict[Stance, str]] = {}
    for by, stance, anchor in said:
        column = by if isinstance(by, Key) else None
        href = f"{page}#{anchor}"
        places.setdefault(column, {}).setdefault(stance, href)
    order = {party: place for place, party in enumerate(columns)}
    speaking = sorted(
        said, key=lambda one: order[one[0]] if isinstance(one[0], Key) else len(order)
    )
    wanted = (*columns, None) if unnamed else columns
    return MatrixRow(
        line=claim_line(here, id_, site),
        cells=tuple(
            tuple(MatrixCell(stance=stance, href=href) for stance, href in found.items())
            for found in (places.get(party, {}) for party in wanted)
        ),
        said=tuple(
            StanceGroup(
                stance=stance,
                reports=tuple(
                    SaidInReport(by=party_shown(here, by, site), href=f"{page}#{anchor}")
                    for by, says, anchor in speaking
                    if says == stance
                ),
            )
            for stance in STANCES
            if any(says == stance for _, says, _ in said)
        ),
    )
