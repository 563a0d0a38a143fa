"""For search engines: the sitemap and robots.txt."""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key, RecordType
from dossierpress.model.output import Page
from dossierpress.pages.components.page_chrome import sections_with_content
from dossierpress.pages.page_kind import PageKind, only_one
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.exports import RobotsView, SitemapEntry, SitemapIndexView, SitemapView

LARGEST = 50_000
"""Addresses in one file, as the protocol limits them."""


def sitemap_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """One file where the host is known, or an index and its parts where one does not suffice."""
    url = site.config.url
    if url is None:
        return
    entries = tuple(
        SitemapEntry(href=routes.absolute(url, path), modified=modified)
        for path, modified in sorted(_listed(site))
    )
    parts = [entries[start : start + LARGEST] for start in range(0, len(entries), LARGEST)]
    if len(parts) == 1:
        yield _part(routes.SITEMAP, parts[0])
        return
    paths = [routes.sitemap_part(number) for number in range(1, len(parts) + 1)]
    yield Page(
        path=routes.SITEMAP,
        template="exports/sitemap-index.xml",
        make_view=partial(
            SitemapIndexView, parts=tuple(routes.absolute(url, path) for path in paths)
        ),
        origin="the sitemap",
    )
    for path, part in zip(paths, parts, strict=True):
        yield _part(path, part)


SITEMAP = PageKind(
    name="sitemap",
    views={"exports/sitemap.xml": SitemapView, "exports/sitemap-index.xml": SitemapIndexView},
    keys=only_one,
    make=sitemap_pages,
)


def robots_page(site: TrackedSite, _: str) -> Iterator[Page]:
    """robots.txt. It names no page that must not be listed: that would give it away."""
    url = site.config.url
    yield Page(
        path=routes.ROBOTS,
        template="exports/robots.txt",
        make_view=partial(
            RobotsView, sitemap=None if url is None else routes.absolute(url, routes.SITEMAP)
        ),
        origin="the note to robots",
    )


ROBOTS = PageKind(
    name="robots", views={"exports/robots.txt": RobotsView}, keys=only_one, make=robots_page
)


def _part(path: str, entries: tuple[SitemapEntry, ...]) -> Page:
    return Page(
        path=path,
        template="exports/sitemap.xml",
        make_view=partial(SitemapView, entries=entries),
        origin="the sitemap",
    )


def _record(type_: RecordType, id_: str) -> str:
    return routes.record(Key(type=type_, id=id_))


def _listed(site: TrackedSite) -> Iterator[tuple[str, str]]:
    """(path, date of the last change or "") of every page that may be listed, first pages only."""
    records = site.records
    yield from ((path, "") for _, path in sections_with_content(site))
    yield from ((routes.kind(kind), "") for kind in site.entities_by_kind)
    yield from ((routes.tag(tag), "") for tag in records.tags)
    if records.sources:
        yield routes.BIBLIOGRAPHY, ""
    for id_, article in records.articles.items():
        date = article.matter.modified or article.matter.date
        changed = date and dates.last_change(date, site.config.timezone)
        yield _record("article", id_), changed or ""
    for id_, entity in records.entities.items():
        if not asks_for_care(entity.matter):
            yield _record("entity", id_), ""
    yield from ((_record("source", id_), "") for id_ in records.sources)
    yield from ((_record("claim", id_), "") for id_ in records.claims.by_id)
    yield from ((routes.timeline(year), "") for year, _ in site.overall.timeline_years if year)
    if site.claims_in_matrix:
        yield routes.CLAIM_MATRIX, ""
    if site.overall.has_corrections:
        yield routes.CORRECTIONS, ""
    yield from ((_record("page", id_), "") for id_ in records.pages if id_ != routes.HOME_PAGE)
