"""The indexes of cross-references between texts and relations between entities, with checks.

Both have types and two directions: a statement by one side counts for the other, and statements by
both sides are one relation.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span, problem
from dossierpress.kernel.diagnostics.diagnostic import did_you_mean
from dossierpress.kernel.escapes import behind_bar
from dossierpress.kernel.key import Key
from dossierpress.links.context import LinkType
from dossierpress.model.body import WikiLink
from dossierpress.model.content import Record
from dossierpress.model.site import CrossReference, EntityRelation
from dossierpress.records.facets import ENTITY, TEXT, WITH_ARTICLE
from dossierpress.records.listing import group
from dossierpress.records.references import Reference, find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.shared_types import Relation


class ReferenceStatement(NamedTuple):
    """A statement of an author that one text refers to another."""

    here: Key
    there: Key | None
    """None if the reference has no target, which is reported elsewhere; the type is checked too."""
    type: str
    note: str | None
    place: Span | tuple[str | int, ...]
    """Place of the reference."""
    type_place: Span | tuple[str | int, ...]
    link: WikiLink | None = None
    """The typed wikilink that it is; None in front matter."""


class StatedReference(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A valid statement."""

    there: Key
    type: str
    note: str | None


def statements(
    key: Key, record: Record, references: Iterable[tuple[Reference, Key | None]], register: Register
) -> Iterator[ReferenceStatement]:
    """The statements of an article or a page, from its front matter and its typed wikilinks."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        for number, reference in enumerate(matter.references):
            there = find_record(register, read_reference(reference.to), TEXT)
            steps = ("references", number)
            yield ReferenceStatement(
                key, there, reference.type, reference.note, (*steps, "to"), (*steps, "type")
            )
    if key.type not in TEXT:
        return
    for one, there in references:
        if one.relation is not None:
            type_place = one.link.relation_span if one.link else None
            yield ReferenceStatement(
                key, there, one.relation, None, one.place, type_place or one.place, one.link
            )


def misplaced(
    record: Record, references: Iterable[tuple[Reference, Key | None]]
) -> Iterator[Diagnostic]:
    """Report typed wikilinks in texts of entities and sources, which make no cross-reference."""
    if record.type in TEXT:
        return
    hint = "write it under `relations`" if record.type == "entity" else None
    for one, _ in references:
        if one.link is not None and one.relation is not None:
            plain = _plain(one.link)
            yield problem(
                "ref-misplaced-type",
                record.path,
                one.span(record),
                f"a typed link stands in the text of {WITH_ARTICLE[record.type]}",
                hint or plain,
            )


def check_cross_reference(
    record: Record, statement: ReferenceStatement, types: Mapping[str, LinkType]
) -> Diagnostic | None:
    """Return what is wrong with a cross-reference; None if it is valid."""
    hint: Hint
    if statement.there is not None and statement.there.type not in TEXT:
        code, place = "ref-wrong-type", statement.place
        message = (
            f"`{statement.there.id}` is {WITH_ARTICLE[statement.there.type]}; "
            "a typed link leads to an article or a page"
        )
        hint = _plain(statement.link) if statement.link else None
    elif statement.there == statement.here:
        code, place = "ref-self-reference", statement.place
        message = f"`{statement.here.id}` refers to itself"
        hint = "name the other text, or take the reference out"
    elif statement.type not in types:
        code, place = "ref-unknown-reference-type", statement.type_place
        message = f"there is no type of reference `{statement.type}`"
        hint = did_you_mean(statement.type, types) or _choice(types)
    else:
        return None
    span = place if isinstance(place, Span) else record.locate(*place)
    return problem(code, record.path, span, message, hint)


def _plain(link: WikiLink) -> Offer | None:
    """The same wikilink without its type."""
    target = f"{link.target.type}:{link.target.id}" if link.target.type else link.target.id
    fragment = f"#{link.fragment}" if link.fragment else ""
    label = behind_bar(link.label, in_cell=link.in_cell) if link.label else ""
    text = f"[[{target}{fragment}{label}]]"
    return Offer((text,), f"write `{text}`", link.whole)


def index_cross_references(
    stated: Iterable[tuple[Key, StatedReference]], types: Mapping[str, LinkType]
) -> dict[Key, tuple[CrossReference, ...]]:
    """Make the cross-references of every text, those of its own author first.

    Statements by the authors of both texts are one reference, stated on both sides.
    """
    notes: dict[tuple[Key, Key, str], dict[str, None]] = {}
    for here, one in stated:
        said = notes.setdefault((here, one.there, one.type), {})
        if one.note is not None:
            said[one.note] = None
    inverses = {
        (here, there, type_): (there, here, types[type_].inverse) for here, there, type_ in notes
    }
    seen = [
        _reference_seen_from(fact, types, notes[fact] or notes.get(inverse, ()), stated=True)
        for fact, inverse in inverses.items()
    ]
    seen += [
        _reference_seen_from(inverse, types, notes[fact], stated=False)
        for fact, inverse in inverses.items()
        if inverse not in notes
    ]
    return group((one.here, one) for one in seen)


def _reference_seen_from(
    fact: tuple[Key, Key, str],
    types: Mapping[str, LinkType],
    notes: Iterable[str],
    *,
    stated: bool,
) -> CrossReference:
    here, there, type_ = fact
    return CrossReference(
        here=here,
        there=there,
        type=type_,
        label=types[type_].label,
        note="; ".join(notes) or None,
        stated=stated,
    )


def _choice(types: Iterable[str]) -> str:
    return "the types are " + ", ".join(f"`{name}`" for name in types)


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
