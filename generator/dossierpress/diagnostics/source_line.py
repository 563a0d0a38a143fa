"""A line of a file as a terminal may show it: nothing invisible, nothing that moves the cursor."""

import re
import unicodedata

from rich.cells import cell_len

# Bidi controls reorder what is shown (U+202A-202E, U+2066-2069, the marks); the others take no
# room or break the line. U+200C and U+200D are left: Persian and emoji are not written without.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_TAB = "    "
_ELLIPSIS = "…"


MOST = 2_000
"""Characters of a message, a hint or a note that are printed."""


def clip(text: str) -> str:
    """The beginning of a text that is too long to read."""
    return text if len(text) <= MOST else text[:MOST] + _ELLIPSIS


def show(text: str) -> str:
    """Replace what cannot be seen by what it is: `<U+202E>`; a tab becomes four spaces."""
    return spell_out(text.replace("\t", _TAB))


def spell_out(text: str, *, keep: str = "") -> str:
    r"""Replace what cannot be seen by what it is, but for tabs and the characters in `keep`."""
    return _UNSHOWABLE.sub(
        lambda found: found[0] if found[0] in keep else f"<U+{ord(found[0]):04X}>", text
    )


def underline(line: str, column: int, length: int, *, width: int) -> tuple[str, str]:
    """Lay out a source line and the caret line below it.

    Args:
        line: As in the file, without its line end.
        column: Of the first character meant, from 1, in code points.
        length: Code points meant; cut at the end of the line, at least 1.
        width: Terminal cells that the line may take. A longer line is cut around the carets.

    Returns:
        Two strings without line ends: the line, and spaces with carets.
    """
    start = min(max(column - 1, 0), len(line))
    end = min(max(start + length, start + 1), max(len(line), start + 1))
    before, meant, after = _near(line, start, end, most=4 * width)
    before, meant, after = _cut(before, meant, after, width)
    pad = " " * cell_len(before)
    # A combining character alone, or the end of the line, still gets its caret.
    return (before + meant + after).rstrip(), pad + "^" * max(cell_len(meant), 1)


def _near(line: str, start: int, end: int, *, most: int) -> tuple[str, str, str]:
    """What is before, in and after a stretch, as shown; far more than fits is not looked at.

    A line may hold a million characters, and each of them may take eight cells.
    """
    before = show(line[max(start - most, 0) : start])
    meant = show(line[start : min(end, start + most)])
    after = show(line[end : end + most])
    return (
        _ELLIPSIS + before if start > most else before,
        meant + _ELLIPSIS if end - start > most else meant,
        after + _ELLIPSIS if len(line) - end > most else after,
    )


def _cut(before: str, meant: str, after: str, width: int) -> tuple[str, str, str]:
    if cell_len(before) + cell_len(meant) + cell_len(after) <= width:
        return before, meant, after
    if cell_len(meant) > width - 2:
        meant = _head(meant, width - 3) + _ELLIPSIS
        after = ""
    room = width - cell_len(meant)
    kept_after = _head(after, max(room // 3, room - cell_len(before)))
    if kept_after != after:
        kept_after = _head(kept_after, max(cell_len(kept_after) - 1, 0)) + _ELLIPSIS
    room -= cell_len(kept_after)
    kept_before = _tail(before, room)
    if kept_before != before:
        kept_before = _ELLIPSIS + _tail(kept_before, max(room - 1, 0))
    return kept_before, meant, kept_after


def _head(text: str, cells: int) -> str:
    while cell_len(text) > cells:
        text = text[: max(len(text) - 1 - (cell_len(text) - cells - 1) // 2, 0)]
    return text


def _tail(text: str, cells: int) -> str:
    while cell_len(text) > cells:
        text = text[1 + (cell_len(text) - cells - 1) // 2 :]
    while text and unicodedata.combining(text[0]):
        text = text[1:]
    return text
