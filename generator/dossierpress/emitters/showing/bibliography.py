"""The list of sources that closes a page, and the anchors that lead there and back."""

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.access import cited_access
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import link, publisher_link
from dossierpress.model.key import Key, bare_id
from dossierpress.model.site import BibliographyEntry
from dossierpress.views.parts import BibliographyEntryShown, CitationPlace, RecordLink


def entry_anchor(number: int) -> str:
    """Id of an entry. Anchors of a body never have an underscore in them."""
    return f"source_{number}"


def bibliography(here: str, key: Key, edition: Edition) -> tuple[BibliographyEntryShown, ...]:
    """The sources of a record, cited ones first."""
    entries = edition.site.bibliographies.get(key, ())
    return tuple(_entry(here, entry, edition) for entry in entries)


def _entry(here: str, entry: BibliographyEntry, edition: Edition) -> BibliographyEntryShown:
    source = edition.site.sources[entry.source].matter
    declared = entry.declared
    return BibliographyEntryShown(
        anchor=entry_anchor(entry.number),
        number=entry.number,
        source=link(here, Key(type="source", id=entry.source), edition),
        authors=source.author,
        publisher=publisher_link(here, source, edition),
        published=date_if_known(source.published, edition),
        reliability=source.reliability,
        access=cited_access(here, declared, entry.source, edition),
        cites=() if declared is None else _cited(here, declared.cites, edition),
        places=tuple(
            CitationPlace(href=routes.relative(here, here, one.mark), locator=one.locator)
            for one in entry.citations
        ),
    )


def _cited(here: str, references: tuple[str, ...], edition: Edition) -> tuple[RecordLink, ...]:
    sources = edition.site.sources
    return tuple(
        link(here, Key(type="source", id=bare_id(reference)), edition)
        for reference in references
        if bare_id(reference) in sources
    )
