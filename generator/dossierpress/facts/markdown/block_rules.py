"""Block rules that record the place of their content in the body."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierpress.facts.markdown.attributes import take_trailing
from dossierpress.facts.markdown.reading import NOWHERE, BlockContent, BlockOrigin, reading_of
from dossierpress.facts.markdown.table_rows import check_row

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
