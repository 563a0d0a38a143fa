"""A page where a record had another id, which leads to where it is now."""

from collections.abc import Iterator
from functools import partial

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.names import link
from dossierpress.model.key import Key
from dossierpress.model.output import Page
from dossierpress.views.plain import RedirectView


def redirects(edition: Edition, reference: str) -> Iterator[Page]:
    """The page of a former id."""
    former, now = edition.redirects[reference]
    here = routes.record(former)
    yield Page(
        path=here,
        template="pages/redirect.html",
        make_view=partial(_view, here, now, edition),
        origin=f"the former id of {edition.file_of(now)}",
    )


REDIRECTS = PageKind(
    name="redirects",
    views={"pages/redirect.html": RedirectView},
    keys=lambda edition: edition.redirects,
    make=redirects,
)


def _view(here: str, now: Key, edition: Edition) -> RedirectView:
    return RedirectView(
        frame=frame(here, edition, indexed=False, canonical=routes.record(now)),
        record=link(here, now, edition),
    )
