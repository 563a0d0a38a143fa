"""Timelines: the articles in which an entity appears, in the order of time."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from dossierpress.kernel import dates
from dossierpress.kernel.key import Key
from dossierpress.model.site import Declaration, Site
from dossierpress.schema.article import ArticleMatter


class TimelineEntry(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An article that an entity appears in."""

    article: str
    declaration: Declaration | None
    mentions: int
    place: str | None
    """Where the article stands in time; EDTF."""
    covers: bool
    """Whether that is what it tells of, and not the day of its text."""


Day = tuple[object, ...]
"""A place in time that can be compared with others."""


def days(site: Site) -> Mapping[str, Day]:
    """Article id -> where it stands in time; only for those that say."""
    zone = site.config.timezone
    places = ((id_, _place_in_time(article.matter)) for id_, article in site.articles.items())
    # Without the text, which the order of the articles has taken into account already.
    return {id_: dates.sort_key(day, zone=zone)[:3] for id_, day in places if day is not None}


def timeline(entity: str, site: Site, days: Mapping[str, Day]) -> tuple[TimelineEntry, ...]:
    """The articles of an entity, earliest first, by the days that they are about.

    Not by their own dates: all may have been written in one week, later. Articles of one day are in
    the reverse of the order of the site, which has the newest first.

    Args:
        entity: Whose articles are wanted.
        site: What is published.
        days: Where each article stands in time.
    """
    articles = site.appearances.get(entity, ())
    dated = sorted((id_ for id_ in reversed(articles) if id_ in days), key=days.__getitem__)
    undated = [id_ for id_ in articles if id_ not in days]
    declared = {one.article: one for one in site.declarations_of.get(entity, ())}
    named = Counter(
        one.record.id
        for one in site.mentions_of.get(Key(type="entity", id=entity), ())
        if one.record.type == "article"
    )
    matters = {id_: site.articles[id_].matter for id_ in articles}
    return tuple(
        TimelineEntry(
            article=id_,
            declaration=declared.get(id_),
            mentions=named[id_],
            place=_place_in_time(matters[id_]),
            covers=matters[id_].covers is not None,
        )
        for id_ in (*dated, *undated)
    )


def _place_in_time(matter: ArticleMatter) -> str | None:
    """Where an article stands in time: what it tells of, else the day of its text."""
    return matter.covers or matter.date
