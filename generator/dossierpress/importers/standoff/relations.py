"""Relations in articles -> `relations:` of the entity that they start from."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dossierpress.importers.report import NotRepresented
from dossierpress.importers.site_settings import is_symmetric, relation_id
from dossierpress.importers.standoff.form import ArticleShape, RelationShape, StandOff
from dossierpress.importers.standoff.registry import Registry, one_line, title_of

_TELLINGS = 3
"""Places that a note names before it counts the rest."""


class EntityRelations(Struct, frozen=True, kw_only=True):
    """The relations between entities."""

    by_entity: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Id in the dossier -> items of its `relations:`."""
    types: tuple[str, ...]
    not_represented: tuple[NotRepresented, ...]


def collect_relations(data: StandOff, registry: Registry) -> EntityRelations:
    """Relations with a named entity at both ends; equal ones of several articles are merged.

    There is one for each source, so that a page can show the source of each relation.
    """
    found: dict[tuple[str, str, str, str | None], list[str]] = {}
    left: list[NotRepresented] = []
    for article in data.articles:
        source = registry.sources.get(article.source or "")
        for relation in article.relations:
            objection = _objection_to_relation(relation, registry)
            if objection:
                left.append(_left_out(relation, objection))
                continue
            here = registry.entities[relation.source or ""]
            there = registry.entities[relation.target or ""]
            type_ = relation_id(relation.type)
            if is_symmetric(type_):
                here, there = sorted((here, there))
            tellings = found.setdefault((here, type_, there, source), [])
            tellings.append(_telling(article, relation))
    by_entity = defaultdict(list)
    for (here, type_, there, source), tellings in found.items():
        item: dict[str, Any] = {"type": type_, "to": there}
        if source:
            item["source"] = source
        item["note"] = _note_of_tellings(tellings)
        item["review"] = "open"
        by_entity[here].append(item)
    return EntityRelations(
        by_entity={id_: tuple(items) for id_, items in by_entity.items()},
        types=tuple(sorted({type_ for _, type_, _, _ in found})),
        not_represented=tuple(left),
    )


def _objection_to_relation(relation: RelationShape, registry: Registry) -> str | None:
    for end, name in ((relation.source, "source"), (relation.target, "target")):
        if not end:
            return f"the data names no {name}"
        if end not in registry.listed:
            return f"its {name} is not in the list of entities"
        if end not in registry.entities:
            return f"its {name} has no name of its own"
    if relation.source == relation.target:
        return "both ends are the same entity"
    return None


def _left_out(relation: RelationShape, reason: str) -> NotRepresented:
    ends = (
        relation.source_text or relation.source or "nobody",
        relation.target_text or relation.target or "nobody",
    )
    what = f"{ends[0]} — {relation.type} — {ends[1]}"
    return NotRepresented(
        thing="relation", where=relation.where, what=one_line(what), reason=reason
    )


def _telling(article: ArticleShape, relation: RelationShape) -> str:
    description = f"“{title_of(article)}”"
    words = one_line(relation.evidence.text or "") if relation.evidence else ""
    if words:
        description += f": “{words}”"
    if relation.confidence is not None and relation.confidence < 1:
        description += f" (confidence {relation.confidence:.2f})"
    return description


def _note_of_tellings(tellings: list[str]) -> str:
    distinct = list(dict.fromkeys(tellings))
    more = len(distinct) - _TELLINGS
    shown = "; ".join(distinct[:_TELLINGS])
    return f"{shown}; and {more} more" if more > 0 else shown
