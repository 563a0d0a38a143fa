"""Prints a document as PDF with WeasyPrint, an extra, which reaches nothing but the edition.

The same document gives the same bytes each time: no time, no chance and no folder is in them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from msgspec import Struct

from dossierpress.kernel.page_styles import PAPER, PAPER_STYLE
from dossierpress.paper.edition import EditionChangedError
from dossierpress.paper.elements import text_of, written
from dossierpress.paper.fonts import font_rules, with_space
from dossierpress.paper.links import EDITION

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_VARIANT = "pdf/ua-1"
"""Tagged, so that it can be read aloud and in order (ISO 14289)."""
_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "tinyhtml5", "pillow")


class CannotPrintError(Exception):
    """WeasyPrint, or a library of the system that it needs, is not there."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Look(Struct, frozen=True, kw_only=True):
    """How documents look: the theme's files."""

    statics: tuple[tuple[str, bytes], ...]
    """(path below static/, data), by path."""

    @property
    def style(self) -> str:
        """The style sheet for paper."""
        return dict(self.statics).get(PAPER_STYLE, b"").decode("utf-8", "replace")

    @property
    def digest(self) -> str:
        """Equal ones mean equal looks."""
        digest = sha256()
        for path, data in self.statics:
            if path.startswith((PAPER, "css/", "fonts/")):
                digest.update(f"{path}\0{sha256(data).hexdigest()}\n".encode())
        return digest.hexdigest()


def printer() -> str:
    """The versions of all that has a say in the bytes.

    Raises:
        CannotPrintError: Something that printing needs is not there.
    """
    try:
        versions = [f"{name}=={version(name)}" for name in _LIBRARIES]
    except PackageNotFoundError as error:
        raise CannotPrintError(
            f"`--pdf` prints with WeasyPrint, and `{error.name}` is not installed",
            "`pip install 'dossierpress[pdf]'` installs it",
        ) from None
    try:
        from weasyprint.text.ffi import pango  # noqa: PLC0415 (an extra, and slow to load)
    except OSError as error:
        missing = str(error).partition("'")[2].partition("'")[0] or "pango"
        raise CannotPrintError(
            f"WeasyPrint is installed, but not the library of the system that it sets text with:"
            f" `{missing}`",
            "Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0; Fedora: sudo dnf install pango; macOS: brew install pango",
        ) from None
    return " ".join([*versions, f"pango=={pango.pango_version()}"])


def printed(document: Element, look: Look, read: Callable[[str], bytes]) -> bytes:
    """A document as PDF.

    Args:
        document: Its `html` element. Pictures are named by their paths below `EDITION`.
        look: The theme's files.
        read: Gives the bytes of a file of the edition; see `Edition.read`.

    Raises:
        EditionChangedError: A picture is not what the edition says any more.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415 (an extra)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 (the same)

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # what it leaves out, it says
    changed: list[EditionChangedError] = []
    reach = _reach(look, read, changed)
    fonts = FontConfiguration()
    rules = font_rules(look.statics, text_of(document) + look.style)
    sheets = [
        CSS(string=one, base_url=f"{EDITION}{PAPER}", font_config=fonts, url_fetcher=reach)
        for one in (rules, look.style)
    ]
    page = HTML(string=written(document), base_url=EDITION, url_fetcher=reach)
    options: dict[str, Any] = {
        "pdf_variant": _VARIANT,
        "pdf_identifier": sha256(text_of(document).encode()).digest()[:16],
        "pdf_tags": True,
    }
    data = page.write_pdf(stylesheets=sheets, font_config=fonts, **options)
    if changed:
        raise changed[0]
    return bytes(data)


def _reach(
    look: Look, read: Callable[[str], bytes], changed: list[EditionChangedError]
) -> URLFetcher:
    """All that WeasyPrint gets when it asks for a file: pictures of the edition, and fonts.

    Args:
        look: The theme's files.
        read: Reads a file of the edition.
        changed: Gets what went wrong, for WeasyPrint itself leaves out what it cannot have.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 (an extra)

    statics = dict(look.statics)

    class OfTheEdition(URLFetcher):  # type: ignore[misc]
        """Opens nothing itself."""

        def fetch(self, url: str, _: object = None) -> URLFetcherResponse:
            """The file of an address."""
            if not url.startswith(EDITION):
                raise ValueError(f"{url} is no file of the edition")
            path = unquote(url.removeprefix(EDITION))
            data = statics.get(path)
            if data is not None:
                is_font = path.endswith(".woff2")
                return URLFetcherResponse(url, body=with_space(data) if is_font else data)
            try:
                return URLFetcherResponse(url, body=read(path))
            except EditionChangedError as error:
                changed.append(error)
                raise

    return OfTheEdition()
