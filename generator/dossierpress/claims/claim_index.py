"""The index of claims: each with its reports, origins and marks, and tables over all of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from dossierpress.claims.contradictions import Within, places_around, relate_claims
from dossierpress.claims.counting import Counting, counting_by, reporting
from dossierpress.claims.known_then import known_then
from dossierpress.claims.namings import namings
from dossierpress.claims.source_statistics import quoting, source_statistics
from dossierpress.claims.weighing import weigh
from dossierpress.claims.withdrawals import losses
from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import OnDemand
from dossierpress.links.names.name_index import NameIndex
from dossierpress.model.claims import Claim, ClaimRelation, Claims
from dossierpress.model.linked_body import LinkedBody
from dossierpress.model.site import EntityRelation, Mention
from dossierpress.provenance.circles import circles
from dossierpress.records.listing import group
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
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
        known_then=OnDemand(
            made,
            lambda id_: known_then(
                published.claims[id_],
                lambda matter: weigh(matter, published.sources, published.stand_ins, counted),
            ),
        ),
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
    weighed = weigh(matter, published.sources, published.stand_ins, counted)
    reports = weighed.reports
    return Claim(
        id=id_,
        path=published.path_of(key),
        matter=matter,
        body=published.body_of(key),
        reports=reports,
        asserted=weighed.asserted,
        parts=weighed.parts,
        reporting=reporting(reports),
        suspicions=weighed.suspicions,
        denied=weighed.denied,
        circles=circles([one.statement for one in reports]),
        status=matter.status[-1] if matter.status else None,
        marks=weighed.marks,
        relations=relations,
        articles=articles,
        first_said=weighed.first_said,
    )


def _spoken_of(matter: ClaimMatter) -> Iterable[str]:
    place = matter.value.place if matter.value else None
    return dict.fromkeys((*matter.about, place) if place else matter.about)
