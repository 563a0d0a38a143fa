"""Who appears where, and with whom."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dossierpress.model.key import Key
from dossierpress.model.site import Companion, Declaration, Mention
from dossierpress.resolve.group import group
from dossierpress.schema.article import ArticleMatter


class Appearances(Struct, frozen=True, kw_only=True):
    """The tables on entities, as `Site` has them."""

    mentions_of: Mapping[Key, tuple[Mention, ...]]
    declarations_of: Mapping[str, tuple[Declaration, ...]]
    appearances: Mapping[str, tuple[str, ...]]
    companions: Mapping[str, tuple[Companion, ...]]


def appear(
    mentions: Sequence[Mention], articles: Mapping[str, ArticleMatter], entities: Sequence[str]
) -> Appearances:
    """Make the tables.

    Args:
        mentions: All mentions, by the order of the records and then by place.
        articles: Front matter that leads to published records only, by id, in order.
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
    for mention in mentions:
        if mention.record.type == "article" and mention.target.type == "entity":
            cast[mention.record.id][mention.target.id] = None
    return Appearances(
        mentions_of=group((mention.target, mention) for mention in mentions),
        declarations_of=group((declaration.entity, declaration) for declaration in declarations),
        appearances=group((entity, article) for article, ids in cast.items() for entity in ids),
        companions=_companions(cast, entities),
    )


def _companions(
    cast: Mapping[str, Mapping[str, None]], entities: Sequence[str]
) -> dict[str, tuple[Companion, ...]]:
    together: dict[str, Counter[str]] = {}
    for ids in cast.values():
        for entity in ids:
            together.setdefault(entity, Counter()).update(ids.keys())
    rank = {entity: number for number, entity in enumerate(entities)}
    return {
        entity: tuple(
            Companion(entity=other, articles=count)
            for other, count in _most_often(together[entity], rank)
            if other != entity
        )
        for entity in entities
        if len(together.get(entity, ())) > 1
    }


def _most_often(counts: Counter[str], rank: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sort by count, then in the order of the site. Sorting is stable, also in reverse."""
    others = sorted(counts, key=rank.__getitem__)
    others.sort(key=counts.__getitem__, reverse=True)
    return [(other, counts[other]) for other in others]
