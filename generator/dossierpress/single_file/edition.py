"""The published edition that the file is made of."""

from collections.abc import Callable, Collection
from urllib.parse import quote

from msgspec import Struct


class PublishedEdition(Struct, frozen=True, kw_only=True):
    """The files of a published edition."""

    paths: Collection[str]
    """Of all its files, below output/."""
    read: Callable[[str], bytes]
    """Reads one of them."""
    url: str | None
    """Where it is hosted, with a slash at the end; None where that is not known."""

    def public(self, path: str) -> str | None:
        """The address of a file where the dossier is hosted."""
        return None if self.url is None else self.url + quote(path)
