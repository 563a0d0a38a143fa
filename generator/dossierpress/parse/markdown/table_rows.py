"""Rows of a table that do not have the cells which their author meant.

A bar ends a cell wherever it stands, in code and in a wikilink too, unless a backslash is before
it. What lies behind the last column is on no page.
"""

import re
from collections.abc import Sequence

from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.reading import Reading

Bounds = tuple[int, int]
"""Offsets in the body at which a cell begins and ends, without the bars."""

_WHOLE = re.compile(
    r"(?P<link>\[\[(?:[^\[\]\\]|\\.){1,200}+\]\])|(?P<code>(?<![`\\])`[^`]{1,200}+`(?!`))"
)
"""What no bar should cut: a wikilink, a stretch of code."""
_BAR = re.compile(r"(?<!\\)\|")
_BAR_OF_CODE = re.compile(r"(?<![\\ ])\||(?<!\\)\|(?! )")
"""Not a bar with blanks around it: the backticks may be marks of minutes in two cells."""


def check_row(cells: Sequence[Bounds], columns: int, end: int, reading: Reading) -> None:
    """Report a row that is divided where it should not be, or has a cell too many or too few.

    Args:
        cells: The cells as they are written, without the bars around the row.
        columns: How many cells the table has in a row.
        end: Offset of the end of the row's line.
        reading: Takes the reports.
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
    """A wikilink or a stretch of code that a bar of the row cuts in two."""
    for found in _WHOLE.finditer(src, begin, end):
        bar = _BAR if found.lastgroup == "link" else _BAR_OF_CODE
        if bar.search(found[0]):
            return found
    return None


def _report_divided(found: re.Match[str], reading: Reading) -> None:
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


def _report_lost(cells: Sequence[Bounds], columns: int, reading: Reading) -> None:
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
