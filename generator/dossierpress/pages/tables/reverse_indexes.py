"""Reverse indexes: where an entity is named and appears, what a source publishes.

`named_in` inverts properties (who was born in a place), `published_by` the publishers of sources,
and `declarations_in` the declarations of entities. `timeline` puts the articles of an entity in
the order of time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from dossierpress.kernel import dates
from dossierpress.kernel.key import Key, bare_id
from dossierpress.model.site import Declaration, Site
from dossierpress.schema.article import ArticleMatter


class NamedIn(Struct, frozen=True, kw_only=True, gc=False):
    """A property of an entity, seen from the entity that it names."""

    entity: str
    """Whose property it is."""
    property: str
    label: str
    """What stands before it there: `Place of birth`."""
    inverse_label: str | None
    """What stands before it here: `Born here`; None where the settings do not say."""


def named_in(site: Site) -> Mapping[str, tuple[NamedIn, ...]]:
    """Find where the profiles of others name each entity.

    Returns:
        Entity id -> its places, those of one property together in the order of the site; properties
        in the order in which they first occur.
    """
    found: dict[str, dict[tuple[str, str], dict[str, NamedIn]]] = defaultdict(dict)
    for id_, entity in site.entities.items():
        kind = site.config.kinds.get(entity.matter.kind)
        for value in entity.matter.properties:
            if value.type not in ("entity", "place") or kind is None:
                continue
            target = value.value.rpartition(":")[2]
            known = kind.properties.get(value.name)
            if known is None or target == id_ or target not in site.entities:
                continue
            one = NamedIn(
                entity=id_,
                property=value.name,
                label=known.label,
                inverse_label=known.inverse_label,
            )
            heading = (value.name, known.inverse_label or known.label)
            found[target].setdefault(heading, {})[id_] = one
    return {
        target: tuple(one for group in groups.values() for one in group.values())
        for target, groups in found.items()
    }


def published_by(site: Site, *, documents: bool) -> Mapping[str, tuple[str, ...]]:
    """Source id -> ids of the documents that it publishes, or of the other sources."""
    known = site.sources
    return {
        source: tuple(
            one for one in published if (known[one].matter.kind == "document") == documents
        )
        for source, published in site.documents_of.items()
    }


def first_published(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Source id -> ids of the articles that were first published there, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_, article in site.articles.items():
        if article.matter.origin is not None:
            found[bare_id(article.matter.origin.source)].append(id_)
    return {source: tuple(articles) for source, articles in found.items()}


def articles_through(site: Site, first: Mapping[str, tuple[str, ...]]) -> Mapping[str, int]:
    """Source id -> how many articles use it or were first published there, each counted once.

    Args:
        site: The dossier.
        first: What `first_published` says of it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for source, uses in site.uses_of.items():
        found[source].update(article for article, _ in uses)
    for source, articles in first.items():
        found[source].update(articles)
    return {source: len(articles) for source, articles in found.items()}


def taken_over_by(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Source id -> ids of those that take over its reports, in source order."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in site.sources.values():
        for feed in dict.fromkeys(bare_id(one) for one in source.matter.feeds_from):
            found[feed].append(source.id)
    return {feed: tuple(sources) for feed, sources in found.items()}


def cited_through(site: Site) -> Mapping[str, int]:
    """Source id -> citations of all that it publishes, directly or indirectly.

    Computed bottom-up from sources that publish nothing, so a cycle of publishers counts nothing.
    """
    waiting = {source: len(children) for source, children in site.documents_of.items()}
    above = {child: source for source, children in site.documents_of.items() for child in children}
    found: dict[str, int] = defaultdict(int)
    ready = [source for source in above if source not in waiting]
    while ready:
        source = ready.pop()
        parent = above.get(source)
        if parent is None:
            continue
        found[parent] += found.get(source, 0) + len(site.citations_of.get(source, ()))
        waiting[parent] -= 1
        if not waiting[parent]:
            ready.append(parent)
    return {source: found[source] for source, left in waiting.items() if not left}


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


def declarations_in(site: Site) -> Mapping[str, tuple[Declaration, ...]]:
    """Article id -> the entities that it declares, in the order of its front matter."""
    found: dict[str, list[Declaration]] = defaultdict(list)
    for declarations in site.declarations_of.values():
        for declaration in declarations:
            found[declaration.article].append(declaration)
    return {article: _as_written(article, found[article], site) for article in found}


def _as_written(
    article: str, declarations: Iterable[Declaration], site: Site
) -> tuple[Declaration, ...]:
    written = site.articles[article].matter.entities
    places = {bare_id(declared.id): place for place, declared in enumerate(written)}
    return tuple(sorted(declarations, key=lambda one: places.get(one.entity, len(places))))
