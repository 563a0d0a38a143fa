"""Typed relations between entities, each seen from both sides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, problem
from dossierpress.diagnostics.suggest import did_you_mean
from dossierpress.model.content import Record
from dossierpress.model.site import EntityRelation
from dossierpress.resolve.group import group
from dossierpress.resolve.link_types import LinkType
from dossierpress.resolve.record_types import ENTITY
from dossierpress.resolve.reference import find, read
from dossierpress.resolve.register import Register
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.parts import Relation


class Details(NamedTuple):
    """What is said of a relation beside its type."""

    role: str | None
    from_: str | None
    until: str | None
    source: str | None
    confidence: str | None
    note: str | None


class _Fact(Struct, kw_only=True):
    """A relation as one or both of its entities tell it."""

    here: str
    there: str
    type: LinkType
    """Seen from `here`."""
    details: Details
    stated_by: set[str]


def check(
    record: Record, register: Register, types: Mapping[str, LinkType]
) -> Iterator[Diagnostic]:
    """Say what is wrong with the types of relations, and with relations to oneself."""
    if not isinstance(record.matter, EntityMatter):
        return
    for number, relation in enumerate(record.matter.relations):
        there = find(register, read(relation.to), ENTITY)
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


def relate(
    entities: Mapping[str, EntityMatter], types: Mapping[str, LinkType]
) -> dict[str, tuple[EntityRelation, ...]]:
    """Make the relations of every entity, those of its own author first.

    What both entities say of each other is one relation, as long as the two do not disagree on
    a detail; what only one of them says, counts.

    Args:
        entities: Front matter that leads to published records only, by id.
        types: See `link_types`.
    """
    facts = _facts(entities, types)
    own = [
        (here, _seen(fact, here, types))
        for fact in facts
        for here in (fact.here, fact.there)
        if here in fact.stated_by
    ]
    inverse = [
        (there, _seen(fact, there, types))
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
            told = between.setdefault((here, relation.to, type_.name), [])
            details = _details(relation)
            if not _joins(told, here, details):
                fact = _Fact(
                    here=here, there=relation.to, type=type_, details=details, stated_by={here}
                )
                facts.append(fact)
                told.append(fact)
                between.setdefault((relation.to, here, type_.inverse), []).append(fact)
    return facts


def _joins(told: Iterable[_Fact], here: str, details: Details) -> bool:
    """Add what an entity says to what was said already; False where it is something new."""
    for fact in told:
        joined = _join(fact.details, details)
        if joined is not None and (here not in fact.stated_by or fact.details == details):
            fact.details = joined
            fact.stated_by.add(here)
            return True
    return False


def _join(one: Details, other: Details) -> Details | None:
    """All that two tellers say; None where they disagree."""
    for mine, theirs in zip(one, other, strict=True):
        if mine is not None and theirs is not None and mine != theirs:
            return None
    return Details._make(
        theirs if mine is None else mine for mine, theirs in zip(one, other, strict=True)
    )


def _details(relation: Relation) -> Details:
    return Details(
        relation.role,
        relation.from_,
        relation.until,
        relation.source,
        relation.confidence,
        relation.note,
    )


def _seen(fact: _Fact, here: str, types: Mapping[str, LinkType]) -> EntityRelation:
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
