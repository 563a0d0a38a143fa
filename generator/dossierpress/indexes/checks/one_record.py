"""Check one record against the others: references, types, media.

A newspaper and the company that owns it often share an id. Where both types are allowed, the id
alone is an error (`ref-ambiguous-id`). Where only one is allowed, that one is meant, and the
reference is reported (`check_two_kinds`) unless the key says which type it is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.claims.checks.dates import check_status
from dossierpress.indexes import cross_references, relations
from dossierpress.indexes.captures import check_media
from dossierpress.indexes.checks.access import check_access
from dossierpress.indexes.checks.duplicates import declared_twice
from dossierpress.kernel.diagnostics import Diagnostic, Offer, Span, first_notes, problem
from dossierpress.kernel.key import Key
from dossierpress.links.text_context import LinkType, Subject
from dossierpress.model.content import Record
from dossierpress.records.facets import PARTY, SOURCE, WITH_ARTICLE
from dossierpress.records.references import Reference, ReferenceAdvice, find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter

_SAYS_THE_KIND = {"source", "sources", "entities", "not_same_as"}
"""Keys that imply the type of their values; `not_same_as` implies the type of its record."""


def check_two_kinds(
    record: Record, reference: Reference, meant: Key, register: Register
) -> Diagnostic | None:
    """Report a plain id that means one of a source and an entity, where both have it.

    Args:
        record: The record with the reference.
        reference: The reference.
        meant: The record that it means.
        register: All records.
    """
    target = reference.target
    if target.type is not None or meant.type not in PARTY or _says_the_kind(reference):
        return None
    others = [
        register.former.get(key, key)
        for type_ in PARTY
        for key in [Key(type=type_, id=target.id)]
        if type_ != meant.type
        and (key in register.by_id.get(target.id, ()) or key in register.former)
    ]
    if not others:
        return None
    typed = f"{meant.type}:{target.id}"
    here, there = WITH_ARTICLE[meant.type], WITH_ARTICLE[others[0].type]
    return problem(
        "ref-two-kinds",
        record.path,
        reference.span(record),
        f"`{target.id}` means {here} here, and is the id of {there} as well",
        Offer((typed,), f"if that is meant, write `{typed}`"),
        first_notes([meant, *others], register.defined),
    )


def _says_the_kind(reference: Reference) -> bool:
    if isinstance(reference.place, Span):
        return True  # `[@id]` and `{entity=id}`; a wikilink that could mean both is an error
    keys = [step for step in reference.place if isinstance(step, str) and step != "id"]
    return keys[-1] in _SAYS_THE_KIND


class Rules(Struct, frozen=True, kw_only=True):
    """What records are checked against."""

    register: Register
    advice: ReferenceAdvice
    reference_types: Mapping[str, LinkType]
    relation_types: Mapping[str, LinkType]
    archives: Collection[str]
    """Hosts of the desk's own web archives."""


def check_record(
    subject: Subject, references: Sequence[tuple[Reference, Key | None]], rules: Rules
) -> Iterator[Diagnostic]:
    """Report unknown references and types, missing media and duplicates.

    Args:
        subject: The record.
        references: All its references, with the records that they mean.
        rules: What it is checked against.
    """
    record, register = subject.record, rules.register
    for reference, key in references:
        problem = (
            rules.advice.explain(record, reference)
            if key is None
            else check_two_kinds(record, reference, key, register)
        )
        if problem is not None:
            yield problem
    for statement in cross_references.statements(subject.key, record, references, register):
        wrong = cross_references.check_cross_reference(record, statement, rules.reference_types)
        if wrong is not None:
            yield wrong
    yield from cross_references.misplaced(record, references)
    yield from relations.check_relations(record, register, rules.relation_types)
    yield from _names_itself(subject, register)
    yield from check_media(record, register)
    yield from check_access(record, register, rules.archives)
    yield from declared_twice(record, register)
    yield from check_status(record)


def _names_itself(subject: Subject, register: Register) -> Iterator[Diagnostic]:
    """Report records that refer to themselves in `not_same_as`, or as their own source."""
    record, matter = subject.record, subject.record.matter
    if isinstance(matter, EntityMatter | SourceMatter):
        for number, other in enumerate(matter.not_same_as):
            if find_record(register, read_reference(other), (subject.key.type,)) == subject.key:
                yield subject.problem(
                    "ref-self-reference",
                    record.locate("not_same_as", number),
                    f"`{record.id}` is told apart from itself",
                    "name the one that it could be taken for",
                )
    yield from _rests_on_itself(subject, register)


def _rests_on_itself(subject: Subject, register: Register) -> Iterator[Diagnostic]:
    record, matter = subject.record, subject.record.matter
    if isinstance(matter, EntityMatter):
        for number, value in enumerate(matter.properties):
            named = value.type in ("entity", "place")
            if (
                named
                and find_record(register, read_reference(value.value), ("entity",)) == subject.key
            ):
                yield subject.problem(
                    "ref-self-reference",
                    record.locate("properties", number, "value"),
                    f"`{record.id}` is given as `{value.name}` of itself",
                    "name another, or delete the line",
                )
    elif isinstance(matter, ArticleMatter):
        for number, use in enumerate(matter.sources):
            source = find_record(register, read_reference(use.id), SOURCE)
            for cited, text in enumerate(use.cites):
                if (
                    source is not None
                    and find_record(register, read_reference(text), SOURCE) == source
                ):
                    yield subject.problem(
                        "ref-self-reference",
                        record.locate("sources", number, "cites", cited),
                        f"`{source.id}` cites itself",
                        "name the source on whose word it reports",
                    )
