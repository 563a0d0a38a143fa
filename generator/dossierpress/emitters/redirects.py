"""A page where a record had another id, which leads to where it is now."""

from collections.abc import Iterator

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.names import link
from dossierpress.model.output import Page
from dossierpress.views.plain import RedirectView


def redirects(edition: Edition) -> Iterator[Page]:
    """One page for each former id."""
    for redirect in edition.site.redirects:
        here = routes.record(redirect.former)
        yield Page(
            path=here,
            template="pages/redirect.html",
            view=RedirectView(
                frame=frame(here, edition, indexed=False, canonical=routes.record(redirect.now)),
                record=link(here, redirect.now, edition),
            ),
            origin=f"the former id of {edition.file_of(redirect.now)}",
        )


REDIRECTS = Emitter(name="redirects", emit=redirects)
