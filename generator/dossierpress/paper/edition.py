"""`Edition`, the published files that PDFs are made of, and what keeps them from being printed."""

from collections.abc import Callable, Mapping

from msgspec import Struct


class Edition(Struct, frozen=True, kw_only=True):
    """The files of an edition that has passed the gate."""

    digest: str
    """That of its manifest."""
    files: Mapping[str, str]
    """Path below output/ -> SHA-256 of the file."""
    read: Callable[[str], bytes]
    """The bytes of one of them, as the manifest has it.

    Raises:
        EditionChangedError: It is not that file any more.
    """


class EditionChangedError(Exception):
    """A file of the edition is gone or different: another build has published meanwhile."""


class NotOursError(Exception):
    """A file is in the place of a PDF that no build has printed; `path` is where."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
