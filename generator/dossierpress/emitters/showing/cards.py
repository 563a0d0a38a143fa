"""Short forms of records, for lists."""

from collections.abc import Iterable, Mapping
from heapq import nlargest

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import link, name
from dossierpress.emitters.showing.pictures import picture
from dossierpress.emitters.showing.quotations import date_of
from dossierpress.model.key import Key
from dossierpress.views.listing import ArticleCard, EntityCount


def article_card(here: str, article: str, edition: Edition) -> ArticleCard:
    """An article with its date and summary."""
    key = Key(type="article", id=article)
    told = edition.summaries[article]
    summary = name(told.summary or "", edition.heads[key].lang, edition)
    return ArticleCard(
        article=link(here, key, edition),
        date=date_of(key, edition),
        covers=date_if_known(told.covers, edition),
        as_of=date_if_known(told.as_of, edition),
        summary=told.summary,
        dir=summary.dir,
        picture=None if told.image is None else picture(here, told.image, "", edition),
    )


def entity_count(here: str, entity: str, articles: int, edition: Edition) -> EntityCount:
    """An entity with a number of articles."""
    return EntityCount(entity=link(here, Key(type="entity", id=entity), edition), articles=articles)


def most(counts: Mapping[str, int], ids: Iterable[str], length: int) -> tuple[tuple[str, int], ...]:
    """The ids with the highest counts above 0, highest first; equal ones in the order given."""
    ranked = ((counts.get(id_, 0), -place, id_) for place, id_ in enumerate(ids))
    return tuple((id_, count) for count, _, id_ in nlargest(length, ranked) if count > 0)
