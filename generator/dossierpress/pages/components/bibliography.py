"""The list of sources that closes a page; marks in the text lead to its entries, and back."""

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, bare_id
from dossierpress.model.site import BibliographyEntry
from dossierpress.pages.components.access import cited_access
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import publisher_link, record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import BibliographyEntryShown, CitationPlace, RecordLink


def entry_anchor(number: int) -> str:
    """Id of an entry. Anchors of a body never have an underscore in them."""
    return f"source_{number}"


def bibliography(here: str, key: Key, site: TrackedSite) -> tuple[BibliographyEntryShown, ...]:
    """The sources of a record, cited ones first."""
    entries = site.records.bibliographies.get(key, ())
    return tuple(_entry(here, entry, site) for entry in entries)


def _entry(here: str, entry: BibliographyEntry, site: TrackedSite) -> BibliographyEntryShown:
    source = site.records.sources[entry.source].matter
    declared = entry.declared
    return BibliographyEntryShown(
        anchor=entry_anchor(entry.number),
        number=entry.number,
        source=record_link(here, Key(type="source", id=entry.source), site),
        authors=source.author,
        publisher=publisher_link(here, source, site),
        published=date_if_known(source.published, site),
        reliability=source.reliability,
        access=cited_access(here, declared, entry.source, site),
        cites=() if declared is None else _cited(here, declared.cites, site),
        places=tuple(
            CitationPlace(href=routes.relative(here, here, one.mark), locator=one.locator)
            for one in entry.citations
        ),
    )


def _cited(here: str, references: tuple[str, ...], site: TrackedSite) -> tuple[RecordLink, ...]:
    sources = site.records.sources
    return tuple(
        record_link(here, Key(type="source", id=bare_id(reference)), site)
        for reference in references
        if bare_id(reference) in sources
    )
