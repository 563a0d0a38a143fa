"""Where the events of the YAML parser stand in the file."""

from typing import Any

from msgspec import Struct
from yaml.events import CollectionStartEvent, ScalarEvent

from dossierpress.diagnostics.diagnostic import Span

_QUOTES = ('"', "'")


class Places(Struct, frozen=True):
    """The lines that were given to the parser, and the line of the file on which they begin."""

    lines: list[str]
    offset: int

    def of(self, event: Any) -> Span:
        """The place of a scalar inside its quotes, or of the beginning of a list or mapping."""
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        if isinstance(event, ScalarEvent):
            one_line = line == end.line
            last = end.column if one_line else len(self.lines[line].rstrip())
            if event.value and event.style in _QUOTES:
                return self.at(line, column + 1, last - column - 1 - one_line)
            return self.at(line, column, last - column)
        if isinstance(event, CollectionStartEvent) and not event.flow_style:
            # Its mark is that of the first key or dash, and its end is not known yet.
            return self.at(line, column, len(self.lines[line]) - column)
        return self.at(line, column, end.column - column)

    def beginning(self, event: Any, length: int) -> Span:
        """The first characters of an event."""
        return self.at(event.start_mark.line, event.start_mark.column, length)

    def closed(self, span: Span, end: Any) -> Span:
        """The span of a list or mapping whose closing bracket, if it has one, is known now."""
        mark = end.end_mark
        if mark.line + self.offset != span.line or mark.index == end.start_mark.index:
            return span
        return Span(line=span.line, column=span.column, length=mark.column + 1 - span.column)

    def at(self, line: int, column: int, length: int) -> Span:
        """A place by line and column of the lines, both from 0."""
        return Span(line=line + self.offset, column=column + 1, length=max(1, length))
