"""Tables that take down what is read of them, and the digest of each thing that can be read.

A *cell* is one question to one table: what it has for a key, its keys in order, how many there are,
whether there is any. A question that finds nothing is a cell as well: what was absent and exists
now has another digest.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, Literal, TypeVar

from markupsafe import Markup
from msgspec.msgpack import Encoder, Ext
from pydantic import BaseModel

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Question = Literal["value", "keys", "count", "any"]
Cell = tuple[str, Question, Any]
"""(name of the table, what is asked of it, key of a value or None)."""

DIGEST_SIZE = 16
"""Bytes of a digest: 128 bits, and nobody gains by two alike in his own cache."""
_ABSENT = b"\0" * DIGEST_SIZE


class Reads:
    """The tables of one build, and the cells that the work under way has read."""

    def __init__(self) -> None:
        """No table yet, and nothing under way."""
        self.tables: dict[str, Table[Any, Any]] = {}
        self._cells: set[Cell] | None = None
        self._digests: dict[Cell, bytes] = {}

    def table(
        self,
        name: str,
        values: Mapping[K, V],
        *,
        key_type: Any = str,
        digested: Callable[[V], object] | None = None,
    ) -> "Table[K, V]":
        """Take up a table.

        Args:
            name: Unique among the tables of a build.
            values: Its values, which nobody changes any more.
            key_type: The type of its keys, as msgspec understands it.
            digested: What stands for a value in its digest: the value itself by default.

        Raises:
            ValueError: There is a table of this name.
        """
        if name in self.tables:
            raise ValueError(f"there are two tables `{name}`")
        table = Table(self, name, values, key_type, digested)
        self.tables[name] = table
        return table

    @contextmanager
    def recorded(self) -> Iterator[set[Cell]]:
        """The cells that are read from here to the end; work around this has read them too."""
        around, self._cells = self._cells, set()
        cells = self._cells
        try:
            yield cells
        finally:
            self._cells = around
            self.again(cells)

    def again(self, cells: "set[Cell] | frozenset[Cell]") -> None:
        """Take down that these were read, as they were for a value that is used again."""
        if self._cells is not None:
            self._cells |= cells

    def memo(
        self, kept: MutableMapping[K, tuple[V, frozenset[Cell]]], key: K, make: Callable[[], V]
    ) -> V:
        """The value that was made for a key before, or now; what it was made of counts as read."""
        known = kept.get(key)
        if known is None:
            with self.recorded() as cells:
                value = make()
            kept[key] = value, frozenset(cells)
            return value
        self.again(known[1])
        return known[0]

    def read(self, cell: Cell) -> None:
        """Take down that a cell was read."""
        if self._cells is not None:
            self._cells.add(cell)

    def digest(self, cell: Cell) -> bytes:
        """What the cell answers now, as a digest: equal ones mean equal answers.

        A table that is not there any more has no answer to anything.
        """
        known = self._digests.get(cell)
        if known is None:
            name, question, key = cell
            table = self.tables.get(name)
            known = _ABSENT if table is None else table.digest(question, key)
            self._digests[cell] = known
        return known


class Table(Mapping[K, V]):
    """A table whose reader is taken down. Made by `Reads.table`."""

    __slots__ = ("_digested", "_name", "_reads", "_values", "key_type")

    def __init__(
        self,
        reads: Reads,
        name: str,
        values: Mapping[K, V],
        key_type: Any,
        digested: Callable[[V], object] | None,
    ) -> None:
        """See `Reads.table`."""
        self._reads = reads
        self._name = name
        self._values = values
        self._digested = digested
        self.key_type = key_type

    def __getitem__(self, key: K) -> V:
        self._reads.read((self._name, "value", key))
        return self._values[key]

    def get(self, key: K, default: Any = None) -> Any:
        """As of any mapping; that there is nothing is taken down as well."""
        self._reads.read((self._name, "value", key))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.read((self._name, "value", key))
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        self._reads.read((self._name, "keys", None))
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.read((self._name, "count", None))
        return len(self._values)

    def __bool__(self) -> bool:
        self._reads.read((self._name, "any", None))
        return bool(self._values)

    def digest(self, question: Question, key: Any) -> bytes:
        """Of the answer to a question, without taking it down."""
        match question:
            case "value":
                if key not in self._values:
                    return _ABSENT
                value = self._values[key]
                return digest_of(value if self._digested is None else self._digested(value))
            case "keys":
                return digest_of(tuple(self._values))
            case "count":
                return digest_of(len(self._values))
            case "any":
                return digest_of(bool(self._values))


def digest_of(value: object) -> bytes:
    """Of a value: structs, models of front matter, texts, numbers, times, tuples, mappings.

    Finished HTML and text differ, and so do mappings of another order, for a reader may look
    through them. The order of a set is chance: a table that holds some says what stands for them.

    Raises:
        TypeError: A value is of another type.
    """
    return blake2b(_ENCODER.encode(value), digest_size=DIGEST_SIZE).digest()


def _encoded(value: object) -> object:
    match value:
        case Markup():
            return Ext(1, value.encode())
        case str():
            return str(value)  # a text that knows its place in a file
        case BaseModel():
            return Ext(2, _ENCODER.encode((type(value).__name__, value.__dict__)))
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(f"a table holds no {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_encoded)
