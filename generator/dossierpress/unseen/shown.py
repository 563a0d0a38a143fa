"""The one gate between what texts say and what is published: no character that misleads passes.

It works on finished pages, because there everything has come together: bodies, names, quotations,
titles, and what was cut out of its sentence. In the text of a page such a character becomes a
badge; where there can be no element (attributes, the title, feeds) it becomes its plain number.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from dossierpress.unseen.characters import isolated, may_mislead, name_of, spell
from dossierpress.unseen.directions import Directions, controls, misleading, runs

Form = Literal["html", "text"]

_TOKEN = re.compile(
    r"<!--.*?-->|</?([A-Za-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|<", re.DOTALL
)
_ATTRIBUTE = re.compile(r"(\s[^\s=\"'<>/]+=)(\"[^\"]*\"|'[^']*')")
# Their values are read by programs: a changed one would lead nowhere.
_ADDRESSES = re.compile(
    r"\s(?:id|href|src|for|name|headers|class|cite|aria-(?:labelledby|describedby))="
)
_PLAIN_INSIDE = frozenset(("title", "textarea", "option", "script", "style"))
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "track"))
# Within these a direction goes on from element to element; all others are paragraphs of their own.
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "label",
     "mark", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strong", "sub", "sup",
     "time", "u", "var", "bdi", "bdo", "img", "input", "wbr")
)  # fmt: skip


def reveal(page: str, form: Form) -> str:
    """A page in which no character misleads.

    Args:
        page: Finished HTML or XML, or plain text.
        form: Whether badges can be shown: `html`. In any other format numbers are written.

    Returns:
        The page as it is, to the character, where nothing in it misleads.
    """
    if not may_mislead(page) or not (any(isolated(page)) or any(controls(page))):
        return page
    return _Revealing(page, form).page()


class _Scope:
    """An open element."""

    __slots__ = ("directions", "lines", "name")

    def __init__(self, name: str, *, lines: bool) -> None:
        self.name = name
        self.directions = Directions()
        """Of the controls that stand right in it, not within another element."""
        self.lines = lines
        """Whether each line is a paragraph: in code that is laid out, and in plain text."""


class _Revealing:
    """One pass over a page that has unseen characters."""

    def __init__(self, page: str, form: Form) -> None:
        self._page = page
        self._form = form
        self._scopes = [_Scope("", lines=form == "text")]
        """Open elements, from the outermost one."""
        self._open: Counter[str] = Counter()
        """How many elements of a name are open."""
        self._texts: list[tuple[int, int, bool]] = []
        """(start, end, whether badges can stand there) of every text of the page."""
        self._found: list[tuple[int, int]] = []
        self._unpaired: list[int] = []
        self._tags: list[tuple[int, int]] = []

    def page(self) -> str:
        """The page with everything shown that misleads."""
        self._walk()
        for scope in self._scopes:
            self._end(scope)
        starts = [start for start, _, _ in self._texts]
        written: list[str] = []
        done = 0
        changes = [*self._shown(starts), *self._attributes()]
        for start, end, shown in sorted(changes):
            written += (self._page[done:start], shown)
            done = end
        return "".join((*written, self._page[done:])) if done else self._page

    def _shown(self, starts: list[int]) -> Iterator[tuple[int, int, str]]:
        for start, end in runs(iter(self._found), self._unpaired):
            _, _, can_badge = self._texts[bisect_right(starts, start) - 1]
            run = self._page[start:end]
            yield start, end, _badge(run) if can_badge else plain(run)

    def _attributes(self) -> Iterator[tuple[int, int, str]]:
        for start, end in self._tags:
            tag = self._page[start:end]
            shown = _ATTRIBUTE.sub(_value, tag)
            if shown != tag:
                yield start, end, shown

    def _walk(self) -> None:
        done = 0
        inside = ""
        for token in _TOKEN.finditer(self._page):
            name = (token[1] or "").lower()
            closing = token[0].startswith("</")
            if inside in _PLAIN_INSIDE and not (closing and name == inside):
                continue
            if not name:
                continue
            self._text(done, token.start(), inside)
            done = token.end()
            if may_mislead(token[0]):
                self._tags.append(token.span())
            self._element(name, closing=closing, alone=token[0].endswith("/>"))
            inside = self._scopes[-1].name
        self._text(done, len(self._page), inside)

    def _element(self, name: str, *, closing: bool, alone: bool) -> None:
        if self._form != "html" or name not in _INLINE:
            self._break()
        if closing and self._open[name]:
            while True:
                scope = self._scopes.pop()
                self._open[scope.name] -= 1
                self._end(scope)
                if scope.name == name:
                    break
        elif not closing and not alone and name not in _VOID:
            lines = name == "pre" or (name in _INLINE and self._scopes[-1].lines)
            self._scopes.append(_Scope(name, lines=lines))
            self._open[name] += 1

    def _break(self) -> None:
        """A paragraph ends, and every direction with it."""
        for scope in reversed(self._scopes):
            self._end(scope)
            if scope.name not in _INLINE:
                break

    def _end(self, scope: "_Scope") -> None:
        directions = scope.directions
        directions.end()
        for places in (directions.unpaired, directions.overridden):
            self._unpaired += places
            places.clear()

    def _text(self, start: int, end: int, inside: str) -> None:
        text = self._page[start:end]
        if not may_mislead(text):
            if self._scopes[-1].lines and "\n" in text:
                self._break()
            return
        self._texts.append((start, end, self._form == "html" and inside not in _PLAIN_INSIDE))
        self._found += [(start + first, start + last) for first, last in isolated(text)]
        lines, directions = self._scopes[-1].lines, self._scopes[-1].directions
        before = 0
        for place, character in controls(text):
            if lines and "\n" in text[before:place]:
                self._break()
            before = place
            directions.meet(character, start + place)
        if lines and "\n" in text[before:]:
            self._break()


def plain(run: str) -> str:
    """Unseen characters where no element can stand: `[U+202E]`."""
    return f"[{spell(run)}]"


def _badge(run: str) -> str:
    names = ", ".join(dict.fromkeys(name_of(one) for one in run))
    return f'<bdi class="hidden-character" dir="ltr" title="{names}">{plain(run)}</bdi>'


def _value(found: re.Match[str]) -> str:
    if _ADDRESSES.match(found[1]):
        return found[0]
    return found[1] + found[2][0] + reveal_line(found[2][1:-1]) + found[2][-1]


def reveal_line(text: str) -> str:
    """A text by itself, in which no character misleads."""
    shown: list[str] = []
    done = 0
    for start, end in misleading(text):
        shown += (text[done:start], plain(text[start:end]))
        done = end
    return "".join((*shown, text[done:]))
