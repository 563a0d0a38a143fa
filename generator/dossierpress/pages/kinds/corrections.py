"""Corrections: every change in the status of a claim, and annotations that correct a text."""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.pages.components.annotations import note_lines
from dossierpress.pages.components.claims import claim_line, status_anchor
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tables.corrections import StatusCorrection
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim_lists import CorrectionShown, CorrectionsView, StatusChangeShown


def corrections_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """The page of corrections, on as many pages as it takes; none where nothing has changed."""
    if not site.overall.has_corrections:
        return
    for sheet in sheets(routes.CORRECTIONS, site, site.corrections, site.note_corrections):
        yield Page(
            path=sheet.path,
            template="pages/corrections.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the corrections"),
        )


CORRECTIONS = PageKind(
    name="corrections",
    views={"pages/corrections.html": CorrectionsView},
    keys=only_one,
    make=corrections_pages,
    listed=lambda site: listed_if(site.overall.has_corrections, routes.CORRECTIONS),
)


def _view(sheet: Sheet, site: TrackedSite) -> CorrectionsView:
    here = sheet.path
    found, notes = site.corrections, site.note_corrections
    return CorrectionsView(
        frame=frame(here, site, section="claims", indexed=sheet.first),
        notes=note_lines(here, sheet.cut(notes), site),
        note_total=len(notes),
        corrections=tuple(_correction_shown(here, one, site) for one in sheet.cut(found)),
        total=len(found),
        pagination=sheet.pagination(),
    )


def change_shown(here: str, one: StatusCorrection, site: TrackedSite) -> StatusChangeShown:
    """What has changed, as a page shows it."""
    page = routes.record(Key(type="claim", id=one.claim))
    return StatusChangeShown(
        href=routes.relative(here, page, status_anchor(one.number)),
        before=one.before.is_,
        after=one.after.is_,
        on=date_if_known(one.after.on, site),
        as_of=date_if_known(one.after.as_of, site),
        by=one.after.by,
        note=one.after.note,
    )


def _correction_shown(here: str, one: StatusCorrection, site: TrackedSite) -> CorrectionShown:
    return CorrectionShown(
        line=claim_line(here, one.claim, site),
        change=change_shown(here, one, site),
        articles=tuple(
            record_link(here, Key(type="article", id=id_), site)
            for id_ in site.records.claims.by_id[one.claim].articles
        ),
    )
