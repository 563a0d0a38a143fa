"""The page for an address that leads nowhere."""

from collections.abc import Iterator
from dataclasses import replace

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.outside import outside_link
from dossierpress.model.output import Page
from dossierpress.views.frame import Frame
from dossierpress.views.plain import NotFoundView


def not_found(edition: Edition) -> Iterator[Page]:
    """One page. Servers show it at any depth, so its links begin at the host where it is known."""
    url = edition.config.url
    framed = frame(routes.NOT_FOUND, edition, indexed=False)
    yield Page(
        path=routes.NOT_FOUND,
        template="pages/not-found.html",
        view=NotFoundView(
            frame=framed if url is None else from_the_host(framed, routes.host_folder(url)),
            front=outside_link(None if url is None else routes.absolute(url, routes.HOME)),
        ),
        origin="the page for missing pages",
    )


def from_the_host(framed: Frame, folder: str) -> Frame:
    """Let the links of a page in the top folder begin at the host: `/case/articles/index.html`."""
    return replace(
        framed,
        root=folder,
        home=folder + framed.home,
        sections=tuple(replace(one, href=folder + one.href) for one in framed.sections),
        pages=tuple(replace(one, href=folder + one.href) for one in framed.pages),
        bibliography=None if framed.bibliography is None else folder + framed.bibliography,
        feed=None if framed.feed is None else folder + framed.feed,
    )


NOT_FOUND = Emitter(name="not-found", emit=not_found)
