"""What is published and leads nowhere: for a report to the author, not for the pages."""

from collections.abc import Iterator

from dossierpress.model.annotations import led_to
from dossierpress.model.key import Key, party_key
from dossierpress.model.site import Site


def orphans(site: Site) -> tuple[Key, ...]:
    """Find entities that no text and no claim speaks of, and sources that nothing rests on.

    A relation to another entity does not count as being spoken of: it stands on no page but
    those of the two.

    Returns:
        Keys in the order of the site, entities first.
    """
    mentioned = {*site.mentions_of, *_said_of_passages(site), *_bearers(site)}
    used = _used_sources(site)
    return (
        *(
            key
            for key in (Key(type="entity", id=id_) for id_ in site.entities)
            if key not in mentioned
            and key.id not in site.declarations_of
            and key.id not in site.claims.about
            and key not in site.claims.standings
        ),
        *(
            key
            for key in (Key(type="source", id=id_) for id_ in site.sources)
            if key not in mentioned and key.id not in used and key not in site.claims.standings
        ),
    )


def _said_of_passages(site: Site) -> Iterator[Key]:
    """Records that annotations name, and those who speak or are spoken to in quotations."""
    for notes in site.annotations.notes.values():
        for note in notes:
            yield from led_to(note)
    for quotations in site.annotations.quotations.values():
        for one in quotations:
            parties = (one.speaker, *one.addressees, one.worded_by)
            yield from (party for party in parties if isinstance(party, Key))


def _bearers(site: Site) -> Iterator[Key]:
    """Those whose names for an entity its page shows."""
    for entity in site.entities.values():
        matter = entity.matter
        for name in (*matter.aliases, *matter.former_names, *matter.weak_aliases):
            if name.bearer is not None:
                yield party_key(name.bearer)


def _used_sources(site: Site) -> set[str]:
    used = {*site.citations_of, *site.uses_of, *site.relied_on_by, *site.documents_of}
    used |= {
        article.matter.origin.source for article in site.articles.values() if article.matter.origin
    }
    used |= {
        relation.source
        for relations in site.relations.values()
        for relation in relations
        if relation.source
    }
    return used
