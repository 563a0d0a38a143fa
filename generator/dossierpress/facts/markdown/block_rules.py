"""Block rules that record the place of their content; definition lists, callouts and tasks.

In a table a bar ends a cell anywhere, in code and in a wikilink too, unless a backslash is before
it. Cells after the last column are not published, so such a row is reported.

A definition list is a term on a line of its own, then `: what it is`; the rule is that of the
plugin, which also accepts a tilde for the colon; here `~ 500 people` below a line stays text.
Callouts are as in Obsidian and on GitHub: a quotation whose first line is `[!NOTE]` and a
title. Obsidian's marks for folding (`[!note]-`) are ignored: published callouts are open.
Tasks are `- [ ] call the port` and `- [x] ask the board`.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from dossierpress.facts.markdown.attributes import take_trailing
from dossierpress.facts.markdown.reading import (
    NOWHERE,
    BlockContent,
    BlockOrigin,
    BodyReading,
    quote,
    reading_of,
)

CellBounds = tuple[int, int]
"""Offsets in the body of the beginning and end of a cell, without the bars."""

_NEVER_CUT = re.compile(
    r"(?P<link>\[\[(?:[^\[\]\\]|\\.){1,200}+\]\])|(?P<code>(?<![`\\])`[^`]{1,200}+`(?!`))"
)
"""What a bar should not cut: a wikilink, a code span."""
_BAR = re.compile(r"(?<!\\)\|")
_BAR_OF_CODE = re.compile(r"(?<![\\ ])\||(?<!\\)\|(?! )")
"""Not a bar between blanks: the backticks may be minute signs in two cells."""


def check_row(cells: Sequence[CellBounds], columns: int, end: int, reading: BodyReading) -> None:
    """Report a row that a bar divides within a construct, or with too many or too few cells.

    Args:
        cells: The cells as written, without the bars around the row.
        columns: The number of columns of the table.
        end: Offset of the end of the row's line.
        reading: Collects the diagnostics.
    """
    if not cells:
        return
    src, begin = reading.source.text, cells[0][0]
    divided = _divided(src, begin, end) if reading.wants("md-table-row") else None
    if divided is not None:
        _report_divided(divided, reading)
    elif len(cells) > columns:
        _report_lost(cells, columns, reading)
    elif len(cells) < columns:
        row = src[begin:end].strip()
        reading.report(
            "md-table-cells-missing",
            begin,
            len(row),
            f"the row has {_cells(len(cells))} of {columns}, so its last columns stay empty",
            hint="write `|` for each empty cell; a blank line ends the table",
        )


def _divided(src: str, begin: int, end: int) -> re.Match[str] | None:
    """Find a wikilink or a code span that a bar of the row cuts in two."""
    for found in _NEVER_CUT.finditer(src, begin, end):
        bar = _BAR if found.lastgroup == "link" else _BAR_OF_CODE
        if bar.search(found[0]):
            return found
    return None


def _report_divided(found: re.Match[str], reading: BodyReading) -> None:
    what = "wikilink" if found.lastgroup == "link" else "code"
    reading.report(
        "md-table-row",
        found.start(),
        len(found[0]),
        f"in a table a bar begins a new cell, so this {what} is cut in two: {quote(found[0])}",
        hint=f"write {quote(_BAR.sub(lambda _: chr(92) + '|', found[0]))}"
        if len(found[0]) < 50
        else r"write the bar as `\|`",
    )


def _report_lost(cells: Sequence[CellBounds], columns: int, reading: BodyReading) -> None:
    src = reading.source.text
    begin, end = cells[columns][0], cells[-1][1]
    lost = src[begin:end]
    lead = len(lost) - len(lost.lstrip())
    lost = lost.strip()
    if not lost:
        return
    reading.report(
        "md-table-row",
        begin + lead,
        len(lost),
        f"the row has {_cells(len(cells))}, and the table {columns}: {quote(lost)} would be lost",
        hint=r"write a bar that is text as `\|`, or give the table another column",
    )


def _cells(number: int) -> str:
    return f"{number} cell" if number == 1 else f"{number} cells"


BlockRule = Callable[[StateBlock, int, int, bool], bool]

_CELL_MARK = re.compile(r"\\\||\|")


def locate_blocks(md: MarkdownIt) -> None:
    """Replace the rules that make inline content by ones that record its place."""
    replaced: tuple[tuple[str, BlockRule, list[str]], ...] = (
        ("table", _with_count(_with_place(table, _locate_rows)), ["paragraph", "reference"]),
        (
            "heading",
            _with_place(heading, _locate_heading),
            ["paragraph", "reference", "blockquote"],
        ),
        ("lheading", _with_place(lheading, _locate_setext), []),
        ("paragraph", _with_place(paragraph, _locate_lines), []),
    )
    for name, rule, alternatives in replaced:
        md.block.ruler.at(name, rule, {"alt": alternatives})
    md.core.ruler.at("inline", _parse_inlines)


def _with_place(rule: BlockRule, locate: Callable[[StateBlock, list[Token]], None]) -> BlockRule:
    def located(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before = len(state.tokens)
        found = rule(state, start, end, silent)
        if found and not silent:
            locate(state, state.tokens[before:])
        return found

    return located


def _with_count(rule: BlockRule) -> BlockRule:
    """Wrap the table rule to count cells: a short row may make a thousand of them."""

    def counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        reading, before = reading_of(state.env), len(state.tokens)
        if not reading.has_room_for("table_cells") or not rule(state, start, end, silent):
            return False
        cells = sum(token.type == "inline" for token in state.tokens[before:])
        reading.count("table_cells", state.bMarks[start], number=cells)
        return True

    return counted


def _parse_inlines(state: StateCore) -> None:
    reading = reading_of(state.env)
    for token in state.tokens:
        if token.type == "inline":
            reading.origin = token.meta.get("origin", NOWHERE)
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _locate_lines(state: StateBlock, tokens: list[Token]) -> None:
    """Each line of the content is the end of a line of the body, without trailing spaces."""
    inline = tokens[1]
    first, end = inline.map or [0, 1]
    # A line of other white space alone, such as a form feed, is not in the content, and may be
    # the only line.
    while first < end - 1 and not state.src[state.bMarks[first] : state.eMarks[first]].strip():
        first += 1
    lines = inline.content.split("\n")
    starts, offsets, position = [], [], 0
    for number, line in enumerate(lines, first):
        end = state.eMarks[number]
        if number - first == len(lines) - 1:
            end = state.src.rfind(line.lstrip(" \t"), 0, end) + len(line.lstrip(" \t"))
        starts.append(position)
        offsets.append(end - len(line))
        position += len(line) + 1
    inline.meta["origin"] = BlockOrigin(tuple(starts), tuple(offsets))


def _locate_setext(state: StateBlock, tokens: list[Token]) -> None:
    _locate_lines(state, tokens)
    origin: BlockOrigin = tokens[1].meta["origin"]
    _finish_heading(state, tokens, origin.at(0))


def _locate_heading(state: StateBlock, tokens: list[Token]) -> None:
    line = (tokens[0].map or [0])[0]
    marks = state.bMarks[line] + state.tShift[line]
    begin = state.skipSpaces(marks + len(tokens[0].markup))
    tokens[1].meta["origin"] = BlockOrigin((0,), (begin,))
    _finish_heading(state, tokens, marks)


def _finish_heading(state: StateBlock, tokens: list[Token], marks: int) -> None:
    """Take `{#id .class}` off the end of the heading's text."""
    opening, inline = tokens[0], tokens[1]
    opening.meta["at"] = marks
    origin: BlockOrigin = inline.meta["origin"]
    content, attributes = take_trailing(BlockContent(inline.content, origin), reading_of(state.env))
    inline.content = content
    opening.meta["attributes"] = attributes


