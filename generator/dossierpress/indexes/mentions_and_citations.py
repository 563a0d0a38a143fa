"""The indexes of mentions and citations: where entities appear, and what relies on each source.

Gets the texts of all published records, gives the tables of entities (where each appears, and with
which others) and of sources (bibliographies, uses, reliances). Each text says whom it names and
cites; the places in it are decoded when somebody asks for the mentions of a record, or for the
citations of a source.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Note, first_notes, first_words
from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import OnDemand, map_values
from dossierpress.links.linked_text import LinkedText
from dossierpress.model.content import Record
from dossierpress.model.site import (
    BibliographyEntry,
    Companion,
    Declaration,
    Mention,
    PlacesIn,
    Reliance,
    SourceCitation,
)
from dossierpress.records.facets import PARTY
from dossierpress.records.listing import group
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter, DeclaredSource
from dossierpress.schema.source import SourceMatter

_Found = TypeVar("_Found", Key, str)
_Place = TypeVar("_Place", Mention, SourceCitation)


class Appearances(Struct, frozen=True, kw_only=True):
    """The tables of entities, as `Site` has them."""

    mentions_of: Mapping[Key, tuple[Mention, ...]]
    mentioned_in: Mapping[Key, tuple[PlacesIn, ...]]
    declarations_of: Mapping[str, tuple[Declaration, ...]]
    appearances: Mapping[str, tuple[str, ...]]
    companions: Mapping[str, tuple[Companion, ...]]
    named_together: Mapping[str, tuple[tuple[str, ...], ...]]


def index_mentions(
    texts: Mapping[Key, LinkedText],
    articles: Mapping[str, ArticleMatter],
    entities: Sequence[str],
) -> Appearances:
    """Make the tables of entities.

    Args:
        texts: The texts of the records, in the order of the site.
        articles: Front matter as published, by id, in order.
        entities: Ids of entities, in order.
    """
    declarations = [
        Declaration(article=article, entity=entity.id, role=entity.role)
        for article, matter in articles.items()
        for entity in matter.entities
    ]
    cast: dict[str, dict[str, None]] = {article: {} for article in articles}
    for declaration in declarations:
        cast[declaration.article][declaration.entity] = None
    for article, ids in cast.items():
        for target, *_ in texts[Key(type="article", id=article)].mentioned:
            if target.type == "entity":
                ids[target.id] = None
    mentioned_in = _found_in((key, text.mentioned) for key, text in texts.items())
    # A text that mentions nobody is not read for that.
    by_target = map_values(
        texts,
        lambda text: group((one.target, one) for one in text.mentions) if text.mentioned else {},
    )
    appearances = group((entity, article) for article, ids in cast.items() for entity in ids)
    rank = {entity: number for number, entity in enumerate(entities)}
    return Appearances(
        mentions_of=_places(mentioned_in, by_target),
        mentioned_in=mentioned_in,
        declarations_of=group((declaration.entity, declaration) for declaration in declarations),
        appearances=appearances,
        companions=OnDemand(
            rank, lambda entity: _companions(entity, appearances.get(entity, ()), cast, rank)
        ),
        named_together=OnDemand(
            articles, lambda id_: texts[Key(type="article", id=id_)].named_together
        ),
    )


def _found_in(
    texts: Iterable[tuple[Key, tuple[tuple[_Found, int, bytes], ...]]],
) -> dict[_Found, tuple[PlacesIn, ...]]:
    """What is mentioned or cited -> in which texts it is, in order; see `LinkedText`."""
    return group(
        (found, PlacesIn(record=record, times=times, stamp=stamp))
        for record, counted in texts
        for found, times, stamp in counted
    )


def _places(
    found_in: Mapping[_Found, tuple[PlacesIn, ...]],
    by_record: Mapping[Key, Mapping[_Found, tuple[_Place, ...]]],
) -> Mapping[_Found, tuple[_Place, ...]]:
    """What is mentioned or cited -> its places in all texts, which are decoded when they are asked.

    Args:
        found_in: What is mentioned or cited -> in which texts it is, in order.
        by_record: Record -> the places in its text.
    """
    return OnDemand(
        found_in,
        lambda found: tuple(
            place for one in found_in[found] for place in by_record[one.record][found]
        ),
    )


def _companions(
    entity: str,
    articles: Sequence[str],
    cast: Mapping[str, Mapping[str, None]],
    rank: Mapping[str, int],
) -> tuple[Companion, ...]:
    """The companions of one entity.

    Args:
        entity: Whose companions are wanted.
        articles: The articles that it appears in.
        cast: Article -> the entities that appear in it.
        rank: Entity -> its place in the order of the site.
    """
    together: Counter[str] = Counter()
    for article in articles:
        together.update(cast[article].keys())
    del together[entity]
    return tuple(
        Companion(entity=other, articles=count) for other, count in _most_often(together, rank)
    )


def _most_often(counts: Counter[str], rank: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sort by count, then by the order of the site."""
    others = sorted(counts, key=rank.__getitem__)
    others.sort(key=counts.__getitem__, reverse=True)
    return [(other, counts[other]) for other in others]


class Citations(Struct, frozen=True, kw_only=True):
    """The tables of sources, as `Site` has them."""

    bibliographies: Mapping[Key, tuple[BibliographyEntry, ...]]
    citations_of: Mapping[str, tuple[SourceCitation, ...]]
    cited_in: Mapping[str, tuple[PlacesIn, ...]]
    uses_of: Mapping[str, tuple[tuple[str, DeclaredSource], ...]]
    relies_on: Mapping[str, tuple[Reliance, ...]]
    relied_on_by: Mapping[str, tuple[Reliance, ...]]


def index_citations(
    texts: Mapping[Key, LinkedText], articles: Mapping[str, ArticleMatter]
) -> Citations:
    """Make the tables of sources.

    Args:
        texts: The texts of the records, in the order of the site.
        articles: Front matter as published, by id.
    """
    reliances = [
        Reliance(source=use.id, cited=other, article=article)
        for article, matter in articles.items()
        for use in matter.sources
        for other in dict.fromkeys(use.cites)
    ]
    cited_in = _found_in((key, text.cited) for key, text in texts.items())
    by_source = map_values(
        texts,
        lambda text: group((one.source, one) for one in text.citations) if text.cited else {},
    )
    declared = {
        record: articles[record.id].sources if record.type == "article" else () for record in texts
    }
    return Citations(
        bibliographies=OnDemand(
            dict.fromkeys(key for key, text in texts.items() if text.cited or declared[key]),
            lambda record: _bibliography(record, by_source[record], declared[record]),
        ),
        citations_of=_places(cited_in, by_source),
        cited_in=cited_in,
        uses_of=group(
            (use.id, (article, use))
            for article, matter in articles.items()
            for use in matter.sources
        ),
        relies_on=group((reliance.source, reliance) for reliance in reliances),
        relied_on_by=group((reliance.cited, reliance) for reliance in reliances),
    )


def _bibliography(
    key: Key,
    by_source: Mapping[str, tuple[SourceCitation, ...]],
    declared: Sequence[DeclaredSource],
) -> tuple[BibliographyEntry, ...]:
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
    """Report circles of sources that publish one another, each circle once."""
    publisher = {
        key: found
        for key, record in records
        if isinstance(record.matter, SourceMatter) and record.matter.publisher
        if (found := find_record(register, read_reference(record.matter.publisher), PARTY))
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
