"""Where things stand in the file: `claims/x.html#p-1` is at `#page/claims/x.html:p-1`."""

import posixpath
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

_IN_FRAGMENT = "/:?@!$&'()*+,;=-._~"
"""What may stand in a fragment as it is, beside letters and digits."""


class Address(Struct, frozen=True, kw_only=True, gc=False):
    """An address within an edition."""

    path: str
    """Of the file, below output/."""
    place: str = ""
    """The id of what is meant in it."""


def address_of(href: str, page: str) -> Address | None:
    """What an address on a page means; None where it leads out of the edition."""
    split = urlsplit(href)
    if split.scheme or split.netloc or split.path.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(split.path)))
    if path.startswith("../"):
        return None
    return Address(path=path if split.path else page, place=unquote(split.fragment))


def page_id(path: str) -> str:
    """The id of the section that holds a page."""
    return f"page/{path}"


def place_id(path: str, place: str) -> str:
    """The id of what has the id `place` on a page."""
    return f"{page_id(path)}:{place}"


def fragment(address: Address) -> str:
    """The link to it."""
    id_ = place_id(address.path, address.place) if address.place else page_id(address.path)
    return f"#{quote(id_, safe=_IN_FRAGMENT)}"