def _locate_rows(state: StateBlock, tokens: list[Token]) -> None:
    reading = reading_of(state.env)
    columns = sum(token.type == "th_open" for token in tokens)
    cells: list[BlockOrigin] = []
    column = 0
    for token in tokens:
        if token.type == "tr_open":
            line = (token.map or [0])[0]
            begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
            row, bounds = _divide_row(state.src, begin, end)
            begin = state.src.index(row, begin)
            cells = [_origin_of_cell(row, first, last, begin) for first, last in bounds]
            places = [(begin + first, begin + last) for first, last in bounds]
            check_row(places, columns, end, reading)
            column = 0
        elif token.type == "inline":
            token.meta["origin"] = cells[column] if column < len(cells) else NOWHERE
            column += 1


def _divide_row(src: str, begin: int, end: int) -> tuple[str, list[tuple[int, int]]]:
    r"""Strip a row, and find where its cells lie in it."""
    row = mdTrim(src[begin:end])
    ends = [m.start() for m in _CELL_MARK.finditer(row) if m[0] == "|"]
    bounds = list(zip([0, *(e + 1 for e in ends)], [*ends, len(row)], strict=True))
    if bounds and bounds[0][0] == bounds[0][1]:
        bounds.pop(0)
    if bounds and bounds[-1][0] == bounds[-1][1]:
        bounds.pop()
    return row, bounds


