"""What each piece of work has read and what came of it, from one build to the next.

A piece of work is fresh where each cell of its trace has the digest that it had: then its result
stands. Traces are kept packed in one value of the store: cells are numbered, and a trace is an
array of numbers, for a hundred cells are read by each of thousands of pages.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.encoded import decoded
from dossierpress.engine.digests import DIGEST_SIZE
from dossierpress.engine.reads import Reads
from dossierpress.engine.recorder import Cell, Question
from dossierpress.store import Store

_NUMBER = "I"
_ORDER = array(_NUMBER, [1]).tobytes()
"""How this machine writes a number."""


class _Kept(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Traces as the store keeps them."""

    key: str
    order: bytes
    """The number 1 as the machine wrote it."""
    cells: tuple[tuple[str, Question, msgspec.Raw], ...]
    """(table, question, what each cell is about), in the order of their numbers."""
    digests: bytes
    """Those of the cells, by number."""
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
        self._known: dict[str, tuple[bytes, bytes]] = {}
        self._used: dict[str, tuple[bytes, bytes]] = {}
        self._made: dict[str, tuple[bytes, bytes]] = {}
        kept = self._read()
        digests = b"" if kept is None else self._take_up(kept)
        self._digests = [reads.digest(cell) for cell in self._cells]
        self._changed = frozenset(
            number
            for number, digest in enumerate(self._digests)
            if digest != digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE]
        )

    @staticmethod
    def forget_all(name: str, store: Store) -> None:
        """Leave no trace of this kind of work in a store, where none will be done."""
        store.keep("traces", {name: b""})

    def result(self, work: str) -> bytes | None:
        """The result of a piece of work, where it is fresh."""
        known = self._known.get(work)
        if known is None or not self._changed.isdisjoint(_numbers(known[0])):
            return None
        self._used[work] = known
        return known[1]

    def keep(self, work: str, numbers: Collection[int], result: bytes) -> None:
        """Take down what a piece of work has read just now, and its result."""
        self._made[work] = array(_NUMBER, numbers).tobytes(), result

    def forget(self, work: str) -> None:
        """Believe what is known of a piece of work no longer."""
        self._used.pop(work, None)
        self._made.pop(work, None)

    @property
    def is_as_it_was(self) -> bool:
        """Whether there is nothing to write: all work is fresh, and there is no less of it."""
        return not self._made and self._used.keys() == self._known.keys()

    def save(self) -> None:
        """Write the traces of all work that was asked for or kept; the rest is forgotten.

        What a trace says is true whatever becomes of the build: it can be written at any time.
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
        kept = _Kept(
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

    def _read(self) -> _Kept | None:
        data = self._store.find("traces", [self._name]).get(self._name)
        if data is None:
            return None
        kept = decoded(_DECODER, data)
        ours = kept is not None and (kept.key, kept.order) == (self._key, _ORDER)
        return kept if ours else None

    def _take_up(self, kept: _Kept) -> bytes:
        """Take up what is kept; the digests that the cells had."""
        self._cells = [cell for group in kept.cells for cell in self._cells_of(*group)]
        self._known = kept.work
        return kept.digests

    def _cells_of(self, name: str, question: Question, about: msgspec.Raw) -> Iterator[Cell]:
        table = self._reads.tables.get(name)
        # A table that is gone answers nothing, whatever the question is about.
        for one in _decoder(Any if table is None else table.about(question)).decode(about):
            yield name, question, _encode(one) if table is None else one


def _grouped(cells: Iterable[Cell]) -> Iterator[tuple[str, Question, msgspec.Raw]]:
    """Cells that stand together by table and question."""
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
_DECODER = Decoder(_Kept)
