"""The page for an address that leads nowhere."""

from collections.abc import Iterator

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.outside import outside_link
from dossierpress.model.output import Page
from dossierpress.views.plain import NotFoundView


def not_found(edition: Edition) -> Iterator[Page]:
    """One page, whose links are relative as everywhere: it opens from disk and under any path."""
    url = edition.config.url
    yield Page(
        path=routes.NOT_FOUND,
        template="pages/not-found.html",
        view=NotFoundView(
            frame=frame(routes.NOT_FOUND, edition, indexed=False),
            front=outside_link(None if url is None else routes.absolute(url, routes.HOME)),
        ),
        origin="the page for missing pages",
    )


NOT_FOUND = Emitter(name="not-found", emit=not_found)
