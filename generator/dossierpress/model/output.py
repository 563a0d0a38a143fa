"""Pages to render, and files as they are published."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Self

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic


class Page(Struct, frozen=True, kw_only=True):
    """A page to be rendered."""

    path: str
    """POSIX path below output/: `articles/harbour.html`."""
    template: str
    """Name of the template: `pages/article.html`."""
    make_view: Callable[[], Any]
    """Makes the view: a frozen value of `pages/views/`, all that the template gets."""
    origin: str
    """Its origin, for messages: a content file, or `the index of entities`."""

    @property
    def view(self) -> Any:
        """The view, made on access."""
        return self.make_view()


class Asset(Struct, frozen=True, kw_only=True, gc=False):
    """A file published as it is."""

    path: str
    held: bytes | Callable[[], bytes]
    """Its bytes, or a function that reads them; see `MediaFile`."""
    digest: str
    """SHA-256 of the bytes, hexadecimal."""
    origin: str

    @classmethod
    def of(cls, *, path: str, data: bytes, origin: str) -> Self:
        """A file whose bytes are at hand."""
        return cls(path=path, held=data, digest=sha256(data).hexdigest(), origin=origin)

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.held if isinstance(self.held, bytes) else self.held()


class Plan(Struct, frozen=True, kw_only=True, gc=False):
    """Everything that will be in output/, in order of path, with distinct paths."""

    pages: tuple[tuple[Page, str], ...]
    """(page, fingerprint): equal fingerprints mean equal bytes."""
    assets: tuple[Asset, ...]
    rendered: Mapping[str, bytes] = {}
    """Path -> what was made of the pages that were rendered as soon as their views were built."""


class OutputFile(Struct, frozen=True, kw_only=True, gc=False):
    """A file ready to be written."""

    path: str
    held: bytes | Callable[[], bytes]
    """Its bytes, or a function that reads them from the spool."""
    digest: str
    """SHA-256, hexadecimal."""

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.held if isinstance(self.held, bytes) else self.held()


class ThemeFacts(Struct, frozen=True, kw_only=True):
    """Facts about a theme that are known before any page is rendered with it."""

    closures: Mapping[str, str]
    """Template -> a digest of its closure, and of the code that renders it."""
    diagnostics: tuple[Diagnostic, ...]
    """All that is wrong with it."""
