"""The index of claims: each with its reports, origins and marks, and tables over all of them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.claims.contradictions import Within, places_around, relate_claims
from dossierpress.claims.counting import (
    Counting,
    count_asserted,
    counting_by,
    reporting,
    suspicions,
)
from dossierpress.claims.namings import namings
from dossierpress.claims.reports import reports_of
from dossierpress.claims.source_statistics import quoting, source_statistics
from dossierpress.claims.withdrawals import losses
from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import OnDemand
from dossierpress.links.names.name_index import NameIndex
from dossierpress.model.claims import Claim, ClaimRelation, Claims
from dossierpress.model.linked_body import LinkedBody
from dossierpress.model.site import EntityRelation, Mention
from dossierpress.provenance.circles import circles
from dossierpress.provenance.origins import Origins
from dossierpress.provenance.statements import Statement
from dossierpress.records.listing import first_said, group
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import COUNTED_KINDS, ClaimKind, ClaimMatter
from dossierpress.schema.glossary import Mark
from dossierpress.schema.source import SourceMatter


class ClaimSources(Struct, frozen=True, kw_only=True):
    """The published records that claims need; all references are plain ids that exist."""

    claims: Mapping[str, ClaimMatter]
    """By id, in the order in which they are listed."""
    articles: Mapping[str, ArticleMatter]
    sources: Mapping[str, SourceMatter]
    entities: Collection[str]
    relations: Mapping[str, Sequence[EntityRelation]]
    """Entity id -> its relations."""
    stand_ins: Collection[str]
    """Words that stand for private records."""
    mentions_in: Callable[[str], Sequence[Mention]]
    """Gives the mentions in the text of an article."""
    names: NameIndex
    """Names of all entities that may be named."""
    lang: str
    """Language of the site."""
    most_compared: int
    """Claims on one subject and aspect whose values are compared, at most."""
    path_of: Callable[[Key], str]
    body_of: Callable[[Key], LinkedBody]


def index_claims(published: ClaimSources) -> Claims:
    """Make the index of the published claims."""
    carried = {
        id_: tuple(dict.fromkeys(one.id for one in matter.claims))
        for id_, matter in published.articles.items()
        if matter.claims
    }
    articles_of = group((claim, id_) for id_, ids in carried.items() for claim in ids)
    related = relate_claims(
        published.claims,
        published.most_compared,
        places_of_claims(published.claims.values(), published.relations),
    )
    counted = counting_by(published.sources)
    made = {
        id_: _claim(id_, published, counted, related.get(id_, ()), articles_of.get(id_, ()))
        for id_ in published.claims
    }
    return Claims(
        by_id=made,
        about=group((entity, one.id) for one in made.values() for entity in _spoken_of(one.matter)),
        carried_by=carried,
        standings=source_statistics(made.values()),
        losses=OnDemand(made, lambda id_: tuple(losses(made[id_], counted).items())),
        quoting=quoting(made.values()),
        namings={
            entity: known
            for entity, known in namings(
                made.values(),
                published.articles,
                published.mentions_in,
                published.names,
                published.lang,
            ).items()
            if entity in published.entities
        },
    )


def places_of_claims(
    matters: Iterable[ClaimMatter], relations: Mapping[str, Sequence[EntityRelation]]
) -> Within:
    """Find what contains the places that are values of claims."""
    named = (matter.value.place for matter in matters if matter.value and matter.value.place)
    return places_around(named, relations)


def _claim(
    id_: str,
    published: ClaimSources,
    counted: Counting,
    relations: tuple[ClaimRelation, ...],
    articles: tuple[str, ...],
) -> Claim:
    matter = published.claims[id_]
    key = Key(type="claim", id=id_)
    reports = reports_of(matter, published.sources, published.stand_ins)
    statements = [one.statement for one in reports]
    suspected = suspicions(matter, reports, published.stand_ins)
    first = first_said(matter)
    asserted, parts = count_asserted(
        reports, dict(enumerate(statements)), counted, suspected, first
    )
    denying = [
        one.statement
        for one in reports
        if one.stance == "denies" and not one.stub and one.written.part is None
    ]
    return Claim(
        id=id_,
        path=published.path_of(key),
        matter=matter,
        body=published.body_of(key),
        reports=reports,
        asserted=asserted,
        parts=parts,
        reporting=reporting(reports),
        suspicions=suspected,
        denied=counted.count(denying, suspected, first),
        circles=circles(statements),
        status=matter.status[-1] if matter.status else None,
        marks=tuple(_marks(matter.kind, statements, asserted)),
        relations=relations,
        articles=articles,
        first_said=first,
    )


def _spoken_of(matter: ClaimMatter) -> Iterable[str]:
    place = matter.value.place if matter.value else None
    return dict.fromkeys((*matter.about, place) if place else matter.about)


def _marks(kind: ClaimKind, statements: Sequence[Statement], asserted: Origins) -> Iterator[Mark]:
    stances = {one.stance for one in statements}
    if "asserts" not in stances:
        yield "unsourced"
    elif kind in COUNTED_KINDS:
        yield from _marks_of_origins(kind, statements, asserted)
    if "denies" in stances:
        yield "denied"
    if "doubts" in stances:
        yield "doubted"
    if "denies" in stances:
        denying = {one.by for one in statements if one.stance == "denies"}
        if any(one in denying for origin in asserted.named for one in origin.parties):
            yield "denied-by-its-origin"


def _marks_of_origins(
    kind: ClaimKind, statements: Sequence[Statement], asserted: Origins
) -> Iterator[Mark]:
    # An announcement of one's own act needs no second origin.
    announced = kind == "act" and any(
        one.stance == "asserts" and one.basis == "official" for one in statements
    )
    if not asserted.certain and not asserted.unnamed:
        if asserted.silent:  # else no report counts, though some may say how they know
            yield "basis-not-stated"
    elif asserted.is_single and not announced:
        yield "single-origin"
    elif asserted.least == 1 and not announced:
        yield "perhaps-single-origin"
    if asserted.unnamed:
        yield "unnamed-origin"
