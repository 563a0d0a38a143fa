"""A published page, taken apart: what stands in the file once, and what is the page's own.

Text is kept as it is written, and so are tags but for the attributes that `attributes` changes.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from html.parser import HTMLParser
from typing import Literal

from msgspec import Struct

from dossierpress.single_file.addresses import address_of
from dossierpress.single_file.attributes import Attributes, PageAttributes
from dossierpress.single_file.edition import PublishedEdition

_LEADS_ON = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)

_Region = Literal["head", "top", "main", "bottom", "cards", "script"]


class Card(Struct, frozen=True, kw_only=True, gc=False):
    """What is shown beside a link."""

    href: str
    """What the link leads to; empty of the box that cards are shown in."""
    html: str


class PageTaken(Struct, frozen=True, kw_only=True):
    """What a page brings into the file."""

    path: str
    root: Mapping[str, str]
    """Attributes of the whole page."""
    title: str
    main: str
    """What stands in its `main`."""
    look: str
    """The classes of its `main`."""
    chrome: tuple[str, str]
    """What stands around it: before and after."""
    current: tuple[tuple[str, str], ...]
    """(kind, href) of the links around it that lead to the page itself or to its part."""
    styles: tuple[str, ...]
    """Paths of its style sheets."""
    scripts: tuple[str, ...]
    cards: tuple[Card, ...]
    cards_lang: str
    """The language of the box that they are shown in, and so of their labels."""
    metas: tuple[tuple[str, str], ...]
    """(name, content) in its head."""
    icon: str | None
    ids: frozenset[str]
    """The ids in its `main`, as they were."""
    left_out: frozenset[str]
    """Files that it leads to, and that are not in the file."""


def take_page(path: str, edition: PublishedEdition, pages: Mapping[str, str]) -> PageTaken:
    """Take a page apart.

    Args:
        path: Where it is.
        edition: Where it and the files are that it names.
        pages: Paths that lead to a page of the file, and to which.
    """
    reader = _PageReader(path, edition, pages)
    reader.feed(edition.read(path).decode("utf-8", "replace"))
    reader.close()
    return reader.taken()


def leads_on(path: str, data: bytes) -> str | None:
    """The page that a page leads on to at once, as those at former addresses do."""
    found = _LEADS_ON.search(data)
    address = address_of(unescape(found[1].decode()), path) if found else None
    return address.path if address else None


class _PageReader(HTMLParser):
    """Reads one page from its first tag to its last."""

    def __init__(self, path: str, edition: PublishedEdition, pages: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self._path = path
        self._edition = edition
        self._attributes = PageAttributes(path, edition, pages)
        self._region: _Region = "head"
        self._before: _Region = "head"
        self._said: dict[_Region, list[str]] = {
            "head": [],
            "top": [],
            "main": [],
            "bottom": [],
            "cards": [],
            "script": [],
        }
        self._runs = False
        self._in_title = False
        self._title: list[str] = []
        self._root: dict[str, str] = {}
        self._look = ""
        self._current: list[tuple[str, str]] = []
        self._styles: list[str] = []
        self._scripts: list[str] = []
        self._cards: list[Card] = []
        self._cards_lang = ""
        self._depth = 0
        self._card_href = ""
        self._metas: list[tuple[str, str]] = []
        self._icon: str | None = None
        self._ids: set[str] = set()

    def taken(self) -> PageTaken:
        """What was read."""
        address = escape(self._root.get("data-address", ""), quote=False)
        top, bottom = "".join(self._said["top"]).strip(), "".join(self._said["bottom"]).strip()
        return PageTaken(
            path=self._path,
            root=self._root,
            title="".join(self._title),
            main="".join(self._said["main"]),
            look=self._look,
            # The address of the page is put there when it is shown.
            chrome=(top, bottom.replace(address, "") if address else bottom),
            current=tuple(self._current),
            styles=tuple(self._styles),
            scripts=tuple(self._scripts),
            cards=tuple(self._cards),
            cards_lang=self._cards_lang,
            metas=tuple(self._metas),
            icon=self._icon,
            ids=frozenset(self._ids),
            left_out=frozenset(self._attributes.left_out),
        )

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks, and it would take a tenth of the time."""
        return max(i, j)

    # What the parser finds.

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take note of a tag, and keep it where it stands in the body."""
        if tag == "script":
            self._before, self._region = self._region, "script"
            self._runs = not dict(attrs).get("type")
        elif tag == "main":
            self._region = "main"
            self._look = dict(attrs).get("class") or ""
        elif tag == "body":
            self._region = "top"
        elif tag == "template" and dict(attrs).get("id") == "page_cards":
            self._region = "cards"
        elif self._region == "head":
            self._head(tag, {name: value or "" for name, value in attrs})
        else:
            self._keep(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Keep a tag that ends itself, as those of drawings do."""
        if self._region != "head":
            self._keep(tag, attrs, opens=False)

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of an element, or take note that a part of the page ends."""
        if tag == "script" and self._region == "script":
            if self._runs:
                self._scripts.append("".join(self._said["script"]))
            self._said["script"].clear()
            self._region = self._before
        elif self._in_title:  # drawings have titles too
            self._in_title = False
        elif tag == "main" or (tag == "template" and self._region == "cards" and not self._depth):
            self._region = "bottom"
        elif tag not in ("head", "body", "html"):
            self._said[self._region].append(f"</{tag}>")
            self._close_card()

    def handle_data(self, data: str) -> None:
        """Keep text as it is written."""
        (self._title if self._in_title else self._said[self._region]).append(data)

    def handle_entityref(self, name: str) -> None:
        """Keep a sign that is written by its name."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a sign that is written by its number."""
        self.handle_data(f"&#{name};")

    # Parts of the page.

    def _head(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "html":
            self._root = dict(attributes)
        elif tag == "title":
            self._in_title = True
        elif tag == "meta" and "name" in attributes:
            self._metas.append((attributes["name"], attributes.get("content", "")))
        elif tag == "link":
            address = address_of(attributes.get("href", ""), self._path)
            if address and address.path in self._edition.paths:
                if attributes.get("rel") == "stylesheet":
                    self._styles.append(address.path)
                if attributes.get("rel") == "icon" and address.path.endswith(".svg"):
                    self._icon = address.path

    def _keep(self, tag: str, attributes: Attributes, *, opens: bool = True) -> None:
        given = dict(attributes)
        own = self._region in ("main", "cards")
        if self._region == "main" and given.get("id"):
            self._ids.add(given["id"] or "")
        elif not own and given.get("aria-current"):
            href = self._attributes.linked(given.get("href") or "", own=False)
            self._current.append((given["aria-current"] or "", href or ""))
        raw = self.get_starttag_text() or ""
        self._said[self._region].append(self._attributes.tag(raw, tag, attributes, own=own))
        if self._region != "cards":
            return
        if not self._cards and not self._depth:
            self._cards_lang = given.get("lang") or ""
        if tag == "a" and not self._card_href:
            self._card_href = self._attributes.linked(given.get("href") or "") or ""
        if opens and tag not in _VOID:
            self._depth += 1

    def _close_card(self) -> None:
        if self._region != "cards":
            return
        self._depth -= 1
        if self._depth == 0:
            html = "".join(self._said["cards"]).strip()
            self._cards.append(Card(href=self._card_href, html=html))
            self._said["cards"].clear()
            self._card_href = ""
