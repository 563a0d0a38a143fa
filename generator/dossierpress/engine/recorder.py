"""What the work under way has read: numbers of cells, and what is used again with what it read."""

from collections.abc import Callable, Hashable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
A = TypeVar("A")

Question = Literal["value", "has", "keys", "count", "any", "field", "length", "part"]
Cell = tuple[str, Question, Any]
"""(name of the table, what is asked of it, about what): nothing, a key, or a key with a place."""


class Recorder:
    """The cells that the work under way has read.

    Cells are numbered as they are met, and work takes down numbers: the same cells are read again
    and again, by thousands of pages.
    """

    def __init__(self) -> None:
        """Nothing is under way."""
        self.cells: list[Cell] = []
        """Each at the place that is its number."""
        self.under_way: set[int] = set()
        """Numbers of the cells that the work under way has read."""
        self._numbers: dict[Cell, int] = {}

    @contextmanager
    def recorded(self) -> Iterator[set[int]]:
        """Numbers of the cells read from here to the end; work around this has read them too."""
        around, self.under_way = self.under_way, set()
        numbers = self.under_way
        try:
            yield numbers
        finally:
            self.under_way = around
            around |= numbers

    def memo(
        self,
        kept: MutableMapping[K, tuple[V, frozenset[int]]],
        key: K,
        make: Callable[[K, A], V],
        of: A,
    ) -> V:
        """The value that was made for a key before, or now; what it was made of counts as read.

        Args:
            kept: The values that were made before, with what they were made of.
            key: Of the value that is wanted.
            make: Makes it of the key and of `of`.
            of: What all these values are made of.
        """
        known = kept.get(key)
        if known is None:
            with self.recorded() as numbers:
                value = make(key, of)
            known = kept[key] = value, frozenset(numbers)
        self.under_way.update(known[1])
        return known[0]

    def number(self, cell: Cell) -> int:
        """The number of a cell in this build."""
        known = self._numbers.get(cell)
        if known is None:
            known = self._numbers[cell] = len(self.cells)
            self.cells.append(cell)
        return known
