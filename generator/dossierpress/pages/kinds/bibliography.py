"""The bibliography of the dossier: every source, with the places that cite it."""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.model.site import BibliographyEntry
from dossierpress.pages.components.backlinks import date_of
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.external_links import external_link
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import local_names, publisher_link, record_link
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import BibliographyView, CitedSourceEntry, CitingRecord
from dossierpress.pages.views.parts import CitationPlace

CITING = 20
"""Citing records that an entry names; the source's own page has them all."""


def bibliography_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """The list of sources, on as many pages as it takes."""
    for sheet in sheets(routes.BIBLIOGRAPHY, site, site.source_ids):
        yield Page(
            path=sheet.path,
            template="pages/bibliography.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the bibliography"),
        )


BIBLIOGRAPHY = PageKind(
    name="bibliography",
    views={"pages/bibliography.html": BibliographyView},
    keys=only_one,
    make=bibliography_pages,
    listed=lambda site: listed_if(site.records.sources, routes.BIBLIOGRAPHY),
)


def _view(sheet: Sheet, site: TrackedSite) -> BibliographyView:
    here = sheet.path
    sources = site.source_ids
    return BibliographyView(
        frame=frame(here, site, section="sources", indexed=sheet.first),
        total=len(sources),
        sources=tuple(_entry(here, source, site) for source in sheet.cut(sources)),
        pagination=sheet.pagination(),
    )


def _entry(here: str, source: str, site: TrackedSite) -> CitedSourceEntry:
    matter = site.records.sources[source].matter
    entries = site.records_on.get(source, ())
    return CitedSourceEntry(
        anchor=f"entry_{source}",
        source=record_link(here, Key(type="source", id=source), site),
        also=local_names(matter.name[1:], site),
        authors=matter.author,
        publisher=publisher_link(here, matter, site),
        published=date_if_known(matter.published, site),
        website=external_link(matter.url),
        cited_in=tuple(_citing(here, entry, site) for entry in entries[:CITING]),
        more=max(0, len(entries) - CITING),
        cited_through=site.cited_through.get(source, 0),
        in_claims=bool(site.heard_in.get(Key(type="source", id=source), ())),
    )


def _citing(here: str, entry: BibliographyEntry, site: TrackedSite) -> CitingRecord:
    path = routes.record(entry.record)
    return CitingRecord(
        record=record_link(here, entry.record, site),
        date=date_of(entry.record, site),
        places=tuple(
            CitationPlace(href=routes.relative(here, path, one.mark), locator=one.locator)
            for one in entry.citations
        ),
    )
