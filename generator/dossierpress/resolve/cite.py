"""Bibliographies, and who uses and who relies on which source."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, Note, first_notes, first_words
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.model.site import BibliographyEntry, Reliance, SourceCitation
from dossierpress.resolve.group import group
from dossierpress.resolve.record_types import PARTY
from dossierpress.resolve.reference import find, read
from dossierpress.resolve.register import Register
from dossierpress.schema.article import ArticleMatter, DeclaredSource
from dossierpress.schema.source import SourceMatter


class Citations(Struct, frozen=True, kw_only=True):
    """The tables on sources, as `Site` has them."""

    bibliographies: Mapping[Key, tuple[BibliographyEntry, ...]]
    citations_of: Mapping[str, tuple[SourceCitation, ...]]
    uses_of: Mapping[str, tuple[tuple[str, DeclaredSource], ...]]
    relies_on: Mapping[str, tuple[Reliance, ...]]
    relied_on_by: Mapping[str, tuple[Reliance, ...]]


def cite(
    cited: Sequence[tuple[Key, Sequence[SourceCitation]]], articles: Mapping[str, ArticleMatter]
) -> Citations:
    """Make the tables.

    Args:
        cited: Every record with the citations in its text, in the order of the site.
        articles: Front matter that leads to published records only, by id.
    """
    bibliographies = {}
    for key, citations in cited:
        declared = articles[key.id].sources if key.type == "article" else ()
        entries = _bibliography(key, citations, declared)
        if entries:
            bibliographies[key] = entries
    reliances = [
        Reliance(source=use.id, cited=other, article=article)
        for article, matter in articles.items()
        for use in matter.sources
        for other in dict.fromkeys(use.cites)
    ]
    return Citations(
        bibliographies=bibliographies,
        citations_of=group(
            (citation.source, citation) for _, citations in cited for citation in citations
        ),
        uses_of=group(
            (use.id, (article, use))
            for article, matter in articles.items()
            for use in matter.sources
        ),
        relies_on=group((reliance.source, reliance) for reliance in reliances),
        relied_on_by=group((reliance.cited, reliance) for reliance in reliances),
    )


def _bibliography(
    key: Key, citations: Sequence[SourceCitation], declared: Sequence[DeclaredSource]
) -> tuple[BibliographyEntry, ...]:
    by_source = group((citation.source, citation) for citation in citations)
    uses: dict[str, DeclaredSource] = {}
    for use in declared:
        uses.setdefault(use.id, use)
    ids = dict.fromkeys([*by_source, *uses])
    return tuple(
        BibliographyEntry(
            record=key,
            source=id_,
            number=number,
            declared=uses.get(id_),
            citations=by_source.get(id_, ()),
        )
        for number, id_ in enumerate(ids, start=1)
    )


def publisher_cycles(
    records: Iterable[tuple[Key, Record]], register: Register
) -> tuple[Diagnostic, ...]:
    """Report sources that publish each other in a circle, once for each circle."""
    publisher = {
        key: found
        for key, record in records
        if isinstance(record.matter, SourceMatter) and record.matter.publisher
        if (found := find(register, read(record.matter.publisher), PARTY))
    }
    problems = []
    seen: set[Key] = set()
    for start in publisher:
        path: list[Key] = []
        key: Key | None = start
        while key is not None and key not in seen:
            seen.add(key)
            path.append(key)
            key = publisher.get(key)
        if key in path:
            problems.append(_cycle(path[path.index(key) :], register))
    return tuple(problems)


def _cycle(circle: Sequence[Key], register: Register) -> Diagnostic:
    record = register.records[circle[0]]
    if len(circle) == 1:
        message = f"`{circle[0].id}` is its own publisher"
    else:
        names = [f"`{key.id}`" for key in (*circle, circle[0])]
        chain = first_words(names, ", published by ")
        message = f"the publishers go round in a circle: {chain}"
    return Diagnostic(
        code="ref-publisher-cycle",
        path=record.path,
        span=record.locate("publisher"),
        message=message,
        hint="take `publisher` out of the one that nobody else publishes",
        notes=first_notes(circle[1:], lambda key: _named(register, key)),
    )


def _named(register: Register, key: Key) -> Note:
    record = register.records[key]
    return Note(
        message=f"`{key.id}` names its publisher",
        path=record.path,
        span=record.locate("publisher"),
    )
