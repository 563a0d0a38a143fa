"""The events of the YAML parser, made into nodes one by one, up to the first that is refused."""

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from dossierpress.diagnostics.diagnostic import Diagnostic, Note, Span
from dossierpress.located_yaml.mistakes import explain
from dossierpress.located_yaml.nodes import Limits, Mapping, Node, Sequence, Text

# The one built on libyaml is about six times as fast, and is not in every build of PyYAML.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_QUOTES = ('"', "'")
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#!].*)")


class _RefusedError(Exception):
    """Reading ends here, and has been reported."""


def duplicate_key(key: str, *, at: Span, first: Span, path: str) -> Diagnostic:
    """Tell of a key that is given twice."""
    return Diagnostic(
        code="yaml-duplicate-key",
        path=path,
        span=at,
        message=f"the key `{key}` is given twice",
        hint="keep one of the two",
        notes=(Note(message=f"`{key}` is first given", path=path, span=first),),
    )


class Reading:
    """One pass over the lines of a text from `begin` on."""

    def __init__(
        self, lines: list[str], *, begin: int, path: str, first_line: int, limits: Limits
    ) -> None:
        self.lines = lines[begin:]
        self.begin = begin
        self.offset = first_line + begin
        self.path = path
        self.limits = limits
        self.has_comments = any("#" in line for line in self.lines)
        self.nodes = 0
        self.root: Node | None = None
        self.last_line = 0
        self.complete_to: int | None = 0
        """Index of the line on which the last outermost entry ends; None while it is being read."""
        self.diagnostics: list[Diagnostic] = []
        self.failed_at: int | None = None
        """Index of the line after which one could read on; None when all is read or must not be."""

    def run(self) -> Node | None:
        """Read the document; what is wrong with it is in `diagnostics` afterwards."""
        self.events: Iterator[Any] = yaml.parse("\n".join(self.lines), Loader=_LOADER)
        try:
            self._documents()
        except _RefusedError:
            self._leave_out_last(reached=len(self.lines))
        except yaml.MarkedYAMLError as error:
            mistake = explain(error, self.lines)
            span = Span(
                line=mistake.line + self.offset, column=mistake.column + 1, length=mistake.length
            )
            self._report(mistake.code, span, mistake.message, mistake.hint)
            self.failed_at = self.begin + mistake.resume_after
            self._leave_out_last(reached=mistake.line)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # PyYAML's own loader lets "\UFFFFFFFF" out as a bare ValueError.
            self._report("yaml-syntax", Span(line=self.offset, column=1), f"not YAML: {error}")
            self._leave_out_last(reached=len(self.lines))
        return self.root

    def _next(self) -> Any:
        event = next(self.events)
        self.last_line = event.end_mark.line
        return event

    def _documents(self) -> None:
        documents = 0
        while not isinstance(event := self._next(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        "yaml-documents",
                        self._span(event),
                        "a second YAML document begins here",
                        "keep one document to a file",
                    )
            elif isinstance(event, NodeEvent):
                self.root = self._node(event, depth=1)

    def _node(self, event: Any, *, depth: int) -> Node | None:
        self._guard(event, depth)
        span = self._span(event)
        if isinstance(event, ScalarEvent):
            plain = not event.style
            if plain and self.has_comments:
                self._warn_of_comment(event)
            return None if plain and not event.value else Text(event.value, span, plain=plain)
        if isinstance(event, MappingStartEvent):
            return self._mapping(Mapping(span), depth=depth)
        return self._sequence(Sequence(span), depth=depth)

    def _mapping(self, mapping: Mapping, *, depth: int) -> Mapping:
        if depth == 1:
            self.root = mapping
        while not isinstance(event := self._next(), MappingEndEvent):
            key, key_at = self._key(event), self._span(event)
            first = mapping.keys_at.get(key)
            if first is None:
                mapping.add(key, None, key_at=key_at, place=key_at)
            else:
                self.diagnostics.append(duplicate_key(key, at=key_at, first=first, path=self.path))
            self._begin_entry(depth)
            value = self._node(self._next(), depth=depth + 1)
            self._end_entry(depth)
            if first is None and value is not None:
                mapping[key] = value
                mapping.places[key] = value.span
        mapping.span = self._closed(mapping.span, event)
        return mapping

    def _sequence(self, sequence: Sequence, *, depth: int) -> Sequence:
        if depth == 1:
            self.root = sequence
        while not isinstance(event := self._next(), SequenceEndEvent):
            span = self._span(event)
            sequence.add(None, span)
            self._begin_entry(depth)
            value = sequence[-1] = self._node(event, depth=depth + 1)
            self._end_entry(depth)
            if value is not None:
                sequence.places[-1] = value.span
        sequence.span = self._closed(sequence.span, event)
        return sequence

    def _closed(self, span: Span, end: Any) -> Span:
        """The span of a list or mapping whose closing bracket, if it has one, is known now."""
        mark = end.end_mark
        if mark.line + self.offset != span.line or mark.index == end.start_mark.index:
            return span
        return Span(line=span.line, column=span.column, length=mark.column + 1 - span.column)

    def _begin_entry(self, depth: int) -> None:
        if depth == 1:
            self.complete_to = None

    def _end_entry(self, depth: int) -> None:
        if depth == 1:
            self.complete_to = self.last_line

    def _leave_out_last(self, *, reached: int) -> None:
        """Drop the outermost entry that a mistake on the line `reached` may have spoilt."""
        if isinstance(self.root, Mapping):
            self.root.partial = True
        if self.complete_to is not None and self.complete_to < reached:
            return
        if isinstance(self.root, Mapping) and self.root:
            self.root.drop(next(reversed(self.root)))
        elif isinstance(self.root, Sequence) and self.root:
            self.root.drop(len(self.root) - 1)

    def _key(self, event: Any) -> str:
        self._guard(event, depth=1)
        if not isinstance(event, ScalarEvent):
            braces = isinstance(event, MappingStartEvent)
            self._refuse(
                "yaml-key",
                self._span(event),
                f"{'a mapping' if braces else 'a list'} cannot be a key",
                "put the value into quotes if the braces are part of it"
                if braces
                else "put the value into quotes if the brackets are part of it",
            )
        if event.value == "<<" and not event.style:
            self._refuse(
                "yaml-merge-key",
                self._span(event),
                "merge keys (`<<`) are not read",
                "write the keys out where they are needed",
            )
        if not event.value:
            self._refuse(
                "yaml-key",
                self._span(event),
                "a key is missing before this colon",
                "write `key: value`, or put the text into quotes",
            )
        return str(event.value)

    def _guard(self, event: Any, depth: int) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self._refuse(
                "yaml-too-large",
                self._span(event),
                f"no more than {self.limits.nodes} values are read from one file",
                "split it into several files",
            )
        if depth > self.limits.depth:
            self._refuse(
                "yaml-depth",
                self._span(event),
                f"lists and mappings are more than {self.limits.depth} deep here",
                "flatten them; no key that is known here needs such depth",
            )
        if isinstance(event, AliasEvent):
            self._refuse(
                "yaml-alias",
                self._span(event),
                f"`*{event.anchor}` is a YAML alias, and aliases are not read",
                f'write the value out, or quote it if it is text: `"*{event.anchor}"`',
            )
        if event.anchor is not None:
            self._refuse(
                "yaml-anchor",
                self._mark(event, len(event.anchor) + 1),
                f"`&{event.anchor}` is a YAML anchor, and anchors are not read",
                f'delete it, or put the value into quotes if it is text: `"&{event.anchor} …"`',
            )
        if event.tag is not None:
            self._refuse(
                "yaml-tag",
                self._mark(event, 1),
                "words that begin with `!` are YAML tags, and tags are not read",
                "delete it, or put the value into quotes if it is text",
            )

    def _warn_of_comment(self, event: Any) -> None:
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        comment = _SWALLOWED.match(line, event.end_mark.column)
        if comment is None:
            return
        self._report(
            "yaml-comment",
            Span(
                line=event.end_mark.line + self.offset,
                column=comment.start(1) + 1,
                length=len(comment[1].rstrip()),
            ),
            f"`{comment[1][:40].rstrip()}` is a comment in YAML and no part of the value",
            "put the whole value into quotes, or a space after the `#` if a comment is meant",
        )

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        if isinstance(event, ScalarEvent):
            one_line = line == end.line
            last = end.column if one_line else len(self.lines[line].rstrip())
            if event.value and event.style in _QUOTES:
                return self._at(line, column + 1, last - column - 1 - one_line)
            return self._at(line, column, last - column)
        if isinstance(event, CollectionStartEvent) and not event.flow_style:
            # Its mark is that of the first key or dash, and its end is not known yet.
            return self._at(line, column, len(self.lines[line]) - column)
        return self._at(line, column, end.column - column)

    def _at(self, line: int, column: int, length: int) -> Span:
        return Span(line=line + self.offset, column=column + 1, length=max(1, length))

    def _mark(self, event: Any, length: int) -> Span:
        return self._at(event.start_mark.line, event.start_mark.column, length)

    def _report(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        self.diagnostics.append(
            Diagnostic(code=code, path=self.path, span=span, message=message, hint=hint)
        )

    def _refuse(self, code: str, span: Span, message: str, hint: str) -> NoReturn:
        self._report(code, span, message, hint)
        raise _RefusedError
