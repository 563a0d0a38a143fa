"""What each piece of work has read and what came of it, from one build to the next.

A piece of work is fresh where each cell of its trace has the digest that it had: then its result
stands. Traces are kept packed in one value of the store: cells are numbered, and a trace is an
array of numbers, for a hundred cells are read by each of thousands of pages.
"""

from array import array
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.reads import DIGEST_SIZE, Cell, Question, Reads
from dossierpress.store import Store

_NUMBER = "I"
_ORDER = array(_NUMBER, [1]).tobytes()
"""How this machine writes a number."""
_GROWTH = 2
"""Cells that nothing reads any more are dropped once there are this many times as many cells as
when they were numbered, or only this part of the work is left."""


class _Kept(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Traces as the store keeps them."""

    key: str
    order: bytes
    """The number 1 as the machine wrote it."""
    numbered: tuple[int, int]
    """How many cells, and pieces of work, there were when cells were numbered."""
    cells: tuple[tuple[str, Question, msgspec.Raw], ...]
    """(table, question, key), each at the place that is its number."""
    digests: bytes
    """Those of the cells, one after the other."""
    work: dict[str, tuple[bytes, bytes]]
    """Name of a piece of work -> the numbers of its cells, its result."""


class Traces:
    """The traces of one kind of work. Only the time depends on what is kept of them."""

    def __init__(self, name: str, key: str, reads: Reads, store: Store) -> None:
        """Read what is kept, and find out which cells have changed.

        Args:
            name: Of the kind of work, for the store.
            key: Of all that work depends on without reading it from a table: the code.
            reads: The tables that work reads; every one must be there.
            store: Where traces are kept.
        """
        self._name = name
        self._key = key
        self._reads = reads
        self._store = store
        self._cells: list[Cell] = []
        self._digests: list[bytes] = []
        self._numbered = (0, 0)
        self._known: dict[str, tuple[bytes, bytes]] = {}
        self._used: dict[str, tuple[bytes, bytes]] = {}
        self._new = False
        kept = self._read()
        if kept is not None:
            self._take_up(kept)
        self._changed = frozenset(
            number
            for number, cell in enumerate(self._cells)
            if reads.digest(cell) != self._digests[number]
        )
        self._numbers = {cell: number for number, cell in enumerate(self._cells)}

    def result(self, work: str) -> bytes | None:
        """The result of a piece of work, where it is fresh."""
        known = self._known.get(work)
        if known is None or not self._changed.isdisjoint(_numbers(known[0])):
            return None
        self._used[work] = known
        return known[1]

    def keep(self, work: str, cells: Iterable[Cell], result: bytes) -> None:
        """Take down what a piece of work has read just now, and its result."""
        numbers = array(_NUMBER, sorted(map(self._number, cells)))
        self._used[work] = numbers.tobytes(), result
        self._new = True

    def save(self) -> None:
        """Write the traces of all work that was asked for or kept; the rest is forgotten."""
        if not self._new and self._used.keys() == self._known.keys():
            return
        cells, work = self._numbered
        if len(self._cells) > _GROWTH * cells or len(self._used) < work / _GROWTH:
            self._number_anew()
        for number in self._changed:
            self._digests[number] = self._reads.digest(self._cells[number])
        kept = _Kept(
            key=self._key,
            order=_ORDER,
            numbered=self._numbered,
            cells=tuple((name, ask, msgspec.Raw(_encode(key))) for name, ask, key in self._cells),
            digests=b"".join(self._digests),
            work=self._used,
        )
        self._store.keep("traces", {self._name: _encode(kept)})

    def _number(self, cell: Cell) -> int:
        number = self._numbers.get(cell)
        if number is None:
            number = self._numbers[cell] = len(self._cells)
            self._cells.append(cell)
            self._digests.append(self._reads.digest(cell))
        return number

    def _number_anew(self) -> None:
        """Drop the cells that no work reads any more."""
        reads = {
            work: [self._cells[number] for number in _numbers(numbers)]
            for work, (numbers, _) in self._used.items()
        }
        self._cells, self._digests, self._numbers, self._changed = [], [], {}, frozenset()
        for work, cells in reads.items():
            self.keep(work, cells, self._used[work][1])
        self._numbered = len(self._cells), len(self._used)

    def _read(self) -> _Kept | None:
        data = self._store.find("traces", [self._name]).get(self._name)
        if data is None:
            return None
        try:
            kept = _DECODER.decode(data)
        except (ValueError, RecursionError):
            return None
        ours = (kept.key, kept.order) == (self._key, _ORDER)
        return kept if ours and len(kept.digests) == DIGEST_SIZE * len(kept.cells) else None

    def _take_up(self, kept: _Kept) -> None:
        self._numbered = kept.numbered
        self._known = kept.work
        self._cells = [(name, ask, self._key_in(name, raw)) for name, ask, raw in kept.cells]
        self._digests = [
            kept.digests[place : place + DIGEST_SIZE]
            for place in range(0, len(kept.digests), DIGEST_SIZE)
        ]

    def _key_in(self, table: str, raw: msgspec.Raw) -> Any:
        known = self._reads.tables.get(table)
        # A table that is gone answers nothing, whatever the key.
        return _decoder(known.key_type).decode(raw) if known is not None else bytes(raw)


def _numbers(data: bytes) -> "array[int]":
    numbers = array(_NUMBER)
    numbers.frombytes(data)
    return numbers


@cache
def _decoder(key_type: Any) -> Decoder[Any]:
    return Decoder(key_type | None)


def _encode(value: object) -> bytes:
    return _ENCODER.encode(value)


_ENCODER = Encoder()
_DECODER = Decoder(_Kept)
