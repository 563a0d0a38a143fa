r"""Report invisible characters whose effect depends on the parsed text.

Characters that mislead anywhere are reported when the file is decoded. Here are direction controls
that are not closed in their own value or paragraph, characters written as escapes (`"\u202E"`,
`&#x202E;`), and characters that names do not need.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, islice

from dossierpress.kernel import invisible_characters
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.model.body import Block, Body, Prose

_NAMES = frozenset(
    ("title", "name", "aliases", "former_names", "weak_aliases", "authors", "author", "sort_as",
     "as")
)  # fmt: skip
_REPORTED_AT_MOST = 20
_ESCAPE = re.compile(r'\\[^"]')
"""What may be an escape, except that of a quote."""


class WrittenText:
    """The source text. Unescaped characters in it are reported when the file is decoded."""

    def __init__(self, text: str, *, first_line: int) -> None:
        """Take a text and the line of the file on which it begins."""
        self.text = text
        self._first_line = first_line
        self._characters: dict[int, frozenset[str]] = {}
        """Line number -> the line."""

    def escapes(self, character: str, span: Span, sign: str) -> bool:
        """Whether a character that was read at a place is written there as an escape."""
        if not self._characters:
            lines = self.text.split("\n")
            self._characters = dict(enumerate(map(frozenset, lines), self._first_line))
            self._characters[0] = frozenset(self.text)
        here = self._characters.get(span.line, frozenset())
        return character not in self._characters[0] or (sign in here and character not in here)


def hidden_in_front_matter(
    node: Node | None, written: WrittenText, path: str
) -> tuple[Diagnostic, ...]:
    """Report such characters in the values of a file or its front matter.

    Args:
        node: The values.
        written: The source text.
        path: Path of the file.
    """
    # Without escapes, a value has no character that the source has not.
    if not _ESCAPE.search(written.text) and not invisible_characters.may_mislead_in_name(
        written.text
    ):
        return ()
    found = _in_node(node, named=False, written=written, path=path)
    return tuple(islice(found, _REPORTED_AT_MOST))


def hidden_in_body(body: Body, written: WrittenText, path: str) -> tuple[Diagnostic, ...]:
    """Report such characters in the paragraphs of a body."""
    if "&" not in written.text and not invisible_characters.may_mislead(written.text):
        return ()
    return tuple(islice(_in_paragraphs(body, written, path), _REPORTED_AT_MOST))


def _in_node(
    node: Node | None, *, named: bool, written: WrittenText, path: str
) -> Iterator[Diagnostic]:
    if isinstance(node, ScalarNode):
        yield from _in_text(node, node.span, named=named, written=written, path=path)
    elif isinstance(node, SequenceNode):
        for item in node:
            yield from _in_node(item, named=named, written=written, path=path)
    elif isinstance(node, MappingNode):
        for key, value in node.items():
            within = named or key in _NAMES
            yield from _in_node(value, named=within, written=written, path=path)


def _in_text(
    text: str, span: Span, *, named: bool, written: WrittenText, path: str
) -> Iterator[Diagnostic]:
    open_ones = invisible_characters.unclosed_controls(text)
    misleading = [start for start, _ in invisible_characters.misleading_runs(text)]
    for place in open_ones:
        yield _unclosed(text[place], path, span)
    for place in misleading:
        if written.escapes(text[place], span, "\\"):
            yield _hidden(text[place], path, span)
    if named:
        reported = {text[place] for place in (*open_ones, *misleading)}
        for character in sorted(
            {text[place] for place in invisible_characters.needless_in_name(text)} - reported
        ):
            yield Diagnostic(
                code="md-hidden-character",
                path=path,
                span=span,
                message=f"this name holds the character U+{ord(character):04X} "
                f"({invisible_characters.character_name(character)}), which cannot be seen and "
                "which its letters do "
                "not need",
                hint="delete it: two names would only look the same",
            )


def _in_paragraphs(body: Body, written: WrittenText, path: str) -> Iterator[Diagnostic]:
    paragraph: list[Prose] = []
    lines = False
    for piece in body.pieces:
        if isinstance(piece, Prose):
            paragraph.append(piece)
        elif isinstance(piece, Block):
            yield from _in_paragraph(paragraph, written, path, lines=lines)
            paragraph, lines = [], piece.role == "code"
    yield from _in_paragraph(paragraph, written, path, lines=lines)


def _in_paragraph(
    paragraph: list[Prose], written: WrittenText, path: str, *, lines: bool
) -> Iterator[Diagnostic]:
    text = "".join(prose.text for prose in paragraph)
    if not invisible_characters.may_mislead(text):
        return
    starts = [0, *accumulate(len(prose.text) for prose in paragraph)][:-1]
    for place in _unclosed_in(text, lines=lines):
        yield _unclosed(text[place], path, _span_of(place, paragraph, starts))
    for place, _ in invisible_characters.misleading_runs(text):
        span = _span_of(place, paragraph, starts)
        if written.escapes(text[place], span, "&"):
            yield _hidden(text[place], path, span)


def _unclosed_in(text: str, *, lines: bool) -> Iterator[int]:
    """Offsets of unclosed controls in a paragraph; in code, each line is a paragraph."""
    start = 0
    for line in text.split("\n") if lines else (text,):
        yield from (start + place for place in invisible_characters.unclosed_controls(line))
        start += len(line) + 1


def _span_of(place: int, paragraph: list[Prose], starts: list[int]) -> Span:
    number = bisect_right(starts, place) - 1
    prose, place = paragraph[number], place - starts[number]
    line = prose.text.count("\n", 0, place)
    column = place - (prose.text.rfind("\n", 0, place) + 1)
    begin = prose.span if line == 0 else (*prose.continuation, prose.span)[line - 1]
    return Span(line=begin.line, column=begin.column + column)


def _unclosed(character: str, path: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="md-hidden-character",
        path=path,
        span=span,
        message=f"the character U+{ord(character):04X} "
        f"({invisible_characters.character_name(character)}) lacks its "
        "counterpart, and would turn around what stands beside it",
        hint="delete it; for words in another script, write `[words]{lang=ar dir=rtl}`",
    )


def _hidden(character: str, path: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="md-hidden-character",
        path=path,
        span=span,
        message=f"the character U+{ord(character):04X} "
        f"({invisible_characters.character_name(character)}) cannot be "
        "seen, and changes what can",
        hint="delete it; for words in another script, write `[words]{lang=ar dir=rtl}`",
    )
