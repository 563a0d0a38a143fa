"""Relations between entities, grouped by what they say."""

from itertools import groupby
from typing import Literal, cast

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import link, link_if_published
from dossierpress.model.key import Key
from dossierpress.model.site import EntityRelation
from dossierpress.views.entity import RelationGroup, RelationShown


def relation_groups(here: str, entity: str, edition: Edition) -> tuple[RelationGroup, ...]:
    """The relations of an entity, both ways; types in the order in which they first occur."""
    found = edition.site.relations.get(entity, ())
    rank = {one.type: place for place, one in reversed(list(enumerate(found)))}
    grouped = groupby(sorted(found, key=lambda one: rank[one.type]), key=lambda one: one.type)
    return tuple(_group(here, type_, tuple(group), edition) for type_, group in grouped)


def _group(
    here: str, type_: str, relations: tuple[EntityRelation, ...], edition: Edition
) -> RelationGroup:
    return RelationGroup(
        type=type_,
        label=relations[0].label,
        relations=tuple(_relation(here, one, edition) for one in relations),
    )


def _relation(here: str, relation: EntityRelation, edition: Edition) -> RelationShown:
    return RelationShown(
        entity=link(here, Key(type="entity", id=relation.there), edition),
        role=relation.role,
        since=date_if_known(relation.from_, edition),
        until=date_if_known(relation.until, edition),
        source=link_if_published(here, "source", relation.source, edition),
        confidence=cast("Literal['high', 'medium', 'low'] | None", relation.confidence),
        note=relation.note,
        stated=relation.stated,
    )
