"""A page where a record had another id, which leads to where it is now."""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.page_kind import PageKind
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.plain import RedirectView


def redirect_pages(site: TrackedSite, reference: str) -> Iterator[Page]:
    """The page of a former id."""
    former, now = site.redirects[reference]
    here = routes.record(former)
    yield Page(
        path=here,
        template="pages/redirect.html",
        make_view=partial(_view, here, now, site),
        origin=f"the former id of {site.file_of(now)}",
    )


REDIRECTS = PageKind(
    name="redirects",
    views={"pages/redirect.html": RedirectView},
    keys=lambda site: site.redirects,
    make=redirect_pages,
)


def _view(here: str, now: Key, site: TrackedSite) -> RedirectView:
    return RedirectView(
        frame=frame(here, site, indexed=False, canonical=routes.record(now)),
        record=record_link(here, now, site),
    )
