"""Feeds of the newest articles and corrections: of the dossier, and of tags, entities and sources.

Each feed is two files of the same view, as Atom and as JSON Feed.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.pages.components.feed_entries import (
    DatedEntry,
    article_entry,
    correction_entry,
    feed_language,
    note_correction_entry,
    xml_text,
)
from dossierpress.pages.components.own_feeds import has_own_feeds, page_with_feeds
from dossierpress.pages.components.tags import tag_label
from dossierpress.pages.page_kind import PageKind, only_one
from dossierpress.pages.tables.feeds import FEED_LENGTH
from dossierpress.pages.tracked_site import OwnFeedGroup, TrackedSite
from dossierpress.pages.views.exports import FeedView

_VIEWS = {"exports/feed.xml": FeedView, "exports/feed.json": FeedView}


def feed_page(site: TrackedSite, _: str) -> Iterator[Page]:
    """The feed of the dossier, where the host is known and some article has a date."""
    url = site.config.url
    if url is not None and site.overall.has_feed:
        yield from _both(routes.HOME, partial(_view, url, site), "the feed")


FEED = PageKind(name="feed", views=_VIEWS, keys=only_one, make=feed_page)


def own_feed_pages(group: OwnFeedGroup, site: TrackedSite, key: str) -> Iterator[Page]:
    """The feed of a tag, an entity or a source."""
    url = site.config.url
    if url is not None and has_own_feeds(group, key, site):
        make_view = partial(_own_view, group, key, url, site)
        yield from _both(page_with_feeds(group, key), make_view, _origin(group, key, site))


TAG_FEEDS = PageKind(
    name="tag-feeds",
    views=_VIEWS,
    keys=lambda site: site.records.tags if "tags" in site.config.feeds else (),
    make=partial(own_feed_pages, "tags"),
)
ENTITY_FEEDS = PageKind(
    name="entity-feeds",
    views=_VIEWS,
    keys=lambda site: site.records.entities if "entities" in site.config.feeds else (),
    make=partial(own_feed_pages, "entities"),
)
SOURCE_FEEDS = PageKind(
    name="source-feeds",
    views=_VIEWS,
    keys=lambda site: site.records.sources if "sources" in site.config.feeds else (),
    make=partial(own_feed_pages, "sources"),
)


def _both(page: str, make_view: Callable[[], FeedView], origin: str) -> Iterator[Page]:
    for path, template in (
        (routes.feed(page), "exports/feed.xml"),
        (routes.json_feed(page), "exports/feed.json"),
    ):
        yield Page(path=path, template=template, make_view=make_view, origin=origin)


def _origin(group: OwnFeedGroup, key: str, site: TrackedSite) -> str:
    match group:
        case "tags":
            first = site.records.articles[site.records.tags[key][0]]
            return f"the feed of the tag {key} of {first.path}"
        case "entities":
            return f"the feed of {site.records.entities[key].path}"
        case "sources":
            return f"the feed of {site.records.sources[key].path}"


def _view(url: str, site: TrackedSite) -> FeedView:
    config = site.config
    entries = [
        *(article_entry(id_, url, site) for id_ in site.overall.dated_for_feeds),
        *(correction_entry(one, url, site) for one in site.corrections),
        *(note_correction_entry(one, url, site) for one in site.note_corrections),
    ]
    return _feed(
        routes.HOME, entries, site, url=url, title=config.title, subtitle=config.description
    )


def _own_view(group: OwnFeedGroup, key: str, url: str, site: TrackedSite) -> FeedView:
    articles = site.newest_articles[group][key]
    corrections = {
        (one.claim, one.number): one for id_ in articles for one in site.corrections_in.get(id_, ())
    }
    entries = [
        *(article_entry(id_, url, site) for id_ in articles),
        *(correction_entry(one, url, site) for one in corrections.values()),
        *(
            note_correction_entry(one, url, site)
            for id_ in articles
            for one in site.note_corrections_in.get(id_, ())
        ),
    ]
    title = f"{_name(group, key, site)} – {site.config.title}"
    return _feed(page_with_feeds(group, key), entries, site, url=url, title=title, subtitle=None)


def _name(group: OwnFeedGroup, key: str, site: TrackedSite) -> str:
    match group:
        case "tags":
            return tag_label(key, site).text
        case "entities":
            return site.heads[Key(type="entity", id=key)].text
        case "sources":
            return site.heads[Key(type="source", id=key)].text


def _feed(  # noqa: PLR0913 (what it is a feed of, and what it has)
    page: str,
    entries: Iterable[DatedEntry | None],
    site: TrackedSite,
    *,
    url: str,
    title: str,
    subtitle: str | None,
) -> FeedView:
    dated = [one for one in entries if one is not None]
    dated.sort(key=lambda one: one.published, reverse=True)
    config = site.config
    return FeedView(
        id=routes.absolute(url, page),
        lang=feed_language(None, site, title, subtitle),
        title=xml_text(title),
        subtitle=None if subtitle is None else xml_text(subtitle),
        author=xml_text(config.author or config.title),
        licence=None if config.licence is None else xml_text(config.licence),
        href=routes.absolute(url, routes.feed(page)),
        json_href=routes.absolute(url, routes.json_feed(page)),
        home=routes.absolute(url, page),
        updated=dates.rfc3339(max(one.updated for one in dated)),
        entries=tuple(one.entry for one in dated[:FEED_LENGTH]),
    )
