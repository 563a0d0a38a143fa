"""The page for an address that leads nowhere."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from msgspec.structs import replace

from dossierpress.kernel import routes
from dossierpress.kernel.decoding import decoded_text
from dossierpress.kernel.page_scripts import style_policy
from dossierpress.model.output import Page
from dossierpress.pages.components.external_links import external_link
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.page_kind import PageKind, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.plain import NotFoundAloneView, NotFoundView

_ORIGIN = "the page for missing pages"


def not_found_page(site: TrackedSite, _: str) -> Iterator[Page]:
    """One page. Servers show it at any depth, so its links begin at the host where it is known.

    Where it is not, the page holds all that it needs, and leads nowhere.
    """
    url = site.config.url
    if url is None:
        yield Page(
            path=routes.NOT_FOUND,
            template="pages/not-found-alone.html",
            make_view=partial(_alone, site),
            origin=_ORIGIN,
        )
        return
    yield Page(
        path=routes.NOT_FOUND,
        template="pages/not-found.html",
        make_view=partial(_view, url, site),
        origin=_ORIGIN,
    )


def _view(url: str, site: TrackedSite) -> NotFoundView:
    framed = frame(routes.NOT_FOUND, site, indexed=False)
    return NotFoundView(
        frame=linked_from_host(framed, routes.host_folder(url)),
        front=external_link(routes.absolute(url, routes.HOME)),
    )


def _alone(site: TrackedSite) -> NotFoundAloneView:
    css = decoded_text(site.overall.alone_style) or ""
    if "</" in css:  # what would end the element; no style has need of it
        css = ""
    return NotFoundAloneView(
        lang=site.lang,
        catalogue=site.catalogue,
        dir=site.direction,
        site_title=site.config.title,
        style=Markup(f"<style>{css}</style>"),  # noqa: S704
        policy=Markup(style_policy(css)),  # noqa: S704
    )


def linked_from_host(framed: Frame, folder: str) -> Frame:
    """Let the links of a page in the top folder begin at the host: `/case/articles/index.html`."""
    return replace(
        framed,
        root=folder,
        home=folder + framed.home,
        logo=None if framed.logo is None else replace(framed.logo, href=folder + framed.logo.href),
        search=None if framed.search is None else folder + framed.search,
        sections=tuple(replace(one, href=folder + one.href) for one in framed.sections),
        pages=tuple(replace(one, href=folder + one.href) for one in framed.pages),
        bibliography=None if framed.bibliography is None else folder + framed.bibliography,
        glossary=None if framed.glossary is None else folder + framed.glossary,
        accessibility=None if framed.accessibility is None else folder + framed.accessibility,
        feed=None if framed.feed is None else folder + framed.feed,
        json_feed=None if framed.json_feed is None else folder + framed.json_feed,
    )


NOT_FOUND = PageKind(
    name="not-found",
    views={"pages/not-found.html": NotFoundView, "pages/not-found-alone.html": NotFoundAloneView},
    keys=only_one,
    make=not_found_page,
)
