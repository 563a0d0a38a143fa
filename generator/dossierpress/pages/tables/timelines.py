"""Timelines: the articles in which an entity appears, in the order of time."""

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


class Day(Struct, frozen=True, gc=False, array_like=True):
    """Where an article stands in time."""

    place: str | None
    """EDTF."""
    covers: bool
    """See `TimelineEntry`."""
    order: tuple[object, ...]
    """The same as a place that can be compared with others."""


def days(site: Site) -> Mapping[str, Day]:
    """Article id -> where it stands in time."""
    zone = site.config.timezone
    return {id_: _day_of(article.matter, zone) for id_, article in site.articles.items()}


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
    dated = sorted(
        (id_ for id_ in reversed(articles) if days[id_].place is not None),
        key=lambda id_: days[id_].order,
    )
    undated = [id_ for id_ in articles if days[id_].place is None]
    declared = {one.article: one for one in site.declarations_of.get(entity, ())}
    named = {
        one.record.id: one.times
        for one in site.mentioned_in.get(Key(type="entity", id=entity), ())
        if one.record.type == "article"
    }
    return tuple(
        TimelineEntry(
            article=id_,
            declaration=declared.get(id_),
            mentions=named.get(id_, 0),
            place=days[id_].place,
            covers=days[id_].covers,
        )
        for id_ in (*dated, *undated)
    )


def _day_of(matter: ArticleMatter, zone: str) -> Day:
    """What an article tells of, else the day of its text."""
    place = matter.covers or matter.date
    # Without the text of the date, which the order of the articles has taken into account already.
    return Day(place, matter.covers is not None, dates.sort_key(place, zone=zone)[:3])
