"""Ids of elements.

Each id is unique on the page, is not reserved by the theme, and is stable as long as its text is.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2s

from dossierpress.kernel.slugs import anchor_slug

# Reserved for elements of the page outside the text. The ids of the shipped theme begin with an
# underscore, which no heading makes; these are likely in other themes.
RESERVED = frozenset(["content", "footer", "header", "main", "menu", "nav", "search", "toc", "top"])
_RESERVED_FORM = re.compile(r"(?:cite|fn|fnref)-.*|(?:entry|letter|of|page|part|year)_.*")


class Anchors:
    """Assigns the ids of one body."""

    def __init__(self, given: Iterable[str]) -> None:
        self.taken: dict[str, None] = {}
        """In the order in which they were assigned."""
        self._given: dict[str, str] = {}
        self._kept: set[str] = set()
        self._last: dict[str, int] = {}
        for id_ in given:
            self._given[id_] = self._number(self._unreserved(id_))
            self._kept.add(self._given[id_])

    def given(self, id_: str) -> str:
        """An id that an author wrote, which nothing else gets."""
        return self._give(self._given[id_])

    def heading(self, text: str) -> str:
        """The id of a heading, made from its text."""
        return self._free(self._unreserved(anchor_slug(text) or "section"))

    def block(self, source: str) -> str:
        """The id of a block, made from its own source text, so that it is independent of others."""
        normal = " ".join(unicodedata.normalize("NFC", source).split())
        digest = blake2s(normal.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        return self._free(f"p-{digest}")

    def raw(self, id_: str) -> str:
        """The id of a raw element."""
        return self._free(self._unreserved("-".join(id_.split()) or "section"))

    def footnote(self, name: str) -> str:
        """The id of a footnote, or of a reference to one."""
        return self._free(name)

    def _unreserved(self, id_: str) -> str:
        reserved = id_.lower() in RESERVED or _RESERVED_FORM.fullmatch(id_.lower())
        return f"{id_}-section" if reserved else id_

    def _free(self, wanted: str) -> str:
        return self._give(self._number(wanted))

    def _number(self, wanted: str) -> str:
        found, number = wanted, self._last.get(wanted, 1)
        while found in self.taken or found in self._kept:
            number += 1
            found = f"{wanted}-{number}"
        self._last[wanted] = number
        return found

    def _give(self, id_: str) -> str:
        self.taken[id_] = None
        return id_
