"""Every source of the dossier, with the places that cite it."""

from collections.abc import Iterator
from functools import partial

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind, only_one
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link, local_names, publisher_link
from dossierpress.emitters.showing.outside import outside_link
from dossierpress.emitters.showing.quotations import date_of
from dossierpress.model.key import Key
from dossierpress.model.output import Page
from dossierpress.model.site import BibliographyEntry
from dossierpress.views.lists import BibliographyView, CitedSourceEntry, CitingRecord
from dossierpress.views.parts import CitationPlace

CITING = 20
"""Citing records that an entry names; the source's own page has them all."""


def dossier_bibliography(edition: Edition, _: str) -> Iterator[Page]:
    """The list of sources, on as many pages as it takes."""
    for sheet in sheets(routes.BIBLIOGRAPHY, edition, edition.source_ids):
        yield Page(
            path=sheet.path,
            template="pages/bibliography.html",
            make_view=partial(_view, sheet, edition),
            origin=sheet.origin("the bibliography"),
        )


DOSSIER_BIBLIOGRAPHY = PageKind(
    name="bibliography",
    views={"pages/bibliography.html": BibliographyView},
    keys=only_one,
    make=dossier_bibliography,
)


def _view(sheet: Sheet, edition: Edition) -> BibliographyView:
    here = sheet.path
    sources = edition.source_ids
    return BibliographyView(
        frame=frame(here, edition, section="sources", indexed=sheet.first),
        total=len(sources),
        sources=tuple(_entry(here, source, edition) for source in sheet.cut(sources)),
        pagination=sheet.pagination(),
    )


def _entry(here: str, source: str, edition: Edition) -> CitedSourceEntry:
    matter = edition.site.sources[source].matter
    entries = edition.records_on.get(source, ())
    return CitedSourceEntry(
        anchor=f"entry_{source}",
        source=link(here, Key(type="source", id=source), edition),
        also=local_names(matter.name[1:], edition),
        authors=matter.author,
        publisher=publisher_link(here, matter, edition),
        published=date_if_known(matter.published, edition),
        website=outside_link(matter.url),
        cited_in=tuple(_citing(here, entry, edition) for entry in entries[:CITING]),
        more=max(0, len(entries) - CITING),
        cited_through=edition.cited_through.get(source, 0),
        in_claims=bool(edition.heard_in.get(Key(type="source", id=source), ())),
    )


def _citing(here: str, entry: BibliographyEntry, edition: Edition) -> CitingRecord:
    path = routes.record(entry.record)
    return CitingRecord(
        record=link(here, entry.record, edition),
        date=date_of(entry.record, edition),
        places=tuple(
            CitationPlace(href=routes.relative(here, path, one.mark), locator=one.locator)
            for one in entry.citations
        ),
    )
