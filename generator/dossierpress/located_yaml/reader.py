"""Read one YAML document: limits, events to nodes, and recovery after a mistake.

A refused construct (an alias, a tag) is reported and skipped, so that the mistakes behind it are
reported too. After a syntax error, reading goes on at the next outermost entry. It ends where
going on could be expensive: at a limit, and after too many mistakes.
"""

import re
from typing import Any, NoReturn

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from dossierpress.kernel.diagnostics.diagnostic import Diagnostic, Note, Span
from dossierpress.kernel.diagnostics.hints import Hint, Offer, problem
from dossierpress.located_yaml.commas import CutByComma, cut_by_comma, explain_comma
from dossierpress.located_yaml.nodes import (
    EventPlaces,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YamlLimits,
)
from dossierpress.located_yaml.refused import Refused, refused_key, refused_value
from dossierpress.located_yaml.syntax_errors import Mistake, explain_syntax_error

# The one built on libyaml is about six times as fast, and is not in every build of PyYAML.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_REFUSALS = 20
"""Refusals after which reading ends: with so many, the text is not meant as this kind of YAML."""
_TABBED = re.compile(r" *\t[ \t]*(?:$|#)")
_BLOCKS = ("|", ">")
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#!].*)")


class _RefusedError(Exception):
    """Reading ends here; the reason has been reported."""


def duplicate_key(key: str, *, at: Span, first: Span, path: str) -> Diagnostic:
    """The diagnostic for a key that is given twice."""
    return Diagnostic(
        code="yaml-duplicate-key",
        path=path,
        span=at,
        message=f"the key `{key}` is given twice",
        hint="keep one of the two",
        notes=(Note(message=f"`{key}` is first given", path=path, span=first),),
    )


