"""The tables of one build, and the digest of each cell of them.

A *cell* is one question to one table, as fine as it is asked: whether a key is there, the value of
a key, one field of a record, one slice of a list, the keys in order, how many there are, whether
there are any. A miss is a cell as well: when the key is added, the cell has another digest.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from dossierpress.engine.encoding import ABSENT
from dossierpress.engine.stamping_rules import NEVER, WHOLE, Stamping
from dossierpress.engine.tables import Answers, Cell, Lists, Recorder, Records, Table, Values

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
AnyTable = TypeVar("AnyTable", bound=Table[Any, Any])


class Reads(Recorder):
    """The tables of one build, and the cells that the work under way has read of them."""

    def __init__(self) -> None:
        """Start without tables."""
        super().__init__()
        self.tables: dict[str, Table[Any, Any]] = {}

    def table(
        self,
        name: str,
        values: Mapping[K, V],
        *,
        key_type: Any = str,
        digested: Callable[[V], object] | None = None,
        stamping: Stamping = WHOLE,
    ) -> Table[K, V]:
        """Add a table whose values are read whole.

        Args:
            name: Unique among the tables of a build.
            values: Its values, which must not be changed any more.
            key_type: The type of its keys, as msgspec understands it.
            digested: Gives what is digested for a value: the value itself by default.
            stamping: How the table tells which of its rows may have changed.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._add(Values(self, name, values, key_type, digested), stamping)

    def records(
        self,
        name: str,
        values: Mapping[K, V],
        *,
        key_type: Any = str,
        opened: tuple[str, ...] = (),
        stamping: Stamping = WHOLE,
    ) -> Table[K, V]:
        """Add a table whose values are read field by field.

        Args:
            name: As for `table`.
            values: As for `table`.
            key_type: As for `table`.
            opened: Fields whose own fields are read one by one too: `matter`.
            stamping: As for `table`.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._add(Records(self, name, values, key_type, opened), stamping)

    def record(self, name: str, value: V) -> V:
        """Add one value that is read field by field.

        Raises:
            ValueError: There is a table of this name.
        """
        return self.records(name, {"": value}, stamping=NEVER)[""]

    def lists(
        self,
        name: str,
        values: Mapping[K, tuple[V, ...]],
        *,
        key_type: Any = str,
        stamping: Stamping = WHOLE,
    ) -> Table[K, tuple[V, ...]]:
        """Add a table of lists: taking the length or a slice of one records no more than that.

        Args:
            name: As for `table`.
            values: As for `table`.
            key_type: As for `table`.
            stamping: As for `table`.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._add(Lists(self, name, values, key_type), stamping)

    def list_(self, name: str, rows: tuple[V, ...]) -> Sequence[V]:
        """Add one list: taking its length or a slice of it records no more than that.

        Raises:
            ValueError: There is a table of this name.
        """
        return self.lists(name, {"": rows})[""]

    def answers(self, name: str, answer: Callable[[K], V], *, key_type: Any = str) -> Table[K, V]:
        """Add a table that has a value for every key, computed when it is read.

        Args:
            name: As for `table`.
            answer: Pure: its answers do not change within one build. It is also asked about the
                keys of earlier builds, and must have some answer for them.
            key_type: As for `table`.

        Raises:
            ValueError: There is a table of this name.
        """
        return self._add(Values(self, name, Answers(answer), key_type, None), NEVER)

    def _add(self, table: AnyTable, stamping: Stamping) -> AnyTable:
        if table.name in self.tables:
            raise ValueError(f"there are two tables `{table.name}`")
        table.stamping = stamping
        self.tables[table.name] = table
        return table

    def digest(self, cell: Cell) -> bytes:
        """The digest of what a cell answers now: equal digests mean equal answers.

        A cell of a table that no longer exists has the digest of nothing.
        """
        name, question, about = cell
        table = self.tables.get(name)
        return ABSENT if table is None else table.digest(question, about)
