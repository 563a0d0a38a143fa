"""Traces: what each piece of work read and its result, from one build to the next.

A piece of work is fresh if every cell of its trace has the same digest as before: then its result
is valid. Traces are packed into one value of the store: cells are numbered, and a trace is an array
of numbers, because each of thousands of pages reads some hundred cells.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.encoding import DIGEST_SIZE, decoded
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store
from dossierpress.engine.tables import Cell, Question

_NUMBER = "I"
_ORDER = array(_NUMBER, [1]).tobytes()
"""The number 1 in the byte order and size of this machine."""


class _KeptTraces(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Traces as the store keeps them."""

    key: str
    order: bytes
    """The number 1 as the machine that wrote the traces has it."""
    cells: tuple[tuple[str, Question, msgspec.Raw], ...]
    """(table, question, what each cell is about), in the order of their numbers."""
    digests: bytes
    """The digests of the cells, by number."""
    work: dict[str, tuple[bytes, bytes]]
    """Name of a piece of work -> the numbers of its cells, its result."""


class Traces:
    """The traces of one kind of work. Losing them only costs time."""

    def __init__(self, name: str, key: str, reads: Reads, store: Store) -> None:
        """Load the kept traces, and find out which cells have changed.

        Args:
            name: The name of the kind of work in the store.
            key: Key of all that the work depends on and does not read from tables: the code.
            reads: The tables that the work reads; all of them must have been added.
            store: Where traces are kept.
        """
        self._name = name
        self._key = key
        self._reads = reads
        self._store = store
        self._cells: list[Cell] = []
        self._known: dict[str, tuple[bytes, bytes]] = {}
        self._used: dict[str, tuple[bytes, bytes]] = {}
        self._made: dict[str, tuple[bytes, bytes]] = {}
        kept = self._read()
        digests = b"" if kept is None else self._load(kept)
        self._digests = [reads.digest(cell) for cell in self._cells]
        self._changed = frozenset(
            number
            for number, digest in enumerate(self._digests)
            if digest != digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE]
        )

    @staticmethod
    def forget_all(name: str, store: Store) -> None:
        """Delete the traces of a kind of work that will not be done."""
        store.keep("traces", {name: b""})

    def result(self, work: str) -> bytes | None:
        """The result of a piece of work; None where it is not fresh."""
        known = self._known.get(work)
        if known is None or not self._changed.isdisjoint(_numbers(known[0])):
            return None
        self._used[work] = known
        return known[1]

    def keep(self, work: str, numbers: Collection[int], result: bytes) -> None:
        """Record the cells that a piece of work has read, and its result."""
        self._made[work] = array(_NUMBER, numbers).tobytes(), result

    def forget(self, work: str) -> None:
        """Treat a piece of work as not fresh."""
        self._used.pop(work, None)
        self._made.pop(work, None)

    @property
    def is_as_it_was(self) -> bool:
        """Whether there is nothing to write: all work was fresh, and none is gone."""
        return not self._made and self._used.keys() == self._known.keys()

    def save(self) -> None:
        """Write the traces of all work that was asked for or kept; the rest is deleted.

        A trace is valid whatever becomes of the build, so it can be written at any time.
        """
        if self.is_as_it_was:
            return
        if not self._used and not self._made:
            self.forget_all(self._name, self._store)
            return
        here = [self._reads.number(cell) for cell in self._cells]
        digests = dict(zip(here, self._digests, strict=True))
        used = {
            work: (array(_NUMBER, [here[number] for number in _numbers(numbers)]), result)
            for work, (numbers, result) in self._used.items()
        } | {work: (_numbers(numbers), result) for work, (numbers, result) in self._made.items()}
        cells = self._reads.cells
        order = sorted(
            {number for numbers, _ in used.values() for number in numbers},
            key=lambda number: cells[number][:2],
        )
        new = array(_NUMBER, bytes(array(_NUMBER).itemsize * len(cells)))
        for place, number in enumerate(order):
            new[number] = place
        kept = _KeptTraces(
            key=self._key,
            order=_ORDER,
            cells=tuple(_grouped(cells[number] for number in order)),
            digests=b"".join(
                digests.get(number) or self._reads.digest(cells[number]) for number in order
            ),
            work={
                work: (array(_NUMBER, [new[number] for number in numbers]).tobytes(), result)
                for work, (numbers, result) in used.items()
            },
        )
        self._store.keep("traces", {self._name: _encode(kept)})

    def _read(self) -> _KeptTraces | None:
        data = self._store.find("traces", [self._name]).get(self._name)
        if data is None:
            return None
        kept = decoded(_DECODER, data)
        ours = kept is not None and (kept.key, kept.order) == (self._key, _ORDER)
        return kept if ours else None

    def _load(self, kept: _KeptTraces) -> bytes:
        """Load kept traces into this build; return the digests that the cells had."""
        self._cells = [cell for group in kept.cells for cell in self._cells_of(*group)]
        self._known = kept.work
        return kept.digests

    def _cells_of(self, name: str, question: Question, about: msgspec.Raw) -> Iterator[Cell]:
        table = self._reads.tables.get(name)
        # A table that no longer exists answers nothing, whatever the question is about.
        for one in _decoder(Any if table is None else table.about(question)).decode(about):
            yield name, question, _encode(one) if table is None else one


def _grouped(cells: Iterable[Cell]) -> Iterator[tuple[str, Question, msgspec.Raw]]:
    """Consecutive cells, grouped by table and question."""
    for (name, question), group in groupby(cells, key=lambda cell: cell[:2]):
        yield name, question, msgspec.Raw(_encode([about for _, _, about in group]))


def _numbers(data: bytes) -> "array[int]":
    numbers = array(_NUMBER)
    numbers.frombytes(data)
    return numbers


@cache
def _decoder(type_: Any) -> Decoder[Any]:
    return Decoder(list.__class_getitem__(type_))


def _encode(value: object) -> bytes:
    return _ENCODER.encode(value)


_ENCODER = Encoder()
_DECODER = Decoder(_KeptTraces)
