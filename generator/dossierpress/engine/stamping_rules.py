"""How a table tells which rows may have changed since an earlier build; see `table_stamps`."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct


class Stamping(Struct, frozen=True, kw_only=True):
    """How a table tells which of its rows may have changed."""

    of: Callable[[Any], object] | None = None
    """Gives the stamp of a row, by its key: where it is equal, the row is. By default the value."""
    by_row: bool = False
    """Whether there is a digest for each bucket of rows, and not only for the whole table."""
    follows: tuple[str, ...] = ()
    """Names of tables of which a row of this one is made: of those of their rows that have its key.
    Such a table has no stamp of its own."""
    wholly: tuple[str, ...] = ()
    """Names of tables of which any of its rows may be made of any row."""
    row_of: Callable[[Any], object] | None = None
    """Key -> the key of the row in `follows`. By default the same."""
    never: bool = False
    """Whether it has no stamp: all its cells are asked in each build."""


WHOLE = Stamping()
BY_ROW = Stamping(by_row=True)
NEVER = Stamping(never=True)
