"""Records that nothing in the dossier leads to."""

from collections.abc import Iterator

from dossierpress.kernel.key import Key
from dossierpress.model.site import Site

_NAMING_PROPERTIES = ("entity", "place")
"""Types of property whose values are ids of entities."""


def unreferenced_records(site: Site) -> tuple[Key, ...]:
    """Published records that no other record names, declares, cites or is related to.

    Articles count although lists show them: a reader who follows links does not find them. Plain
    pages are in the navigation.
    """
    keys = [Key(type="article", id=id_) for id_ in site.articles]
    keys += [Key(type="entity", id=id_) for id_ in site.entities]
    keys += [Key(type="source", id=id_) for id_ in site.sources]
    keys += [Key(type="claim", id=id_) for id_ in site.claims.by_id]
    return tuple(key for key in keys if not any(other != key for other in _leading_to(key, site)))


def _leading_to(key: Key, site: Site) -> Iterator[Key]:
    yield from (mention.record for mention in site.mentions_of.get(key, ()))
    for reference in site.cross_references.get(key, ()):
        yield reference.there
    if key.type == "claim":
        claim = site.claims.by_id[key.id]
        yield from (Key(type="article", id=article) for article in claim.articles)
        yield from (Key(type="claim", id=relation.there) for relation in claim.relations)
    for claim_id, _ in site.claims.standings[key].reports if key in site.claims.standings else ():
        yield Key(type="claim", id=claim_id)
    if key.type == "entity":
        yield from (Key(type="claim", id=one) for one in site.claims.about.get(key.id, ()))
        yield from _leading_to_entity(key.id, site)
    if key.type == "source":
        yield from _leading_to_source(key.id, site)


def _leading_to_entity(id_: str, site: Site) -> Iterator[Key]:
    for declaration in site.declarations_of.get(id_, ()):
        yield Key(type="article", id=declaration.article)
    for relation in site.relations.get(id_, ()):
        yield Key(type="entity", id=relation.there)
    for entity, other in site.entities.items():
        if any(
            one.type in _NAMING_PROPERTIES and one.value == id_ for one in other.matter.properties
        ):
            yield Key(type="entity", id=entity)
    for source, record in site.sources.items():
        if record.matter.owner == id_ or source in site.publications_of.get(id_, ()):
            yield Key(type="source", id=source)


def _leading_to_source(id_: str, site: Site) -> Iterator[Key]:
    yield from (citation.record for citation in site.citations_of.get(id_, ()))
    yield from (Key(type="article", id=article) for article, _ in site.uses_of.get(id_, ()))
    yield from (Key(type="source", id=one.source) for one in site.relied_on_by.get(id_, ()))
    yield from (Key(type="source", id=one) for one in site.documents_of.get(id_, ()))
    for article, record in site.articles.items():
        if record.matter.origin is not None and record.matter.origin.source == id_:
            yield Key(type="article", id=article)
    for entity, relations in site.relations.items():
        if any(relation.source == id_ for relation in relations):
            yield Key(type="entity", id=entity)
