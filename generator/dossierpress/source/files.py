"""The files of a dossier as they are found: content, and the theme as text."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

FileType = Literal["article", "entity", "source", "claim", "page", "media"]


class ContentFile(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One file below content/, as found."""

    path: str
    """POSIX path relative to the site's folder: `content/articles/harbour.md`."""
    type: FileType
    """Given by the folder below content/."""
    held: bytes | Callable[[], bytes]
    """Its bytes, or a function that reads them: those of an unchanged file are rarely needed."""
    digest: str
    """SHA-256 of the bytes, hexadecimal."""

    @property
    def data(self) -> bytes:
        """Its bytes. Reading them raises `ChangedError` if they have changed since."""
        return self.held if isinstance(self.held, bytes) else self.held()


class CatalogueFile(Struct, frozen=True, kw_only=True, gc=False):
    """A catalogue of the theme's words in one language, as text."""

    lang: str
    """BCP 47 tag, from its name: `fr` of `locale/fr.po`, `zh-Hant` of `locale/zh_Hant.po`."""
    path: str
    """For messages: `templates/locale/fr.po`, `theme:locale/fr.po`."""
    text: str


class TemplateSet(Struct, frozen=True, kw_only=True, gc=False):
    """The theme as text: the site's own templates/ laid over the shipped one, file by file."""

    templates: tuple[tuple[str, str], ...]
    """(name, text), by name; names as in `{% extends %}`."""
    statics: tuple[tuple[str, bytes], ...]
    """(path below static/, data), by path."""
    paths: tuple[tuple[str, str], ...]
    """(name, path for messages: `templates/pages/article.html`, `theme:pages/article.html`)."""
    catalogues: tuple[CatalogueFile, ...] = ()
    """By language; where the theme and the site have one each, that of the site comes last."""
    own: int = 0
    """Files of the site's own that are not the same in the shipped theme."""
