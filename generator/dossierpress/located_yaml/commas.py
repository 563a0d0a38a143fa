"""Commas in braces that were meant as text.

`{id: ada, role: president, killed}` is valid YAML but not what its author meant: the value ends at
the comma.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

_GLUED = re.compile(r"[A-Za-z_][\w-]*:\S")


_LONGEST = 60


_REST = re.compile(r"[^{}\[\]:#\"']*")


class CutByComma(NamedTuple):
    """A value that a comma has cut in two."""

    message: str
    hint: str
    put: tuple[int, int, int, str] | None = None
    """Line, column and length of the key and its value, and how they are written."""


def cut_by_comma(key: Any, value: Any, before: Any, lines: Sequence[str]) -> bool:
    """Tell whether a key in braces is the second half of the value before it.

    Args:
        key: The event of the key.
        value: That of its value.
        before: (key, event) of the entry before it in the same mapping; None where it is the first.
        lines: The lines of the text; the marks of the events count from the first.
    """
    if before is None or not before[1].value or value.style or value.value:
        return False
    if key.style or _GLUED.match(key.value):
        return False
    end = key.end_mark
    behind = [lines[end.line][end.column :], *lines[end.line + 1 : end.line + 2]]
    return not "".join(behind).lstrip().startswith(":")


def explain_comma(key: Any, before: Any, lines: Sequence[str]) -> CutByComma:
    """Say where the value ends, and how all of it is written."""
    name, value = before
    start, end = value.start_mark, key.end_mark
    message = f"the value of `{name}` ends at the comma before `{key.value[:_LONGEST]}`"
    whole = f"{value.value}, {key.value}"
    one_line = start.line == end.line and not value.style
    if one_line:
        whole = lines[end.line][start.column : end.column] + _rest(lines[end.line], end.column)
    length = len(whole)
    whole = whole.replace('"', "'")
    if len(whole) > _LONGEST or "\\" in whole:
        return CutByComma(message, "put the whole value into quotes if the comma is part of it")
    begin = lines[start.line].rfind(f"{name}:", 0, start.column)
    return CutByComma(
        message,
        f'put the whole value into quotes: `{name}: "{whole}"`',
        (start.line, begin, start.column - begin + length, f'{name}: "{whole}"')
        if one_line and begin >= 0
        else None,
    )


def _rest(line: str, column: int) -> str:
    """The rest of the line that may belong to the value too."""
    found = _REST.match(line, column)
    words = found[0] if found else ""
    behind = line[column + len(words) :][:1]
    # Before a colon stands the next key, which begins behind the last comma.
    return words.rpartition(",")[0] if behind == ":" else words.rstrip() if behind == "}" else ""
