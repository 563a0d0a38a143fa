"""Relations between entities, grouped by type."""

from typing import Literal, cast

from dossierpress.kernel.key import Key
from dossierpress.model.site import EntityRelation
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import link_if_published, record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.entity import RelationGroup, RelationShown
from dossierpress.records.listing import group


def relation_groups(here: str, entity: str, site: TrackedSite) -> tuple[RelationGroup, ...]:
    """The relations of an entity, both ways; types in the order in which they first occur."""
    found = site.records.relations.get(entity, ())
    by_type = group((one.type, one) for one in found)
    return tuple(_relation_group(here, type_, rows, site) for type_, rows in by_type.items())


def _relation_group(
    here: str, type_: str, relations: tuple[EntityRelation, ...], site: TrackedSite
) -> RelationGroup:
    return RelationGroup(
        type=type_,
        label=site.word("relation", relations[0].label),
        relations=tuple(_relation(here, one, site) for one in relations),
    )


def _relation(here: str, relation: EntityRelation, site: TrackedSite) -> RelationShown:
    return RelationShown(
        entity=record_link(here, Key(type="entity", id=relation.there), site),
        role=relation.role,
        since=date_if_known(relation.from_, site),
        until=date_if_known(relation.until, site),
        source=link_if_published(here, "source", relation.source, site),
        confidence=cast("Literal['high', 'medium', 'low'] | None", relation.confidence),
        note=relation.note,
        stated=relation.stated,
    )