def _origin_of_cell(row: str, first: int, last: int, begin: int) -> BlockOrigin:
    r"""The origin of a cell's content; the backslash of `\|` is not part of the content."""
    text = row[first:last]
    lead = len(text) - len(text.lstrip(" \t"))
    starts, offsets = [0], [begin + first + lead]
    for dropped, mark in enumerate(re.finditer(r"\\\|", text), 1):
        starts.append(mark.end() - dropped - lead - 1)
        offsets.append(begin + first + mark.end() - 1)
    return BlockOrigin(tuple(starts), tuple(offsets), cell=True)


def definition_lists(md: MarkdownIt) -> None:
    """Plugin for definition lists, with the places of terms."""
    deflist_plugin(md)
    rule = next(one.fn for one in md.block.ruler.__rules__ if one.name == "deflist")

    def located(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        if not silent and not _begins_definition(state, start, end):
            return False
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            for token, inline in zip(
                state.tokens[before:], state.tokens[before + 1 :], strict=False
            ):
                if token.type == "dt_open" and "origin" not in inline.meta:
                    _locate_term(state, token, inline)
        return True

    md.block.ruler.at("deflist", located, {"alt": ["paragraph", "reference", "blockquote"]})


def _begins_definition(state: StateBlock, start: int, end: int) -> bool:
    line = start + 1
    if line < end and state.isEmpty(line):
        line += 1
    return line < end and state.src.startswith(":", state.bMarks[line] + state.tShift[line])


def _locate_term(state: StateBlock, token: Token, inline: Token) -> None:
    line = (token.map or [0])[0]
    begin = state.src.index(inline.content, state.bMarks[line], state.eMarks[line])
    inline.map = token.map = [line, line + 1]
    inline.meta["origin"] = BlockOrigin((0,), (begin,))


_CALLOUT_LINE = re.compile(
    r"\[!(?P<type>[A-Za-z][A-Za-z-]{0,40})(?:\|[^\[\]\n]{0,100})?\][+-]?"
    r"(?:[ \t]+(?P<title>[^\n]*))?(?:\n|\Z)"
)


def callouts(state: StateCore) -> None:
    """Core rule: turns such a quotation into `callout_open`, a title and `callout_close`."""
    if "[!" not in state.src:
        return
    tokens: list[Token] = []
    opened: list[bool] = []
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        if token.type == "blockquote_open":
            head = _read_callout(state.tokens[index : index + 4])
            opened.append(bool(head))
            tokens += head or [token]
            index += _tokens_read(head)
        elif token.type == "blockquote_close" and opened.pop():
            tokens.append(Token("callout_close", "div", -1, level=token.level))
            index += 1
        else:
            tokens.append(token)
            index += 1
    state.tokens = tokens


def _tokens_read(head: list[Token]) -> int:
    """How many tokens of the stream the head of a callout replaces."""
    if not head:
        return 1
    return 2 if head[-1].type == "paragraph_open" else 4


def _read_callout(tokens: list[Token]) -> list[Token]:
    """The head of a callout; nothing for an ordinary quotation."""
    if len(tokens) < 4 or tokens[1].type != "paragraph_open":
        return []
    quotation, paragraph, inline, _ = tokens
    first = _CALLOUT_LINE.match(inline.content)
    if first is None:
        return []
    origin: BlockOrigin = inline.meta["origin"]
    line = (paragraph.map or [0])[0]
    opening = Token("callout_open", "div", 1, map=quotation.map, level=quotation.level)
    opening.meta = {"type": first["type"].lower()}
    title = Token("inline", "", 0, map=[line, line + 1], level=inline.level)
    title.content = (first["title"] or "").rstrip()
    title.meta = {
        "origin": origin.without(first.start("title")) if title.content else origin,
        "type": first["type"],
    }
    head = [opening, Token("callout_title", "p", 0, map=title.map, level=paragraph.level), title]
    if first.end() < len(inline.content):
        inline.content = inline.content[first.end() :]
        inline.meta["origin"] = origin.without(first.end())
        inline.map = [line + 1, (inline.map or [0, line + 2])[1]]
        paragraph.map = inline.map
        head.append(paragraph)
    return head


TaskState = Literal["done", "open"]

_BOX = re.compile(r"\[(?P<mark>[ xX])\][ \t]+(?=\S)")


def task_items(state: StateCore) -> None:
    """Core rule: removes the box from an item's text, and sets `meta["task"]` of the item."""
    tokens = state.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].type == "list_item_open":
            _read_task_item(tokens[index : index + 3])


def _read_task_item(tokens: Sequence[Token]) -> None:
    item, paragraph, inline = tokens
    if paragraph.type != "paragraph_open":
        return
    box = _BOX.match(inline.content)
    if box is None:
        return
    task: TaskState = "open" if box["mark"] == " " else "done"
    item.meta["task"] = task
    origin: BlockOrigin = inline.meta["origin"]
    inline.content = inline.content[box.end() :]
    inline.meta["origin"] = origin.without(box.end())
