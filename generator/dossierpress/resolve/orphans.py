"""What is published and leads nowhere: for a report to the author, not for the pages."""

from dossierpress.model.site import Key, Site


def orphans(site: Site) -> tuple[Key, ...]:
    """Find entities that no text speaks of, and sources that nothing rests on.

    A relation to another entity does not count as being spoken of: it stands on no page but
    those of the two.

    Returns:
        Keys in the order of the site, entities first.
    """
    mentioned = site.mentions_of.keys()
    return (
        *(
            key
            for key in (Key(type="entity", id=id_) for id_ in site.entities)
            if key not in mentioned and key.id not in site.declarations_of
        ),
        *(
            key
            for key in (Key(type="source", id=id_) for id_ in site.sources)
            if key not in mentioned and key.id not in _used_sources(site)
        ),
    )


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
