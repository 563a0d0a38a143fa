"""For search engines: the sitemap and robots.txt."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from dossierpress.kernel import routes
from dossierpress.model.output import Page
from dossierpress.pages.page_kind import Listed, PageKind, only_one
from dossierpress.pages.tracked_site import TrackedSite
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


def _listed(site: TrackedSite) -> Iterator[Listed]:
    """Every page that may be listed: each kind says which of its own."""
    # This module is one of those that the package finds as it is loaded.
    from dossierpress.pages.kinds import KINDS  # noqa: PLC0415

    return chain.from_iterable(kind.listed(site) for kind in KINDS)
