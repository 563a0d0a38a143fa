"""What feeds of tags, entities and sources have: the newest articles, and corrections in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.model.site import Site
from dossierpress.pages.tables.corrections import StatusCorrection

FEED_LENGTH = 50
"""Entries of a feed."""
LEAST_ARTICLES = 2
"""Articles without which a tag, an entity or a source has no feed: most of them stand in one, and a
feed of each would be most of the files of a large dossier."""


def newest(articles: Iterable[str], instants: Mapping[str, datetime | None]) -> tuple[str, ...]:
    """The newest of some articles, by dates that a feed can express; those of one day by their ids.

    Nothing but their dates has a say, so that no edit of a text makes a feed again.

    Args:
        articles: Ids of articles.
        instants: Id of an article -> the first instant of its date.
    """
    dated = [(instant, id_) for id_ in sorted(set(articles)) if (instant := instants[id_])]
    dated.sort(key=lambda one: one[0], reverse=True)
    return tuple(id_ for _, id_ in dated[:FEED_LENGTH])


def corrections_by_article(
    site: Site, corrections: Iterable[StatusCorrection]
) -> Mapping[str, tuple[StatusCorrection, ...]]:
    """Article id -> the changes in the status of the claims that it carries."""
    found: dict[str, list[StatusCorrection]] = defaultdict(list)
    for one in corrections:
        for article in site.claims.by_id[one.claim].articles:
            found[article].append(one)
    return {article: tuple(some) for article, some in found.items()}


def notes_by_article(
    notes: Iterable[PlacedAnnotation],
) -> Mapping[str, tuple[PlacedAnnotation, ...]]:
    """Article id -> its annotations that put something right."""
    found: dict[str, list[PlacedAnnotation]] = defaultdict(list)
    for one in notes:
        found[one.article].append(one)
    return {article: tuple(some) for article, some in found.items()}
