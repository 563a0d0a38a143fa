"""Ids of elements.

Each id is unique on the page, is not reserved by the theme, and is stable as long as its text is.
"""

import re
from collections.abc import Iterable

from dossierpress.kernel.content_ids import content_digest
from dossierpress.kernel.slugs import anchor_slug

# Reserved for elements of the page outside the text. The ids of the shipped theme begin with an
# underscore, which no heading makes; these are likely in other themes.
RESERVED = frozenset(["content", "footer", "header", "main", "menu", "nav", "search", "toc", "top"])
_RESERVED_FORM = re.compile(
    r"(?:cite|fn|fnref|status)-.*|(?:entry|letter|note|noted|of|page|part|report|year)_.*"
)


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
        return self._free(f"p-{content_digest(source, digits=8)}")

    def raw(self, id_: str) -> str:
        """The id of a raw element."""
        return self._free(self._unreserved("-".join(id_.split()) or "section"))

    def footnote(self, label: str | None, source: str) -> str:
        """The id of a footnote, made from its label, or from its source text if it has none."""
        if label is None:
            return self._free(f"fn-{content_digest(source, digits=8)}")
        slug = anchor_slug(label)
        if slug == label:
            return self._free(f"fn-{slug}")
        # Another label may have the same slug: neither may have its id from the other.
        return self._free("-".join(filter(None, ("fn", slug, content_digest(label, digits=4)))))

    def reference(self, footnote: str) -> str:
        """The id of a reference to a footnote."""
        return self._free(f"fnref-{footnote.removeprefix('fn-')}")

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
