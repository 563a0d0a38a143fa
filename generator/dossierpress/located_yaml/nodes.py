"""The nodes of a YAML text, each with its place.

A scalar is always text; a sequence and a mapping know the place of each of their values.
"""

from typing import Any, Self

from msgspec import Struct
from yaml.events import CollectionStartEvent, ScalarEvent

from dossierpress.kernel.diagnostics.diagnostic import Span


class YamlLimits(Struct, frozen=True, kw_only=True, gc=False):
    """Limits on one text; anything beyond them is refused unread."""

    size: int = 2_000_000
    """Bytes in UTF-8."""
    depth: int = 20
    """Lists and mappings inside one another."""
    nodes: int = 200_000
    """Values, lists and mappings, keys included."""
    size_setting: str | None = None
    """The limit in site.yml that sets `size`; None where no setting raises any of the limits."""

    def allows_more(self, setting: str | None) -> str:
        """The end of a hint: which setting raises the limit, if one does."""
        raisable = setting is not None and self.size_setting is not None
        return f"; `limits: {{{setting}: …}}` in site.yml allows more" if raisable else ""


class ScalarNode(str):
    """A scalar: always text, whatever it looks like."""

    __slots__ = ("plain", "span")

    span: Span
    """Of the text as written, inside its quotes; `length` counts its first line."""
    plain: bool
    """Written without quotes, and not as a block."""

    def __new__(cls, text: str, span: Span, *, plain: bool = True) -> Self:
        """Text found at a place."""
        self = super().__new__(cls, text)
        self.span = span
        self.plain = plain
        return self


class SequenceNode(list["Node | None"]):
    """A list. An item without a value is None."""

    __slots__ = ("places", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.places: list[Span] = []
        """Of each item, None included."""

    def add(self, value: "Node | None", place: Span) -> None:
        """Add an item found at a place."""
        self.append(value)
        self.places.append(place)

    def drop(self, index: int) -> None:
        """Leave an item out."""
        del self[index], self.places[index]


class MappingNode(dict[str, "Node | None"]):
    """A map in the order in which it was written. A key without a value has None."""

    __slots__ = ("keys_at", "partial", "places", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.keys_at: dict[str, Span] = {}
        """Where each key stands."""
        self.places: dict[str, Span] = {}
        """Where each value stands; for None, where its key does."""
        self.partial = False
        """Whether part of it could not be read, so that missing keys must not be reported."""

    def add(self, key: str, value: "Node | None", *, key_at: Span, place: Span) -> None:
        """Add an entry found at a place."""
        self[key] = value
        self.keys_at[key] = key_at
        self.places[key] = place

    def drop(self, key: str) -> None:
        """Leave an entry out."""
        del self[key], self.keys_at[key], self.places[key]


Node = ScalarNode | SequenceNode | MappingNode


_QUOTES = ('"', "'")


class EventPlaces(Struct, frozen=True):
    """Places of parser events: the lines given to the parser, and where in the file they begin."""

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
            # Its mark is at the first key or dash, and its end is not known yet.
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
