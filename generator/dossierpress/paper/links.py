"""Where links lead on paper: within the document, or to the address at which a page is published.

Pictures are named by their path in the edition, below an address that nobody can have.
"""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from dossierpress.kernel import routes
from dossierpress.paper.elements import Tree

EDITION = "https://edition.invalid/"
"""Stands before the paths of files of the edition. No host has such a name (RFC 2606)."""
_WAYS_OUT = ("http:", "https:", "mailto:", "tel:", "#")


def within_article(path: str, address: str | None) -> Callable[[str], str | None]:
    """Where links of an article lead that is printed alone: to places in it, or out of it."""

    def leads(href: str) -> str | None:
        target, fragment = _target(path, href)
        if target is None:
            return href
        if target == path:
            return f"#{fragment}" if fragment else None
        return urljoin(address, href) if address else None

    return leads


def set_links(tree: Tree, path: str, leads: Callable[[str], str | None]) -> None:
    """Let every link lead somewhere, or be none; and name every picture by its path."""
    for link in tree.all(lambda one: one.tag == "a"):
        href = link.attrib.pop("href", None)
        for name in ("rel", "type", "target", "download", "ping"):
            link.attrib.pop(name, None)
        there = None if href is None else leads(href)
        if there is not None and there.lower().startswith(_WAYS_OUT):
            link.set("href", there)
    for picture in tree.all(lambda one: one.tag == "img"):
        target, _ = _target(path, picture.get("src", ""))
        picture.set("src", EDITION + routes.encode(target or "none"))


def without_lost_ends(root: Element) -> None:
    """Let no link lead to a place that is not printed."""
    there = {one.attrib["id"] for one in root.iter() if "id" in one.attrib}
    for one in root.iter("a"):
        if one.get("href", "").startswith("#") and one.attrib["href"][1:] not in there:
            del one.attrib["href"]


def _target(path: str, href: str) -> tuple[str | None, str]:
    """(path below output/, place in it); None for an address elsewhere, or one that is none."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None, ""
    if parts.scheme or parts.netloc:
        return None, ""
    fragment = unquote(parts.fragment)
    if not parts.path:
        return path, fragment
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(path), unquote(parts.path))
    ), fragment
