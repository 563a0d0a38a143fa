"""Which tags, entities and sources have feeds of their own, and the links to them."""

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.pages.tables.feeds import LEAST_ARTICLES
from dossierpress.pages.tracked_site import OwnFeedGroup, TrackedSite, asks_for_care
from dossierpress.pages.views.parts import FeedLinks


def page_with_feeds(group: OwnFeedGroup, key: str) -> str:
    """The page of a tag, an entity or a source, beside which its feeds are."""
    match group:
        case "tags":
            return routes.tag(key)
        case "entities":
            return routes.record(Key(type="entity", id=key))
        case "sources":
            return routes.record(Key(type="source", id=key))


def has_own_feeds(group: OwnFeedGroup, key: str, site: TrackedSite) -> bool:
    """Whether the settings ask for them, and several dated articles tell of it."""
    config = site.config
    if config.url is None or group not in config.feeds:
        return False
    if group == "entities" and asks_for_care(site.records.entities[key].matter):
        return False
    return len(site.newest_articles[group].get(key, ())) >= LEAST_ARTICLES


def own_feeds(group: OwnFeedGroup, key: str, site: TrackedSite) -> FeedLinks | None:
    """The links from a page to its own feeds; None where it has none."""
    if not has_own_feeds(group, key, site):
        return None
    page = page_with_feeds(group, key)
    return FeedLinks(
        atom=routes.relative(page, routes.feed(page)),
        json=routes.relative(page, routes.json_feed(page)),
    )
