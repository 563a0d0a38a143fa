"""Tables that record what is read of them, as finely as it is asked. Made by `Reads`.

The recorder holds the numbers of the cells that the work under way has read; a table adds one
with each answer that it gives.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, Literal, TypeVar, cast, overload

from dossierpress.engine.encoding import ABSENT, digest_of

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


class _CellNumbers(dict[K, int]):
    """What one question to one table can be about -> the number of that cell."""

    __slots__ = ("_name", "_question", "_reads")

    def __init__(self, reads: Recorder, name: str, question: Question) -> None:
        self._reads = reads
        self._name = name
        self._question: Question = question

    def __missing__(self, about: K) -> int:
        number = self[about] = self._reads.number((self._name, self._question, about))
        return number


class Table(Mapping[K, V]):
    """A table whose reader is taken down: what all kinds of them have in common."""

    __slots__ = ("_has", "_key_type", "_reads", "_values", "_whole", "name")

    def __init__(self, reads: Recorder, name: str, values: Mapping[K, V], key_type: Any) -> None:
        """See the methods of `Reads`."""
        self._reads = reads
        self.name = name
        self._values = values
        self._key_type = key_type
        self._has = _CellNumbers[Any](reads, name, "has")
        self._whole = {
            question: reads.number((name, question, None)) for question in ("keys", "count", "any")
        }

    def __contains__(self, key: object) -> bool:
        self._reads.under_way.add(self._has[key])
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        self._reads.under_way.add(self._whole["keys"])
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.under_way.add(self._whole["count"])
        return len(self._values)

    def __bool__(self) -> bool:
        self._reads.under_way.add(self._whole["any"])
        return bool(self._values)

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
        """Of the answer to a question, without taking it down."""
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
        self._reads.under_way.add(self._numbers[key])
        return self._values[key]

    def get(self, key: K, default: Any = None) -> Any:
        """As of any mapping; that there is nothing is taken down as well."""
        self._reads.under_way.add(self._numbers[key])
        return self._values.get(key, default)

    def _value_digest(self, key: K) -> bytes:
        if key not in self._values:
            return ABSENT
        value = self._values[key]
        return digest_of(value if self._digested is None else self._digested(value))


class Answers(Mapping[K, V]):
    """Every key there can be, with what is answered to it."""

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
        self._reads.under_way.add(self._has[key])
        known = self._fields.get(key)
        if known is None:
            known = self._fields[key] = _RecordedFields(
                self._reads, self, key, "", self._values[key]
            )
        return cast("V", known)

    def get(self, key: K, default: Any = None) -> Any:
        """As of any mapping; that there is nothing is taken down as well."""
        return self[key] if key in self else default  # noqa: SIM401 (this is it)

    def _inner_digest(self, question: Question, key: K, *place: Any) -> bytes:
        value: object = self._values.get(key)
        if value is None or question != "field":
            return ABSENT
        for name in place[0].split("."):
            value = getattr(value, name)
        return digest_of(value)


class _RecordedFields(Generic[K]):
    """A record that is read field by field. It has every attribute of the record itself."""

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
        self._reads.under_way.add(known[1])
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
    """A table of lists, which are counted and read in stretches.

    A list is given as a `Sequence` that takes down what is asked of it.
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
        """As of any mapping; that there is nothing is taken down as well."""
        self.counted(key)
        return _RecordedRows(self, key, self._values[key]) if key in self._values else default

    def counted(self, key: Any) -> None:
        """Take down that a list was counted."""
        self._reads.under_way.add(self._lengths[key])

    def cut(self, key: Any, start: int, stop: int) -> None:
        """Take down that a stretch of a list was read."""
        self._reads.under_way.add(self._parts[key, start, stop])

    def read(self, key: Any) -> None:
        """Take down that all of a list was read."""
        self._reads.under_way.add(self._wholes[key])

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
    """A list that is read in stretches."""

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