class DocumentReader:
    """One pass over the lines of a text from `begin` on."""

    def __init__(
        self, lines: list[str], *, begin: int, path: str, first_line: int, limits: YamlLimits
    ) -> None:
        self.lines = lines[begin:]
        self.begin = begin
        self.places = EventPlaces(self.lines, first_line + begin)
        self.path = path
        self.limits = limits
        self.has_comments = any("#" in line for line in self.lines)
        self.has_tabs = any("\t" in line for line in self.lines)
        self.nodes = 0
        self.refused = 0
        self.lost = 0
        """Values that could not be read because something in them was refused."""
        self.root: Node | None = None
        self.last_line = 0
        self.complete_to: int | None = 0
        """Index of the line on which the last outermost entry ends; None while it is being read."""
        self.diagnostics: list[Diagnostic] = []
        self.failed_at: int | None = None
        """Index of the line after which reading can go on; None if it must not or need not."""

    def run(self) -> Node | None:
        """Read the document; `diagnostics` then has what is wrong with it."""
        try:
            self.events = _LOADER("\n".join(self.lines))
            self._documents()
        except _RefusedError:
            self._leave_out_last(reached=len(self.lines))
        except yaml.MarkedYAMLError as error:
            mistake = explain_syntax_error(error, self.lines)
            span = Span(
                line=mistake.line + self.places.offset,
                column=mistake.column + 1,
                length=mistake.length,
            )
            self._report(mistake.code, span, mistake.message, self._way_out(mistake))
            self.failed_at = self.begin + mistake.resume_after
            self._leave_out_last(reached=mistake.line)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # PyYAML's own loader raises a bare ValueError for "\UFFFFFFFF".
            self._report(
                "yaml-syntax", Span(line=self.places.offset, column=1), f"not YAML: {error}"
            )
            self._leave_out_last(reached=len(self.lines))
        return self.root

    def _next(self) -> Any:
        event = self.events.get_event()
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
                        self.places.of(event),
                        "a second YAML document begins here",
                        "keep one document to a file",
                    )
            elif isinstance(event, NodeEvent):
                self.root = self._node(event, depth=1)

    def _node(self, event: Any, *, depth: int) -> Node | None:
        self._guard(event, depth)
        refused = refused_value(event)
        if refused is not None:
            self._pass_over(event, refused)
            # A list is read in spite of its anchor, which does not change it; but text behind an
            # apparent anchor is only half of what its author meant.
            if refused.code != "yaml-anchor" or not isinstance(event, CollectionStartEvent):
                self.lost += 1
                self._skip(event, depth)
                return None
        span = self.places.of(event)
        if isinstance(event, ScalarEvent):
            plain = not event.style
            if plain and self.has_comments:
                self._warn_of_comment(event)
            if self.has_tabs and event.style not in _BLOCKS:
                self._warn_of_tab(event)
            return None if plain and not event.value else ScalarNode(event.value, span, plain=plain)
        if isinstance(event, MappingStartEvent):
            return self._mapping(MappingNode(span), depth=depth, braces=bool(event.flow_style))
        return self._sequence(SequenceNode(span), depth=depth)

    def _mapping(self, mapping: MappingNode, *, depth: int, braces: bool) -> MappingNode:
        if depth == 1:
            self.root = mapping
        before: tuple[str, Any] | None = None
        cut = False
        while not isinstance(event := self._next(), MappingEndEvent):
            self._begin_entry(depth)
            lost = self.lost
            self._guard(event, depth)
            refused = refused_key(event)
            if refused is not None:
                self._pass_over(event, refused)
                self.lost += 1
                self._skip(event, depth)
                self._skip(self._next(), depth)
                before = None
            else:
                value = self._next()
                scalar = isinstance(value, ScalarEvent)
                if braces and scalar and cut_by_comma(event, value, before, self.lines):
                    self._report_comma(event, before, again=cut)
                    self._guard(value, depth)
                    cut = True
                else:
                    self._entry(mapping, event, value, depth=depth)
                    before, cut = (event.value, value) if scalar else None, False
            self._end_entry(depth)
            if self.lost > lost and self._is_record(depth):
                self._leave_out(mapping, event)
        mapping.span = self.places.closed(mapping.span, event)
        return mapping

    def _entry(self, mapping: MappingNode, event: Any, value_event: Any, *, depth: int) -> None:
        key, key_at = str(event.value), self.places.of(event)
        first = mapping.keys_at.get(key)
        if first is None:
            mapping.add(key, None, key_at=key_at, place=key_at)
        else:
            self.diagnostics.append(duplicate_key(key, at=key_at, first=first, path=self.path))
        value = self._node(value_event, depth=depth + 1)
        if first is None and value is not None:
            mapping[key] = value
            mapping.places[key] = value.span

    def _sequence(self, sequence: SequenceNode, *, depth: int) -> SequenceNode:
        if depth == 1:
            self.root = sequence
        while not isinstance(event := self._next(), SequenceEndEvent):
            span = self.places.of(event)
            sequence.add(None, span)
            lost = self.lost
            self._begin_entry(depth)
            value = sequence[-1] = self._node(event, depth=depth + 1)
            self._end_entry(depth)
            if value is not None:
                sequence.places[-1] = value.span
            if depth == 1 and self.lost > lost and not isinstance(value, MappingNode):
                sequence.drop(len(sequence) - 1)
        sequence.span = self.places.closed(sequence.span, event)
        return sequence

    def _is_record(self, depth: int) -> bool:
        """Whether a mapping at a depth is a record of the file, alone or in a list of records."""
        return depth == 1 or (depth == 2 and isinstance(self.root, SequenceNode))

    def _leave_out(self, record: MappingNode, key: Any) -> None:
        """Drop an entry of which a part is lost: the rest would be mistaken for all of it."""
        record.partial = True
        name = getattr(key, "value", None)
        if name is not None and name in record:
            record.drop(name)

    def _pass_over(self, event: Any, refused: Refused) -> None:
        span = self.places.of(event)
        if refused.length is not None:
            span = self.places.beginning(event, refused.length)
        hint: Hint = refused.hint
        if refused.code == "yaml-alias":
            hint = Offer((f'"{self._written(span)}"',), refused.hint)
        self._report(refused.code, span, refused.message, hint)
        self.refused += 1
        if self.refused == _MOST_REFUSALS:
            raise _RefusedError

    def _written(self, span: Span) -> str:
        line = self.lines[span.line - self.places.offset]
        return line[span.column - 1 : span.column - 1 + span.length]

    def _skip(self, event: Any, depth: int) -> None:
        """Skip everything that belongs to an event, without keeping or reporting anything in it."""
        inside = 0
        while True:
            inside += isinstance(event, CollectionStartEvent)
            inside -= isinstance(event, CollectionEndEvent)
            if inside == 0:
                return
            event = self._next()
            self._guard(event, depth + inside)

    def _report_comma(self, key: Any, before: Any, *, again: bool) -> None:
        """Report the first comma in a value; the hint covers the others."""
        if not again:
            comma = explain_comma(key, before, self.lines)
            self._report("yaml-comma", self.places.of(key), comma.message, self._way_out(comma))

    def _begin_entry(self, depth: int) -> None:
        if depth == 1:
            self.complete_to = None

    def _end_entry(self, depth: int) -> None:
        if depth == 1:
            self.complete_to = self.last_line

    def _leave_out_last(self, *, reached: int) -> None:
        """Drop the outermost entry that a mistake on the line `reached` may have damaged."""
        if isinstance(self.root, MappingNode):
            self.root.partial = True
        if self.complete_to is not None and self.complete_to < reached:
            return
        if isinstance(self.root, MappingNode) and self.root:
            self.root.drop(next(reversed(self.root)))
        elif isinstance(self.root, SequenceNode) and self.root:
            self.root.drop(len(self.root) - 1)

    def _guard(self, event: Any, depth: int) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self._refuse(
                "yaml-too-large",
                self.places.of(event),
                f"no more than {self.limits.nodes:,} values are read from one file",
                "split it into several files" + self.limits.allows_more("yaml_values"),
            )
        if depth > self.limits.depth:
            self._refuse(
                "yaml-depth",
                self.places.of(event),
                f"lists and mappings are more than {self.limits.depth} deep here",
                "flatten them; no key that is known here needs such depth"
                + self.limits.allows_more("yaml_depth"),
            )

    def _warn_of_comment(self, event: Any) -> None:
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        comment = _SWALLOWED.match(line, event.end_mark.column)
        if comment is None:
            return
        self._report(
            "yaml-comment",
            Span(
                line=event.end_mark.line + self.places.offset,
                column=comment.start(1) + 1,
                length=len(comment[1].rstrip()),
            ),
            f"`{comment[1][:40].rstrip()}` is a comment in YAML and no part of the value",
            "put the whole value into quotes, or a space after the `#` if a comment is meant",
        )

    def _warn_of_tab(self, event: Any) -> None:
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        tabbed = _TABBED.match(line, event.end_mark.column)
        if tabbed is not None:
            length = len(tabbed[0].rstrip("#"))
            self._report(
                "yaml-tab-behind",
                self.places.at(event.end_mark.line, tabbed.start(), length),
                "a tab follows the value, and some readers of YAML refuse the file for it",
                "delete it",
            )

    def _way_out(self, mistake: Mistake | CutByComma) -> Hint:
        if mistake.put is None:
            return mistake.hint
        line, column, length, text = mistake.put
        return Offer((text,), mistake.hint, self.places.at(line, column, length))

    def _report(self, code: str, span: Span, message: str, hint: Hint = None) -> None:
        self.diagnostics.append(problem(code, self.path, span, message, hint))

    def _refuse(self, code: str, span: Span, message: str, hint: str) -> NoReturn:
        self._report(code, span, message, hint)
        raise _RefusedError


