"""What is gathered while one body is read: places, problems, ids that the author gave."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from dossierpress.diagnostics import Diagnostic, Hint, Note, Span, problem
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.source import NOWHERE, Origin, Source
from dossierpress.schema.limits import Limits

KEY = "reading"
"""Under which name the rules find it in the parser's environment."""

_REPORTED_AT_MOST = 100
_LIMITED = {
    "links": "links and pictures",
    "mentions": "marked names",
    "citations": "cited sources",
    "footnotes": "footnotes",
    "table_cells": "cells of tables",
}
"""What a text may hold so many of: the limit, and what it is called."""


class Reading:
    """The state of one reading; it lives as long as one call of `read_body`."""

    def __init__(
        self, source: Source, *, path: str, lang: str, limits: Limits | None = None
    ) -> None:
        self.source = source
        self.path = path
        self.lang = lang
        self.limits = limits or Limits()
        self.origin: Origin = NOWHERE
        """Of the block whose content is being parsed."""
        self.given_ids: dict[str, int] = {}
        """Ids written as `{#id}`, and the offset of each."""
        self.footnotes: dict[str, int] = {}
        """Labels of the footnotes that are defined, and the offset of each."""
        self.code: list[tuple[int, int]] = []
        """(begin, end) of every stretch of the body that is code in a line."""
        self.in_citations: list[list[Token]] = []
        """What was read of each prefix and locator."""
        self._problems: list[Diagnostic] = []
        self._full: set[str] = set()
        self._told: set[tuple[str, int, int]] = set()
        self._counts: Counter[str] = Counter()
        self._passed: set[str] = set()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All problems, each once."""
        return tuple(dict.fromkeys(self._problems))

    def wants(self, code: str) -> bool:
        """Whether one more report of a code is kept: many of them cost more than they tell."""
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
        """Tell of a problem in the text; `length` in code points of the body."""
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
        """Tell of a problem at a place of the file."""
        if not self.wants(code):
            return
        self._full.add(code)
        self._told.add((code, span.line, span.column))
        self._problems.append(problem(code, self.path, span, message, hint, notes))

    def reported(self, code: str, offset: int) -> bool:
        """Whether something of a code has been told of at a place."""
        span = self.source.span(offset)
        return (code, span.line, span.column) in self._told

    def note(self, message: str, offset: int, length: int = 1) -> Note:
        """A second place in the same file."""
        return Note(message=message, path=self.path, span=self.source.span(offset, length))

    def count(self, what: str, offset: int, length: int = 1, *, number: int = 1) -> None:
        """Count what a text may hold so many of; one report where there are more."""
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
        """Whether no more of something has been counted than a text may hold."""
        return what not in self._passed

    def limit(self, setting: str, offset: int, length: int, message: str, *, hint: str) -> None:
        """Tell that a limit is passed, and which setting it is; once of each."""
        if setting in self._passed:
            return
        self._passed.add(setting)
        hint = f"{hint}; `limits: {{{setting}: …}}` in site.yml allows more"
        self.report("md-limit", offset, length, message, hint=hint)

    def give_id(self, id_: str, offset: int) -> bool:
        """Take down an id that the author wrote; False, with a report, where it is taken."""
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


def reading_of(env: Any) -> Reading:
    """The reading that a rule takes part in."""
    reading: Reading = env[KEY]
    return reading
