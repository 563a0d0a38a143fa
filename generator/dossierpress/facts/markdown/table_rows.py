"""Rows of a table with too many cells.

In a table a bar ends a cell anywhere, in code and in a wikilink too, unless a backslash is before
it. Cells after the last column are not published, so such a row is reported.
"""

import re
from collections.abc import Sequence

from dossierpress.facts.markdown.reading import BodyReading, quote

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