# After each mistake the rest of the text is read again: without a limit, a text full of mistakes
# would cost its length times its lines.
_MOST_MISTAKES = 50
_LINE_END = re.compile("\r\n|\r|\n")
# YAML 1.1 takes U+0085, U+2028 and U+2029 for line ends, which no editor does: line numbers would
# differ from there on. The parser refuses the others itself, without a usable place.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ENTRY = re.compile(r"(?:[A-Za-z_][\w-]*|\"[^\"]*\"|'[^']*')[ ]*:(?=\s|$)")
_ITEM = re.compile(r"-(?=\s|$)")


def read(
    text: str, *, path: str, first_line: int = 1, limits: YamlLimits | None = None
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    r"""Read one YAML document.

    Args:
        text: The document. Lines end in `\n`, `\r\n` or `\r`.
        path: Of the file, for diagnostics.
        first_line: Line of the file on which the text begins (front matter begins on line 2).
        limits: Limits on the text.

    Returns:
        The value, and what is wrong with it. The value is None for an empty document. After an
        error in one entry of the outermost mapping or list, that entry is left out, the others
        are still read, and a mapping is marked `partial`. So is a mapping in an outermost list
        that loses an entry to a refused construct.
    """
    limits = limits or YamlLimits()
    refusal = _refuse_unread(text, path, first_line, limits)
    if refusal is not None:
        return _unreadable(first_line), (refusal,)
    lines = _LINE_END.split(text)
    found: list[Diagnostic] = []
    whole: Node | None = None
    begin = 0
    for _ in range(_MOST_MISTAKES):
        reading = DocumentReader(
            lines, begin=begin, path=path, first_line=first_line, limits=limits
        )
        part = reading.run()
        found.extend(reading.diagnostics)
        whole = _join(whole, part, path, found) if begin else part
        resume = _next_entry(lines, begin, reading.failed_at)
        if resume is None:
            break
        begin = resume
    return (_unreadable(first_line) if whole is None and found else whole), tuple(found)


def _unreadable(first_line: int) -> MappingNode:
    """The value of a document that could not be read at all."""
    mapping = MappingNode(Span(line=first_line, column=1))
    mapping.partial = True
    return mapping


def _refuse_unread(text: str, path: str, first_line: int, limits: YamlLimits) -> Diagnostic | None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.size:
        return Diagnostic(
            code="yaml-too-large",
            path=path,
            span=Span(line=first_line, column=1),
            message=f"the YAML has {size:,} bytes, over the limit of {limits.size:,}",
            hint="split it into several files" + limits.allows_more(limits.size_setting),
        )
    bad = _FORBIDDEN.search(text)
    if bad is None:
        return None
    before = _LINE_END.split(text[: bad.start()])
    number = ord(bad[0])
    written = f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"
    lone = 0xD800 <= number <= 0xDFFF
    return Diagnostic(
        code="yaml-character",
        path=path,
        span=Span(line=first_line + len(before) - 1, column=len(before[-1]) + 1),
        message=f"the character U+{number:04X} cannot stand in YAML as it is",
        hint="delete it" + ("" if lone else f", or write `{written}` inside double quotes"),
    )


def _next_entry(lines: list[str], begin: int, failed_at: int | None) -> int | None:
    """Index of the next line after the mistake on which an outermost entry certainly begins."""
    if failed_at is None:
        return None
    first = next((line for line in lines[begin:] if line.strip() and line[0] != "#"), "")
    entry = _ITEM if _ITEM.match(first) else _ENTRY
    after = range(max(failed_at, begin) + 1, len(lines))
    return next((index for index in after if entry.match(lines[index])), None)


def _join(whole: Node | None, part: Node | None, path: str, found: list[Diagnostic]) -> Node | None:
    """Join what was read before a mistake and what was read after it."""
    if isinstance(whole, SequenceNode) and isinstance(part, SequenceNode):
        for item, place in zip(part, part.places, strict=True):
            whole.add(item, place)
    elif isinstance(whole, MappingNode) and isinstance(part, MappingNode):
        whole.partial = True
        for key, value in part.items():
            if key in whole:
                found.append(
                    duplicate_key(key, at=part.keys_at[key], first=whole.keys_at[key], path=path)
                )
            else:
                whole.add(key, value, key_at=part.keys_at[key], place=part.places[key])
    elif isinstance(part, MappingNode | SequenceNode):
        if isinstance(part, MappingNode):
            part.partial = True
        return part
    return whole
