"""The index of relations between entities, with checks.

A relation has a type and two directions: a statement by one side counts for the other, and
statements by both sides are one relation.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, problem
from dossierpress.kernel.diagnostics.hints import did_you_mean
from dossierpress.links.text_context import LinkType
from dossierpress.model.content import Record
from dossierpress.model.site import EntityRelation
from dossierpress.records.facets import ENTITY
from dossierpress.records.listing import group
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.shared_types import Relation


class RelationDetails(NamedTuple):
    """What an author says of a relation besides its type."""

    role: str | None
    from_: str | None
    until: str | None
    source: str | None
    confidence: str | None
    note: str | None


class _Fact(Struct, kw_only=True):
    """A relation that one or both of its entities state."""

    here: str
    there: str
    type: LinkType
    """The type in the direction from `here`."""
    details: RelationDetails
    stated_by: set[str]


def check_relations(
    record: Record, register: Register, types: Mapping[str, LinkType]
) -> Iterator[Diagnostic]:
    """Report wrong types of relations, and relations of an entity to itself."""
    if not isinstance(record.matter, EntityMatter):
        return
    for number, relation in enumerate(record.matter.relations):
        there = find_record(register, read_reference(relation.to), ENTITY)
        if there is not None and there.id == record.id:
            yield Diagnostic(
                code="ref-self-reference",
                path=record.path,
                span=record.locate("relations", number, "to"),
                message=f"`{record.id}` has a relation to itself",
                hint="name the other entity, or take the relation out",
            )
        if relation.type not in types:
            known = ", ".join(f"`{name}`" for name in types)
            yield problem(
                "ref-unknown-relation-type",
                record.path,
                record.locate("relations", number, "type"),
                f"there is no type of relation `{relation.type}`",
                did_you_mean(relation.type, types) or f"the types are {known}",
            )


def index_relations(
    entities: Mapping[str, EntityMatter], types: Mapping[str, LinkType]
) -> dict[str, tuple[EntityRelation, ...]]:
    """Make the relations of every entity, those that it states itself first.

    Statements by both entities are one relation, unless they disagree on a detail; a statement by
    only one of them counts.

    Args:
        entities: Front matter as published, by id.
        types: See `link_types`.
    """
    facts = _facts(entities, types)
    own = [
        (here, _relation_seen_from(fact, here, types))
        for fact in facts
        for here in (fact.here, fact.there)
        if here in fact.stated_by
    ]
    inverse = [
        (there, _relation_seen_from(fact, there, types))
        for fact in facts
        for there in (fact.here, fact.there)
        if there not in fact.stated_by
    ]
    return group([*own, *inverse])


def _facts(entities: Mapping[str, EntityMatter], types: Mapping[str, LinkType]) -> list[_Fact]:
    facts: list[_Fact] = []
    between: dict[tuple[str, str, str], list[_Fact]] = {}
    for here, matter in entities.items():
        for relation in matter.relations:
            type_ = types.get(relation.type)
            if type_ is None or relation.to == here:
                continue
            same_pair = between.setdefault((here, relation.to, type_.name), [])
            details = _details(relation)
            if not _joins(same_pair, here, details):
                fact = _Fact(
                    here=here, there=relation.to, type=type_, details=details, stated_by={here}
                )
                facts.append(fact)
                same_pair.append(fact)
                between.setdefault((relation.to, here, type_.inverse), []).append(fact)
    return facts


def _joins(facts: Iterable[_Fact], here: str, details: RelationDetails) -> bool:
    """Merge a statement into one of the relations; False if it disagrees with all of them."""
    for fact in facts:
        joined = _join(fact.details, details)
        if joined is not None and (here not in fact.stated_by or fact.details == details):
            fact.details = joined
            fact.stated_by.add(here)
            return True
    return False


def _join(one: RelationDetails, other: RelationDetails) -> RelationDetails | None:
    """The details of two statements together; None where they disagree."""
    for mine, theirs in zip(one, other, strict=True):
        if mine is not None and theirs is not None and mine != theirs:
            return None
    return RelationDetails._make(
        theirs if mine is None else mine for mine, theirs in zip(one, other, strict=True)
    )


def _details(relation: Relation) -> RelationDetails:
    return RelationDetails(
        relation.role,
        relation.from_,
        relation.until,
        relation.source,
        relation.confidence,
        relation.note,
    )


def _relation_seen_from(fact: _Fact, here: str, types: Mapping[str, LinkType]) -> EntityRelation:
    forward = here == fact.here
    type_ = fact.type if forward else types[fact.type.inverse]
    return EntityRelation(
        here=here,
        there=fact.there if forward else fact.here,
        type=type_.name,
        label=type_.label,
        stated=here in fact.stated_by,
        **fact.details._asdict(),
    )
