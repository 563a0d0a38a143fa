"""What is dated around one entity: its relations, events, claims and articles on one scale."""

from collections.abc import Iterator, Sequence
from functools import partial

from dossierpress.kernel.key import Key
from dossierpress.pages.components.timeline_drawing import draw_timeline
from dossierpress.pages.components.timeline_entries import entry_shown
from dossierpress.pages.tables.chronology import Dated, event, place_in_time
from dossierpress.pages.tables.reverse_indexes import NamedIn
from dossierpress.pages.tables.timelines import TimelineEntry
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.entity import TimesView

MOST = 120
"""Longer lists are left out of the drawing: nobody could tell their marks apart."""
_LEAST = 2


def draw_times(here: str, dated: Sequence[Dated], site: TrackedSite) -> TimesView | None:
    """Draw what is dated around an entity.

    None where there is one thing, or all is of one day, or articles alone, which have a list.
    """
    if len(dated) < _LEAST or all(one.lane == "article" for one in dated):
        return None
    drawing = draw_timeline(here, dated, site)
    if drawing is None:
        return None
    return TimesView(drawing=drawing, entries=tuple(entry_shown(here, one, site) for one in dated))


def dated_around(
    entity: str,
    site: TrackedSite,
    named_in: Sequence[NamedIn],
    claims: Sequence[str],
    articles: Sequence[TimelineEntry],
) -> Sequence[Dated]:
    """What is dated around an entity, the earliest first; nothing where it asks for care.

    Args:
        entity: Its id.
        site: What is published.
        named_in: Where the profiles of others name it.
        claims: Ids of the claims about it.
        articles: Those that it appears in.
    """
    if entity in site.kept_out:
        return ()
    found = [
        *event(entity, site.records.entities[entity].matter),
        *_relations(entity, site),
        *_events(named_in if len(named_in) <= MOST else (), site),
        *_claims(claims if len(claims) <= MOST else (), site),
        *_articles(articles if len(articles) <= MOST else ()),
    ]
    return sorted(found, key=partial(place_in_time, site.config.timezone))


def _relations(entity: str, site: TrackedSite) -> Iterator[Dated]:
    for one in site.records.relations.get(entity, ()):
        begins = one.from_ or one.until
        if begins is not None and one.there not in site.kept_out:
            yield Dated(
                lane="relation",
                record=Key(type="entity", id=one.there),
                begins=begins,
                ends=one.until,
                label=one.label,
            )


def _events(named_in: Sequence[NamedIn], site: TrackedSite) -> Iterator[Dated]:
    """Those that name it: as their place, say."""
    for id_ in dict.fromkeys(one.entity for one in named_in):
        matter = site.records.entities[id_].matter
        if not asks_for_care(matter):
            yield from event(id_, matter)


def _claims(claims: Sequence[str], site: TrackedSite) -> Iterator[Dated]:
    for id_ in claims:
        said = site.claims_in_brief[id_].first_said
        if said is not None:
            yield Dated(lane="claim", record=Key(type="claim", id=id_), begins=said)


def _articles(articles: Sequence[TimelineEntry]) -> Iterator[Dated]:
    for one in articles:
        if one.place is not None:
            record = Key(type="article", id=one.article)
            yield Dated(lane="article", record=record, begins=one.place)
