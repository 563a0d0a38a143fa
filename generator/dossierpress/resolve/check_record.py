"""What can be wrong with one record, seen from the others."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.key import Key
from dossierpress.resolve import cross_reference, relate
from dossierpress.resolve.check_access import check_access
from dossierpress.resolve.check_status import check_status
from dossierpress.resolve.doubles import declared_twice
from dossierpress.resolve.link_types import LinkType
from dossierpress.resolve.media import check_media
from dossierpress.resolve.record_types import SOURCE
from dossierpress.resolve.reference import Advice, Reference, find, read
from dossierpress.resolve.register import Register
from dossierpress.resolve.surroundings import Subject
from dossierpress.resolve.two_kinds import two_kinds
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter


class Rules(Struct, frozen=True, kw_only=True):
    """What records are checked against."""

    register: Register
    advice: Advice
    reference_types: Mapping[str, LinkType]
    relation_types: Mapping[str, LinkType]
    archives: Collection[str]
    """Hosts of the desk's own web archives."""


def check_record(
    subject: Subject, references: Sequence[tuple[Reference, Key | None]], rules: Rules
) -> Iterator[Diagnostic]:
    """Report unknown references and types, missing media and doubles.

    Args:
        subject: The record.
        references: Every place where it names a record by id, and which record that is.
        rules: What it is checked against.
    """
    record, register = subject.record, rules.register
    for reference, key in references:
        problem = (
            rules.advice.explain(record, reference)
            if key is None
            else two_kinds(record, reference, key, register)
        )
        if problem is not None:
            yield problem
    for statement in cross_reference.statements(subject.key, record, references, register):
        wrong = cross_reference.check(record, statement, rules.reference_types)
        if wrong is not None:
            yield wrong
    yield from cross_reference.misplaced(record, references)
    yield from relate.check(record, register, rules.relation_types)
    yield from _names_itself(subject, register)
    yield from check_media(record, register)
    yield from check_access(record, register, rules.archives)
    yield from declared_twice(record, register)
    yield from check_status(record)


def _names_itself(subject: Subject, register: Register) -> Iterator[Diagnostic]:
    """Report records told apart from themselves, and those that rest on themselves."""
    record, matter = subject.record, subject.record.matter
    if isinstance(matter, EntityMatter | SourceMatter):
        for number, other in enumerate(matter.not_same_as):
            if find(register, read(other), (subject.key.type,)) == subject.key:
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
            if named and find(register, read(value.value), ("entity",)) == subject.key:
                yield subject.problem(
                    "ref-self-reference",
                    record.locate("properties", number, "value"),
                    f"`{record.id}` is given as `{value.name}` of itself",
                    "name another, or delete the line",
                )
    elif isinstance(matter, ArticleMatter):
        for number, use in enumerate(matter.sources):
            source = find(register, read(use.id), SOURCE)
            for cited, text in enumerate(use.cites):
                if source is not None and find(register, read(text), SOURCE) == source:
                    yield subject.problem(
                        "ref-self-reference",
                        record.locate("sources", number, "cites", cited),
                        f"`{source.id}` cites itself",
                        "name the source on whose word it reports",
                    )
