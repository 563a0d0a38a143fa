"""The web manifest: the dossier's name and icons, for who puts it on a start page."""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import routes
from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.model.output import Page
from dossierpress.pages.page_kind import PageKind, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.exports import WebManifestView

_FILE = "exports/site.webmanifest"


def web_manifest(site: TrackedSite, _: str) -> Iterator[Page]:
    """One file, always. Its addresses are relative to it."""
    yield Page(
        path=routes.WEB_MANIFEST,
        template=_FILE,
        make_view=partial(_view, site),
        origin="the web manifest",
    )


WEB_MANIFEST = PageKind(
    name="web-manifest", views={_FILE: WebManifestView}, keys=only_one, make=web_manifest
)


def _view(site: TrackedSite) -> WebManifestView:
    config = site.config
    return WebManifestView(
        title=config.title,
        description=config.description,
        lang=config.lang,
        dir=direction_of_language(config.lang),
        home=routes.HOME,
    )
