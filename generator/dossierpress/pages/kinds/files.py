"""Files that are published as they are: the theme's, and the dossier's media."""

from collections.abc import Iterator

from dossierpress.kernel import routes
from dossierpress.kernel.page_scripts import is_page_script
from dossierpress.kernel.page_styles import PAGE_STYLE, PAPER, is_page_style
from dossierpress.model.output import Asset
from dossierpress.pages.components.page_chrome import has_search
from dossierpress.pages.page_kind import Emitter
from dossierpress.pages.tables.site_tables import STANDALONE_STYLE
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.source.files import TemplateSet

SEARCH_SCRIPTS = "js/search/"
"""Below static/: what only the page of the search loads."""
ROOT_FILES_ORIGIN = "`root_files` of site.yml"


def theme_files(site: TrackedSite) -> Iterator[Asset]:
    """Everything below static/ of the theme, but what pages hold themselves, and unused fonts.

    Stylesheets are one file. What is for PDFs is not published.
    """
    style = site.overall.style
    if style is not None:
        yield Asset.of(path=routes.static(PAGE_STYLE), data=style, origin="templates/static/css/")
    unused = _unused_fonts(site.theme)
    for path, data in site.theme.statics:
        if path.startswith(SEARCH_SCRIPTS) and not has_search(site):
            continue
        held = path == STANDALONE_STYLE or is_page_script(path) or is_page_style(path)
        if path not in unused and not held and not path.startswith(PAPER):
            yield Asset.of(path=routes.static(path), data=data, origin=f"templates/static/{path}")


def _unused_fonts(theme: TemplateSet) -> frozenset[str]:
    """The shipped fonts that nothing names; with the last of them goes their licence."""
    shipped = {
        name.removeprefix("static/")
        for name, path in theme.paths
        if name.startswith("static/fonts/") and path.startswith("theme:")
    }
    sheets = [data for path, data in theme.statics if path.endswith(".css")]
    texts = [text.encode() for _, text in theme.templates]
    fonts = {one for one in shipped if one.endswith(".woff2")}
    used = {
        one
        for one in fonts
        if any(one.removeprefix("fonts/").encode() in text for text in (*sheets, *texts))
    }
    return frozenset(fonts - used if used else shipped)


THEME_FILES = Emitter(name="theme-files", emit=theme_files)


def media_files(site: TrackedSite) -> Iterator[Asset]:
    """Every file below content/media/ that some published record shows or links to."""
    for file in site.media.values():
        yield Asset(
            path=routes.media(file.path),
            held=file.held,
            digest=file.digest,
            origin=f"content/media/{file.path}",
        )


MEDIA_FILES = Emitter(name="media-files", emit=media_files)


def root_files(site: TrackedSite) -> Iterator[Asset]:
    """Small files that site.yml spells out for the host, such as `CNAME`."""
    for path, text in site.config.root_files.items():
        data = (text if not text or text.endswith("\n") else text + "\n").encode()
        yield Asset.of(path=path, data=data, origin=ROOT_FILES_ORIGIN)


ROOT_FILES = Emitter(name="root-files", emit=root_files)
