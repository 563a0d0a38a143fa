"""Relations that articles tell -> `relations:` of the entities that they start from."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dossierpress.importers.registry import Registry, one_line, title_of
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.shapes import ArticleShape, RelationShape, StandOff
from dossierpress.importers.vocabulary import is_symmetric, relation_id

_TELLINGS = 3
"""Places that a note names before it counts the rest."""


class Relations(Struct, frozen=True, kw_only=True):
    """What the data says of entities among themselves."""

    by_entity: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Id in the dossier -> items of its `relations:`."""
    types: tuple[str, ...]
    not_represented: tuple[NotRepresented, ...]


def relate(data: StandOff, registry: Registry) -> Relations:
    """Relations with a named entity at both ends; what several articles tell alike is one.

    They are one for each source, so that a page can say on whose word each of them stands.
    """
    found: dict[tuple[str, str, str, str | None], list[str]] = {}
    left: list[NotRepresented] = []
    for article in data.articles:
        source = registry.sources.get(article.source or "")
        for relation in article.relations:
            objection = _objection(relation, registry)
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
        item["note"] = _note(tellings)
        item["review"] = "open"
        by_entity[here].append(item)
    return Relations(
        by_entity={id_: tuple(items) for id_, items in by_entity.items()},
        types=tuple(sorted({type_ for _, type_, _, _ in found})),
        not_represented=tuple(left),
    )


def _objection(relation: RelationShape, registry: Registry) -> str | None:
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
    told = f"“{title_of(article)}”"
    words = one_line(relation.evidence.text or "") if relation.evidence else ""
    if words:
        told += f": “{words}”"
    if relation.confidence is not None and relation.confidence < 1:
        told += f" (confidence {relation.confidence:.2f})"
    return told


def _note(tellings: list[str]) -> str:
    distinct = list(dict.fromkeys(tellings))
    more = len(distinct) - _TELLINGS
    shown = "; ".join(distinct[:_TELLINGS])
    return f"{shown}; and {more} more" if more > 0 else shown
