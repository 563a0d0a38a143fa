"""The state while one body is read: places, diagnostics, limits, ids given by the author.

It maps an offset in the text of a body to the line and column in the file. Parser rules find it in
the parser's environment and report to it.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token
from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Note, Span, problem
from dossierpress.schema.limits import Limits

_LONGEST = 60
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def quote(text: str) -> str:
    """Quote a text in backticks, on one line, cut if long, invisible characters spelled out."""
    line = " ".join(text[: 4 * _LONGEST].split())
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1] + "…"
    seen = (c if unicodedata.category(c) not in _HIDDEN else "\ufffd" for c in line)
    return f"`{''.join(seen)}`"


class BodyText:
    """The text of a body, and the positions of its lines in the file."""

    def __init__(self, text: str, *, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def line_start(self, index: int) -> int:
        """Offset of the first character of a line, counted from 0."""
        return self._starts[index]

    def line_end(self, index: int) -> int:
        """Offset of the line's newline, or the end of the text."""
        following = index + 1
        return self._starts[following] - 1 if following < len(self._starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """Line of the file on which an offset stands."""
        return bisect_right(self._starts, offset) - 1 + self.first_line

    def span(self, offset: int, length: int = 1) -> Span:
        """The place of a range in the file, cut at the end of its first line."""
        index = bisect_right(self._starts, offset) - 1
        room = self.line_end(index) - offset
        return Span(
            line=index + self.first_line,
            column=offset - self._starts[index] + 1,
            length=max(1, min(length, room)),
        )


class BlockOrigin(Struct, frozen=True, gc=False):
    """Where in the body the content of one block comes from.

    The block parser removes the marks of containers (`> `, `- `, `| `) from each line, so that the
    content has several pieces, each with its own offset in the body.
    """

    starts: tuple[int, ...]
    """Offsets in the content at which a piece begins, ascending, the first one 0."""
    offsets: tuple[int, ...]
    """The offset in the body for each of them."""
    cell: bool = False
    """Whether the block is the cell of a table, in which a bar needs a backslash."""

    def at(self, position: int) -> int:
        """The offset in the body of a position in the content."""
        if len(self.starts) == 1:
            return self.offsets[0] + position
        piece = bisect_right(self.starts, position) - 1
        return self.offsets[piece] + position - self.starts[piece]

    def without(self, length: int) -> "BlockOrigin":
        """The origin of the rest of the content after `length` characters are cut off."""
        first = bisect_right(self.starts, length) - 1
        later = [start - length for start in self.starts[first + 1 :]]
        offsets = (self.at(length), *self.offsets[first + 1 :])
        return BlockOrigin((0, *later), offsets, self.cell)


class BlockContent(Struct, frozen=True, gc=False):
    """The content of a block, or a part of it, with its place."""

    text: str
    origin: BlockOrigin
    """Of the whole content."""
    base: int = 0
    """Where `text` begins in the whole content."""

    def at(self, position: int) -> int:
        """The offset in the body of a position in `text`."""
        return self.origin.at(self.base + position)


NOWHERE = BlockOrigin((0,), (0,))


READING_KEY = "reading"
"""Key of the reading in the parser's environment."""

_REPORTED_AT_MOST = 100
_LIMITED = {
    "links": "links and pictures",
    "mentions": "marked names",
    "citations": "cited sources",
    "footnotes": "footnotes",
    "table_cells": "cells of tables",
}
"""What is counted in a text: the name of the limit, and the words for a message."""


class BodyReading:
    """The state while one body is read; it lives as long as one call of `read_body`."""

    def __init__(
        self, source: BodyText, *, path: str, lang: str, limits: Limits | None = None
    ) -> None:
        self.source = source
        self.path = path
        self.lang = lang
        self.limits = limits or Limits()
        self.origin: BlockOrigin = NOWHERE
        """The origin of the block whose content is being parsed."""
        self.given_ids: dict[str, int] = {}
        """Ids written as `{#id}`, and the offset of each."""
        self.footnotes: dict[str, int] = {}
        """Labels of the defined footnotes, and the offset of each."""
        self.code: list[tuple[int, int]] = []
        """(begin, end) of every code span of the body."""
        self.in_citations: list[list[Token]] = []
        """The parsed words of each prefix and locator."""
        self._problems: list[Diagnostic] = []
        self._full: set[str] = set()
        self._reported: set[tuple[str, int, int]] = set()
        self._counts: Counter[str] = Counter()
        self._passed: set[str] = set()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, each once."""
        return tuple(dict.fromkeys(self._problems))

    def wants(self, code: str) -> bool:
        """Whether one more diagnostic of a code is kept; their number is limited."""
        return len(self._problems) < _REPORTED_AT_MOST or code not in self._full

    def report(  # noqa: PLR0913 - a diagnostic has that many parts
        self,
        code: str,
        offset: int,
        length: int,
        message: str,
        *,
        hint: Hint = None,
        notes: Sequence[Note] = (),
    ) -> None:
        """Report a problem in the text; `length` is in code points of the body."""
        self.report_at(code, self.source.span(offset, length), message, hint=hint, notes=notes)

    def report_at(
        self,
        code: str,
        span: Span,
        message: str,
        *,
        hint: Hint = None,
        notes: Sequence[Note] = (),
    ) -> None:
        """Report a problem at a place in the file."""
        if not self.wants(code):
            return
        self._full.add(code)
        self._reported.add((code, span.line, span.column))
        self._problems.append(problem(code, self.path, span, message, hint, notes))

    def reported(self, code: str, offset: int) -> bool:
        """Whether a diagnostic of a code has been reported at an offset."""
        span = self.source.span(offset)
        return (code, span.line, span.column) in self._reported

    def note(self, message: str, offset: int, length: int = 1) -> Note:
        """Make a note on a second place in the same file."""
        return Note(message=message, path=self.path, span=self.source.span(offset, length))

    def count(self, what: str, offset: int, length: int = 1, *, number: int = 1) -> None:
        """Count something that has a limit; report it once when there are too many."""
        limit: int = getattr(self.limits, what)
        before = self._counts[what]
        self._counts[what] += number
        if before <= limit < before + number:
            self.limit(
                what,
                offset,
                length,
                f"more than {limit:,} {_LIMITED[what]} up to here",
                hint="make several texts of it",
            )

    def has_room_for(self, what: str) -> bool:
        """Whether the count of something is within its limit."""
        return what not in self._passed

    def limit(self, setting: str, offset: int, length: int, message: str, *, hint: str) -> None:
        """Report that a limit is exceeded, with its setting; once for each."""
        if setting in self._passed:
            return
        self._passed.add(setting)
        hint = f"{hint}; `limits: {{{setting}: …}}` in site.yml allows more"
        self.report("md-limit", offset, length, message, hint=hint)

    def give_id(self, id_: str, offset: int) -> bool:
        """Register an id that the author wrote; False, with a report, if it is taken."""
        first = self.given_ids.setdefault(id_, offset)
        if first == offset:
            return True
        self.report(
            "md-duplicate-anchor",
            offset,
            len(id_),
            f"the anchor {quote(id_)} is given twice",
            hint="give one of the two another name",
            notes=(self.note(f"{quote(id_)} is first given here", first, len(id_)),),
        )
        return False


def reading_of(env: Any) -> BodyReading:
    """The reading in a parser's environment."""
    reading: BodyReading = env[READING_KEY]
    return reading
