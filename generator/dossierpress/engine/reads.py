"""The tables of one build, and the digest of each thing that can be read of them.

A *cell* is one question to one table, as fine as it is asked: whether it has a key, what it has for
it, one field of a record, one stretch of a list, its keys in order, how many there are, whether
there is any. A question that finds nothing is a cell as well: what was absent and exists now has
another digest.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from dossierpress.engine.encoding import ABSENT
from dossierpress.engine.tables import Answers, Cell, Lists, Recorder, Records, Table, Values

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
AnyTable = TypeVar("AnyTable", bound=Table[Any, Any])


class Reads(Recorder):
    """The tables of one build, and the cells that the work under way has read of them."""

    def __init__(self) -> None:
        """No table yet, and nothing under way."""
        super().__init__()
        self.tables: dict[str, Table[Any, Any]] = {}

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

    def digest(self, cell: Cell) -> bytes:
        """What a cell answers now, as a digest: equal ones mean equal answers.

        A table that is not there any more has no answer to anything.
        """
        name, question, about = cell
        table = self.tables.get(name)
        return ABSENT if table is None else table.digest(question, about)
