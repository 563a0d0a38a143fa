"""Tables that record what is read of them, as finely as it is asked. Made by `Reads`.

The recorder holds the numbers of the cells that the current work has read; a table adds one
with each answer that it gives.
"""

from collections.abc import (
    Callable,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from contextlib import contextmanager
from typing import Any, Generic, Literal, TypeVar, cast, overload

from dossierpress.engine.encoding import ABSENT, digest_of
from dossierpress.engine.stamping_rules import WHOLE

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
A = TypeVar("A")

Question = Literal["value", "has", "keys", "count", "any", "field", "length", "part"]
Cell = tuple[str, Question, Any]
"""(name of the table, question, what it is about): nothing, a key, or a key with a place."""


class Recorder:
    """The cells that the current work has read.

    Cells are numbered when first read, and only numbers are recorded: thousands of pages read the
    same cells.
    """

    def __init__(self) -> None:
        """Start without any work."""
        self.cells: list[Cell] = []
        """Every cell, at the index that is its number."""
        self.cells_read: set[int] = set()
        """Numbers of the cells that the current work has read."""
        self._numbers: dict[Cell, int] = {}

    @contextmanager
    def recorded(self) -> Iterator[set[int]]:
        """Numbers of the cells read in this block; they count as read by the enclosing work too."""
        enclosing, self.cells_read = self.cells_read, set()
        numbers = self.cells_read
        try:
            yield numbers
        finally:
            self.cells_read = enclosing
            enclosing |= numbers

    def memo(
        self,
        kept: MutableMapping[K, tuple[V, frozenset[int]]],
        key: K,
        make: Callable[[K, A], V],
        of: A,
    ) -> V:
        """The memoised value of a key; the cells that it was made from count as read each time.

        Args:
            kept: The memoised values, with the numbers of the cells that they were made from.
            key: The key of the value.
            make: Makes the value from the key and `of`.
            of: The second argument of `make`.
        """
        known = kept.get(key)
        if known is None:
            with self.recorded() as numbers:
                value = make(key, of)
            known = kept[key] = value, frozenset(numbers)
        self.cells_read.update(known[1])
        return known[0]

    def number(self, cell: Cell) -> int:
        """The number of a cell in this build."""
        known = self._numbers.get(cell)
        if known is None:
            known = self._numbers[cell] = len(self.cells)
            self.cells.append(cell)
        return known


class _CellNumbers(dict[K, int]):
    """What one question to one table is about -> the number of the cell."""

    __slots__ = ("_name", "_question", "_reads")

    def __init__(self, reads: Recorder, name: str, question: Question) -> None:
        self._reads = reads
        self._name = name
        self._question: Question = question

    def __missing__(self, about: K) -> int:
        number = self[about] = self._reads.number((self._name, self._question, about))
        return number


class Table(Mapping[K, V]):
    """A mapping that records its reads; the base of the kinds of tables."""

    __slots__ = ("_has", "_key_type", "_reads", "_values", "_whole", "name", "stamping")

    def __init__(self, reads: Recorder, name: str, values: Mapping[K, V], key_type: Any) -> None:
        """See the methods of `Reads`."""
        self._reads = reads
        self.name = name
        self.stamping = WHOLE
        """How the table tells which of its rows may have changed."""
        self._values = values
        self._key_type = key_type
        self._has = _CellNumbers[Any](reads, name, "has")
        self._whole = {
            question: reads.number((name, question, None)) for question in ("keys", "count", "any")
        }

    def __contains__(self, key: object) -> bool:
        self._reads.cells_read.add(self._has[key])
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        self._reads.cells_read.add(self._whole["keys"])
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.cells_read.add(self._whole["count"])
        return len(self._values)

    def __bool__(self) -> bool:
        self._reads.cells_read.add(self._whole["any"])
        return bool(self._values)

    @property
    def is_stamped(self) -> bool:
        """Whether the table has a stamp of its own."""
        return not (self.stamping.never or self.stamping.follows)

    def rows(self) -> Iterable[tuple[K, object]]:
        """(key, what stands for the row in stamps), in order; records no read."""
        of = self.stamping.of
        return self._values.items() if of is None else ((key, of(key)) for key in self._values)

    def about(self, question: Question) -> Any:
        """The type of what a question is about, as msgspec understands it."""
        match question:
            case "value" | "has" | "length":
                return self._key_type
            case "keys" | "count" | "any":
                return None
            case "field":
                return tuple.__class_getitem__((self._key_type, str))
            case "part":
                return tuple.__class_getitem__((self._key_type, int, int))

    def digest(self, question: Question, about: Any) -> bytes:
        """The digest of the answer to a question, without recording a read."""
        answer: object
        match question:
            case "value":
                return self._value_digest(about)
            case "length":
                return self._inner_digest(question, about)
            case "field" | "part":
                return self._inner_digest(question, *about)
            case "has":
                answer = about in self._values
            case "keys":
                answer = tuple(self._values)
            case "count":
                answer = len(self._values)
            case "any":
                answer = bool(self._values)
        return digest_of(answer)

    def _value_digest(self, key: K) -> bytes:
        return digest_of(self._values[key]) if key in self._values else ABSENT

    def _inner_digest(self, question: Question, key: K, *place: Any) -> bytes:
        raise LookupError(f"`{self.name}` has no {question} of {key} {place}")


AnyTable = TypeVar("AnyTable", bound=Table[Any, Any])


class Values(Table[K, V]):
    """A table whose values are read whole."""

    __slots__ = ("_digested", "_numbers")

    def __init__(
        self,
        reads: Recorder,
        name: str,
        values: Mapping[K, V],
        key_type: Any,
        digested: Callable[[V], object] | None,
    ) -> None:
        """See `Reads.table`."""
        super().__init__(reads, name, values, key_type)
        self._digested = digested
        self._numbers = _CellNumbers[K](reads, name, "value")

    def __getitem__(self, key: K) -> V:
        self._reads.cells_read.add(self._numbers[key])
        return self._values[key]

    def get(self, key: K, default: Any = None) -> Any:
        """As for any mapping; a miss is recorded as well."""
        self._reads.cells_read.add(self._numbers[key])
        return self._values.get(key, default)

    def rows(self) -> Iterable[tuple[K, object]]:
        """As for any table; what is digested for a value stands for the row."""
        digested = self._digested
        if digested is None or self.stamping.of is not None:
            return super().rows()
        return ((key, digested(value)) for key, value in self._values.items())

    def _value_digest(self, key: K) -> bytes:
        if key not in self._values:
            return ABSENT
        value = self._values[key]
        return digest_of(value if self._digested is None else self._digested(value))


class Answers(Mapping[K, V]):
    """A mapping that computes the value of any key."""

    def __init__(self, answer: Callable[[K], V]) -> None:
        self._answer = answer

    def __getitem__(self, key: K) -> V:
        return self._answer(key)

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[K]:
        raise TypeError("nobody can list every key there can be")

    def __len__(self) -> int:
        raise TypeError("nobody can count every key there can be")


class Records(Table[K, V]):
    """A table whose values are read field by field."""

    __slots__ = ("_fields", "opened")

    def __init__(
        self,
        reads: Recorder,
        name: str,
        values: Mapping[K, V],
        key_type: Any,
        opened: tuple[str, ...],
    ) -> None:
        """See `Reads.records`."""
        super().__init__(reads, name, values, key_type)
        self.opened = frozenset(opened)
        self._fields: dict[K, _RecordedFields[K]] = {}

    def __getitem__(self, key: K) -> V:
        self._reads.cells_read.add(self._has[key])
        known = self._fields.get(key)
        if known is None:
            known = self._fields[key] = _RecordedFields(
                self._reads, self, key, "", self._values[key]
            )
        return cast("V", known)

    def get(self, key: K, default: Any = None) -> Any:
        """As for any mapping; a miss is recorded as well."""
        return self[key] if key in self else default  # noqa: SIM401 (this is it)

    def _inner_digest(self, question: Question, key: K, *place: Any) -> bytes:
        value: object = self._values.get(key)
        if value is None or question != "field":
            return ABSENT
        for name in place[0].split("."):
            value = getattr(value, name)
        return digest_of(value)


class _RecordedFields(Generic[K]):
    """A record that is read field by field. It has every attribute of the record."""

    __slots__ = ("_key", "_known", "_prefix", "_reads", "_table", "_value")

    def __init__(
        self, reads: Recorder, table: Records[K, Any], key: K, prefix: str, value: object
    ) -> None:
        self._reads = reads
        self._table = table
        self._key = key
        self._prefix = prefix
        self._value = value
        self._known: dict[str, tuple[Any, int]] = {}

    def __getattr__(self, name: str) -> Any:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._look_up(name)
        self._reads.cells_read.add(known[1])
        return known[0]

    def _look_up(self, name: str) -> tuple[Any, int]:
        """(value of a field, number of its cell)."""
        table, key = self._table, self._key
        value = getattr(self._value, name)
        path = f"{self._prefix}{name}"
        if path in table.opened:
            inner = _RecordedFields(self._reads, table, key, f"{path}.", value)
            return inner, self._reads.number((table.name, "has", key))
        return value, self._reads.number((table.name, "field", (key, path)))


class Lists(Table[K, tuple[V, ...]]):
    """A table of lists, whose lengths and slices are read separately.

    A list is returned as a `Sequence` that records what is read of it.
    """

    __slots__ = ("_lengths", "_parts", "_wholes")

    def __init__(
        self, reads: Recorder, name: str, values: Mapping[K, tuple[V, ...]], key_type: Any
    ) -> None:
        """See `Reads.lists`."""
        super().__init__(reads, name, values, key_type)
        self._lengths = _CellNumbers[Any](reads, name, "length")
        self._parts = _CellNumbers[tuple[Any, int, int]](reads, name, "part")
        self._wholes = _CellNumbers[Any](reads, name, "value")

    def __getitem__(self, key: K) -> tuple[V, ...]:
        self.counted(key)
        return cast("tuple[V, ...]", _RecordedRows(self, key, self._values[key]))

    def get(self, key: K, default: Any = None) -> Any:
        """As for any mapping; a miss is recorded as well."""
        self.counted(key)
        return _RecordedRows(self, key, self._values[key]) if key in self._values else default

    def counted(self, key: Any) -> None:
        """Record that the length of a list was read."""
        self._reads.cells_read.add(self._lengths[key])

    def cut(self, key: Any, start: int, stop: int) -> None:
        """Record that a slice of a list was read."""
        self._reads.cells_read.add(self._parts[key, start, stop])

    def read(self, key: Any) -> None:
        """Record that all of a list was read."""
        self._reads.cells_read.add(self._wholes[key])

    def _inner_digest(self, question: Question, key: K, *place: Any) -> bytes:
        rows = self._values.get(key)
        if rows is None:
            return ABSENT
        match question:
            case "length":
                return digest_of(len(rows))
            case "part":
                return digest_of(tuple(rows[slice(*place)]))
            case _:
                return super()._inner_digest(question, key, *place)


class _RecordedRows(Sequence[V]):
    """A list whose length and slices are read separately."""

    __slots__ = ("_key", "_table", "_values")

    def __init__(self, table: Lists[Any, V], key: Hashable, values: Sequence[V]) -> None:
        self._table = table
        self._key = key
        self._values = values

    def __len__(self) -> int:
        self._table.counted(self._key)
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[V, ...]: ...

    def __getitem__(self, place: int | slice) -> V | tuple[V, ...]:
        if isinstance(place, int):
            at = range(len(self))[place]
            self._table.cut(self._key, at, at + 1)
            return self._values[at]
        start, stop, _ = place.indices(len(self))
        self._table.cut(self._key, start, stop)
        return tuple(self._values[start:stop])

    def __iter__(self) -> Iterator[V]:
        self._table.read(self._key)
        return iter(self._values)

    def __contains__(self, value: object) -> bool:
        self._table.read(self._key)
        return value in self._values
