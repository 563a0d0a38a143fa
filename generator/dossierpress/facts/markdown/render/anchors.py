"""Ids of elements, and levels of headings.

Each id is unique on the page, is not reserved by the theme, and is stable as long as its text is.
The body's highest heading has level 2, because level 1 is the title's.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2s

from markdown_it.token import Token

from dossierpress.facts.markdown.reading import BodyReading
from dossierpress.kernel.diagnostics import Hint, Offer
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


_HIGHEST = 2
_LOWEST = 6


def level_of(token: Token) -> int:
    """The level as written: 1 for `#`."""
    return int(token.tag[1])


def shift_of(tokens: Sequence[Token]) -> int:
    """What is added to every level, so that the highest one becomes 2."""
    levels = [level_of(token) for token in tokens if _is_of_text(token)]
    return _HIGHEST - min(levels, default=1)


def shown_level(token: Token, shift: int) -> int:
    """The level on the page."""
    return max(_HIGHEST, min(level_of(token) + shift, _LOWEST))


def report_skips(tokens: Sequence[Token], reading: BodyReading) -> None:
    """Report headings more than one level below the heading before them."""
    title = _HIGHEST - 1 - shift_of(tokens)
    before = title
    for token in filter(_is_of_text, tokens):
        level = level_of(token)
        if level > before + 1:
            first = before == title
            reading.report(
                "md-heading-skip",
                token.meta["at"],
                len(token.markup),
                f"the first heading is of level {level}, and a later one is higher"
                if first
                else f"a heading of level {level} follows one of level {before}",
                hint=_with_marks(token, before + 1),
            )
        before = level


def _is_of_text(token: Token) -> bool:
    """Whether a heading is not within a quotation, a list or a footnote."""
    return token.type == "heading_open" and token.level == 0


def _with_marks(token: Token, level: int) -> Hint:
    marks = "#" * level
    words = f"write it with `{marks}`"
    return Offer((marks,), words) if token.markup.startswith("#") else words
