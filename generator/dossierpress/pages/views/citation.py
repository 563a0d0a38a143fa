"""What a page says of how it is cited."""

from typing import Literal

from markupsafe import Markup

from dossierpress.pages.views.parts import DateShown, View


class CitationText(View, frozen=True, kw_only=True):
    """A citation in words."""

    style: Literal["plain", "apa", "chicago", "mla"]
    """`plain` is no style: author, title, site, date, address."""
    text: Markup
    """The citation, with `<em>` where the style asks for it."""


class CitationOfPage(View, frozen=True, kw_only=True):
    """How a page is cited."""

    texts: tuple[CitationText, ...]
    """In the styles of the settings; in plain words where there is none."""
    bibtex: str
    """For LaTeX and programs that keep references."""
    csl_json: str
    """For Zotero and citation processors."""
    address: str | None
    """The page's address; None where it is not known where the dossier is hosted."""
    date: DateShown | None
    """When what the page says was last changed, as far as its record tells."""
    digest: str
    """Twelve digits that are others as soon as anything on the page is."""
    manifest: str
    """The file that names the edition and has the digest of every file."""
    paragraphs: bool
    """Whether the text has paragraphs with addresses of their own."""
