"""The label of a wikilink as it is written, for hints that offer one to paste."""

import re

_MARKS = re.compile(r"([\[\]\\])")
_MARKS_IN_CELL = re.compile(r"([\[\]\\|])")


def behind_bar(label: str, *, in_cell: bool) -> str:
    r"""The bar and the label behind it: `|Mira Tolan`, in the cell of a table `\|Mira Tolan`.

    A bar by itself would begin another cell there.
    """
    if in_cell:
        return r"\|" + _MARKS_IN_CELL.sub(r"\\\1", label)
    return "|" + _MARKS.sub(r"\\\1", label)
