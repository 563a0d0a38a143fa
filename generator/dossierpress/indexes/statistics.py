"""Statistics of the published dossier: articles with claims and notes, and how sources are used."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.model.site import Site

_LISTED = 12
"""Sources in the table of the most used ones."""


class SourceUse(Struct, frozen=True, kw_only=True, gc=False):
    """How much of the dossier rests on one source."""

    source: str
    name: str
    articles: int
    """Articles that declare or cite it, or were first published there."""
    claims: int
    """Claims in which it speaks or is cited."""
    knows: int
    """Claims for which it says how it knows."""
    rests: int
    """Claims of which it is a certain origin."""
    may_rest: int
    """Claims of which it may be an origin, since it does not say how it knows."""
    alone: int
    """Claims of which it is the only origin."""


class Statistics(Struct, frozen=True, kw_only=True, gc=False):
    """The published dossier in numbers."""

    articles: int
    with_claims: int
    """Articles with a claim."""
    with_notes: int
    """Articles with at least one annotation."""
    with_quotations: int
    annotations: tuple[tuple[str, int], ...]
    """(type, how many), most first."""
    quotations: int
    claims: int
    reports: int
    statuses: tuple[tuple[str, int], ...]
    """(status, number of claims), most first; `not judged` for claims without a status."""
    marks: tuple[tuple[str, int], ...]
    """(mark, number of claims), most first."""
    origins: tuple[tuple[int, int, int], ...]
    """(low end of origins, high end, number of claims), fewest first.
    Assessments and predictions have none and are left out."""
    entities: int
    unmentioned: int
    """Entities that no text and no claim names."""
    left_out: int
    """Entities that have no page, since nothing published leads to them."""
    sources: int
    unused: int
    """Sources that nothing uses."""
    by_source: tuple[SourceUse, ...]
    """The sources with most claims."""


def count_dossier(site: Site, unused: tuple[Key, ...]) -> Statistics:
    """Count what is published.

    Args:
        site: As it is published.
        unused: Records that nothing else uses; see `notices.unused_records`.
    """
    claims = tuple(site.claims.by_id.values())
    notes = [one for noted in site.annotations.notes.values() for one in noted]
    return Statistics(
        articles=len(site.articles),
        with_claims=sum(bool(ids) for ids in site.claims.carried_by.values()),
        with_notes=sum(bool(noted) for noted in site.annotations.notes.values()),
        with_quotations=sum(bool(said) for said in site.annotations.quotations.values()),
        annotations=_most(Counter(one.written.type for one in notes)),
        quotations=sum(len(said) for said in site.annotations.quotations.values()),
        claims=len(claims),
        reports=sum(len(claim.reports) for claim in claims),
        statuses=_most(
            Counter(claim.status.is_ if claim.status else "not judged" for claim in claims)
        ),
        marks=_most(Counter(mark for claim in claims for mark in claim.marks)),
        origins=_origins(claims),
        entities=len(site.entities),
        unmentioned=sum(key.type == "entity" for key in unused),
        left_out=len(site.left_out),
        sources=len(site.sources),
        unused=sum(key.type == "source" for key in unused),
        by_source=_by_source(site),
    )


def _origins(claims: Sequence[Claim]) -> tuple[tuple[int, int, int], ...]:
    bounds = Counter(
        (claim.asserted.least, claim.asserted.most) for claim in claims if claim.is_counted
    )
    return tuple((low, high, number) for (low, high), number in sorted(bounds.items()))


def _by_source(site: Site) -> tuple[SourceUse, ...]:
    rows = []
    for id_, source in site.sources.items():
        standing = site.claims.standings.get(Key(type="source", id=id_))
        cited = {one.record.id for one in site.citations_of.get(id_, ()) if _in_article(one.record)}
        cited |= {article for article, _ in site.uses_of.get(id_, ())}
        cited |= {
            article.id
            for article in site.articles.values()
            if article.matter.origin and article.matter.origin.source == id_
        }
        rows.append(
            SourceUse(
                source=id_,
                name=source.matter.name[0].text,
                articles=len(cited),
                claims=len(standing.claims) if standing else 0,
                knows=sum(number for _, number in standing.knows) if standing else 0,
                rests=len(standing.rests_on_it) if standing else 0,
                may_rest=len(standing.may_rest_on_it) if standing else 0,
                alone=len(standing.alone) if standing else 0,
            )
        )
    rows.sort(key=lambda row: (-row.claims, -row.articles, row.source))
    return tuple(rows[:_LISTED])


def _in_article(record: Key) -> bool:
    return record.type == "article"


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
