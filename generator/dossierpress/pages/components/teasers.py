"""Teasers: articles and entities in short, for lists and for the front page."""

from collections.abc import Iterable, Mapping
from heapq import nlargest

from dossierpress.kernel.key import Key
from dossierpress.pages.components.backlinks import date_of
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.pictures import picture_shown
from dossierpress.pages.components.record_links import name_shown, record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import ArticleTeaser, EntityCount


def article_teaser(here: str, article: str, site: TrackedSite) -> ArticleTeaser:
    """An article with its date and summary."""
    key = Key(type="article", id=article)
    listed = site.summaries[article]
    summary = name_shown(listed.summary or "", site.heads[key].lang, site)
    return ArticleTeaser(
        article=record_link(here, key, site),
        date=date_of(key, site),
        covers=date_if_known(listed.covers, site),
        as_of=date_if_known(listed.as_of, site),
        summary=listed.summary,
        dir=summary.dir,
        picture=None if listed.image is None else picture_shown(here, listed.image, "", site),
    )


def entity_count(here: str, entity: str, articles: int, site: TrackedSite) -> EntityCount:
    """An entity with a number of articles."""
    return EntityCount(
        entity=record_link(here, Key(type="entity", id=entity), site), articles=articles
    )


def highest_counts(
    counts: Mapping[str, int], ids: Iterable[str], length: int
) -> tuple[tuple[str, int], ...]:
    """The ids with the highest counts above 0, highest first; equal ones in the order given."""
    ranked = ((counts.get(id_, 0), -place, id_) for place, id_ in enumerate(ids))
    return tuple((id_, count) for count, _, id_ in nlargest(length, ranked) if count > 0)
