"""What the work under way has read of tables, and the digest of each thing that can be read.

A *cell* is one question to one table, as fine as it is asked: whether it has a key, what it has for
it, one field of a record, one stretch of a list, its keys in order, how many there are, whether
there is any. A question that finds nothing is a cell as well: what was absent and exists now has
another digest.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from dossierpress.engine.digests import ABSENT
from dossierpress.engine.tables import Answers, Cell, Lists, Records, Table, Values

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
A = TypeVar("A")
AnyTable = TypeVar("AnyTable", bound=Table[Any, Any])


class Reads:
    """The tables of one build, and the cells that the work under way has read.

    Cells are numbered as they are met, and work takes down numbers: the same cells are read again
    and again, by thousands of pages.
    """

    def __init__(self) -> None:
        """No table yet, and nothing under way."""
        self.tables: dict[str, Table[Any, Any]] = {}
        self.cells: list[Cell] = []
        """Each at the place that is its number."""
        self.under_way: set[int] = set()
        """Numbers of the cells that the work under way has read."""
        self._numbers: dict[Cell, int] = {}

    def table(
        self,
        name: str,
        values: Mapping[K, V],
        *,
        key_type: Any = str,
        digested: Callable[[V], object] | None = None,
    ) -> Table[K, V]:
        """Take up a table whose values are read whole.

        Args:
            name: Unique among the tables of a build.
            values: Its values, which nobody changes any more.
            key_type: The type of its keys, as msgspec understands it.
            digested: What stands for a value in its digest: the value itself by default.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._take_up(Values(self, name, values, key_type, digested))

    def records(
        self,
        name: str,
        values: Mapping[K, V],
        *,
        key_type: Any = str,
        opened: tuple[str, ...] = (),
    ) -> Table[K, V]:
        """Take up a table whose values are read field by field.

        Args:
            name: As of `table`.
            values: The same.
            key_type: The same.
            opened: Fields whose own fields are read one by one too: `matter`.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._take_up(Records(self, name, values, key_type, opened))

    def record(self, name: str, value: V) -> V:
        """Take up one value that is read field by field.

        Raises:
            ValueError: There is a table of this name.
        """
        return self.records(name, {"": value})[""]

    def lists(
        self, name: str, values: Mapping[K, tuple[V, ...]], *, key_type: Any = str
    ) -> Table[K, tuple[V, ...]]:
        """Take up a table of lists: who counts one, or takes a stretch of it, reads no more.

        Args:
            name: As of `table`.
            values: The same.
            key_type: The same.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._take_up(Lists(self, name, values, key_type))

    def list_(self, name: str, rows: tuple[V, ...]) -> Sequence[V]:
        """Take up one list: who counts it, or takes a stretch of it, reads no more.

        Raises:
            ValueError: There is a table of this name.
        """
        return self.lists(name, {"": rows})[""]

    def answers(self, name: str, answer: Callable[[K], V], *, key_type: Any = str) -> Table[K, V]:
        """Take up a table that has a value for every key, which is found out when it is asked for.

        Args:
            name: As of `table`.
            answer: Pure: what it says changes with nothing in one build. It is asked about what
                was asked before, too, and must have some answer to that.
            key_type: As of `table`.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._take_up(Values(self, name, Answers(answer), key_type, None))

    def _take_up(self, table: AnyTable) -> AnyTable:
        if table.name in self.tables:
            raise ValueError(f"there are two tables `{table.name}`")
        self.tables[table.name] = table
        return table

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

    def digest(self, cell: Cell) -> bytes:
        """What a cell answers now, as a digest: equal ones mean equal answers.

        A table that is not there any more has no answer to anything.
        """
        name, question, about = cell
        table = self.tables.get(name)
        return ABSENT if table is None else table.digest(question, about)
