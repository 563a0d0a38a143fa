"""What the attributes of a page say in the file: ids, and the addresses of pages and of files.

An id gets the page's address before it, so that it is the only one of its name, and whatever names
it names it so. A link to a page leads to its section. What a page loads is brought along.
"""

import re
from collections.abc import Mapping
from html import escape

from dossierpress.single_file.addresses import Address, address_of, fragment, page_id, place_id
from dossierpress.single_file.edition import PublishedEdition
from dossierpress.single_file.embedding import data_address

LARGEST_DOWNLOAD = 500_000
"""Bytes of a file that a page leads to or plays, and that is brought along."""

Attributes = list[tuple[str, str | None]]

_LINKS = frozenset(["href", "xlink:href"])
_LOADS = frozenset(["src", "poster", "data"])
_NEVER = frozenset(["srcset", "sizes"])
"""They would bring along a picture in several sizes."""
_IDS = frozenset(
    """
    id for form headers itemref list popovertarget commandfor aria-activedescendant aria-controls
    aria-describedby aria-details aria-errormessage aria-flowto aria-labelledby aria-owns
    """.split()  # noqa: SIM905 (reads better than twenty lines)
)
"""They hold ids, one or several."""
_PAINT = re.compile(r"url\(#([^)]+)\)")


class PageAttributes:
    """The attributes of one page."""

    def __init__(self, path: str, edition: PublishedEdition, pages: Mapping[str, str]) -> None:
        """For the page at `path`; `pages` says which paths lead to which page of the file."""
        self._path = path
        self._edition = edition
        self._pages = pages
        self.left_out: set[str] = set()
        """Files that the page leads to, and that are not in the file."""

    def tag(self, raw: str, tag: str, attributes: Attributes, *, own: bool) -> str:
        """A tag as it stands in the file.

        Args:
            raw: As it stands in the page.
            tag: Its name.
            attributes: Its attributes.
            own: Whether it is in the `main` of the page, and not in what surrounds that.
        """
        given = dict(attributes)
        changed = {
            name: new
            for name, value in attributes
            if value is not None and (new := self._value(tag, name, value, given, own=own)) != value
        }
        if not changed:
            return raw
        said = {**given, **changed}
        if tag == "a" and (changed.get("href") or "").startswith("data:"):
            said["download"] = (given["href"] or "").rsplit("/", 1)[-1]
        left = {name for name, value in changed.items() if value is None}
        written = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in said.items()
            if name not in left
        )
        return f"<{tag}{written}{'/' if raw.endswith('/>') else ''}>"

    def linked(self, href: str, *, own: bool = True) -> str | None:
        """Where a link leads in the file; None where there is nothing to lead to."""
        address = address_of(href, self._path)
        if address is None or (href.startswith("#") and not own):
            return href
        page = self._pages.get(address.path)
        if page is not None:
            return fragment(Address(path=page, place=address.place))
        if address.path.startswith("media/"):
            data = self._brought_along(address.path)
            if data is not None:
                return data
        self.left_out.add(address.path)
        return self._edition.public(address.path)

    def _value(
        self, tag: str, name: str, value: str, given: Mapping[str, str | None], *, own: bool
    ) -> str | None:
        """What an attribute says in the file; None where it is left out."""
        if name in _LINKS and tag in ("a", "area"):
            return self.linked(value, own=own)
        if name in _LOADS:
            return self._loaded(tag, value)
        if name in _NEVER or (name == "aria-current" and not own):
            return None
        if name == "data-root":
            return f"#{page_id('')}"
        return self._by_ids(tag, name, value, given) if own else value

    def _by_ids(self, tag: str, name: str, value: str, given: Mapping[str, str | None]) -> str:
        """An attribute that may name ids of the page, or a group of which one can be chosen."""
        one_of = name == "name" and (tag == "details" or given.get("type") == "radio")
        if name in _IDS or one_of:
            return " ".join(map(self._id, value.split()))
        if name in _LINKS and value.startswith("#"):
            return f"#{self._id(value[1:])}"
        if "url(#" in value:
            return _PAINT.sub(lambda one: f"url(#{self._id(one[1])})", value)
        return value

    def _id(self, id_: str) -> str:
        return place_id(self._path, id_)

    def _loaded(self, tag: str, href: str) -> str | None:
        """A picture, a recording or a film; None where it is too large to be brought along."""
        address = address_of(href, self._path)
        if address is None or address.path not in self._edition.paths:
            return href
        data = self._brought_along(address.path, largest=None if tag == "img" else LARGEST_DOWNLOAD)
        if data is None:
            self.left_out.add(address.path)
        return data

    def _brought_along(self, path: str, largest: int | None = LARGEST_DOWNLOAD) -> str | None:
        """The file as an address that holds it; None where it is too large."""
        if path not in self._edition.paths:
            return None
        data = self._edition.read(path)
        return data_address(path, data) if largest is None or len(data) <= largest else None
