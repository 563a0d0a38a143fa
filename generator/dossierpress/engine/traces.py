"""Traces: what each piece of work read and its result, from one build to the next.

A piece of work is fresh if every cell of its trace has the same digest as before: then its result
is valid. Only those cells are asked again that may have changed by the stamps of their tables.
"""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from dossierpress.engine.packed_traces import (
    NOTHING,
    PackedTraces,
    as_bytes,
    encode,
    numbers_in,
    pack,
    unpack,
)
from dossierpress.engine.reads import Reads
from dossierpress.engine.stamps import EVERY, Stamps
from dossierpress.engine.store import Store
from dossierpress.engine.tables import Cell, Question

_OF_TABLE = frozenset(("keys", "count", "any"))
"""Questions about a whole table, which are asked again in each build."""


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
        self._used: set[str] = set()
        self._made: dict[str, tuple[bytes, bytes]] = {}
        kept = store.find("traces", [name]).get(name, b"")
        self._is_kept = bool(kept)
        self._kept = unpack(kept, key) or NOTHING
        self._stamps = Stamps(reads.tables, self._kept.stamps)
        self._changed = frozenset(self._find_changed())

    @staticmethod
    def forget_all(name: str, store: Store) -> None:
        """Delete the traces of a kind of work that will not be done."""
        store.keep("traces", {name: b""})

    def result(self, work: str) -> bytes | None:
        """The result of a piece of work; None where it is not fresh."""
        known = self._kept.work.get(work)
        if known is None or not self._changed.isdisjoint(numbers_in(known[0])):
            return None
        self._used.add(work)
        return known[1]

    def keep(self, work: str, numbers: Collection[int], result: bytes) -> None:
        """Record the cells that a piece of work has read, and its result."""
        # Packed at once: as sets, the numbers of a large dossier take hundreds of megabytes.
        self._made[work] = as_bytes(numbers), result

    def forget(self, work: str) -> None:
        """Treat a piece of work as not fresh."""
        self._used.discard(work)
        self._made.pop(work, None)

    @property
    def is_as_it_was(self) -> bool:
        """Whether all work was fresh, and none is gone."""
        return not self._made and self._used == self._kept.work.keys()

    def save(self) -> None:
        """Write the traces of all work that was asked for or kept; the rest is deleted.

        A trace is valid whatever becomes of the build, so it can be written at any time.
        """
        if not self._used and not self._made:
            if self._is_kept:
                self.forget_all(self._name, self._store)
            return
        stamps = self._stamps.of_tables()
        if self.is_as_it_was and stamps == self._kept.stamps:
            return
        old = self._kept.with_only(self._used - self._made.keys())
        self._store.keep("traces", {self._name: encode(old.added(self._new()).tidied())})

    def _new(self) -> PackedTraces:
        """The traces of the work that was done in this build."""
        cells = self._reads.cells
        order = sorted(
            {number for numbers, _ in self._made.values() for number in numbers_in(numbers)},
            key=lambda number: cells[number][:2],
        )
        place = {number: at for at, number in enumerate(order)}
        return pack(
            self._key,
            (
                (name, question, abouts, [self._bucket(name, question, one) for one in abouts])
                for (name, question), abouts in _grouped(cells[number] for number in order)
            ),
            b"".join(self._reads.digest(cells[number]) for number in order),
            {
                work: (as_bytes(place[number] for number in numbers_in(numbers)), result)
                for work, (numbers, result) in self._made.items()
            },
            self._stamps.of_tables(),
        )

    def _find_changed(self) -> Iterator[int]:
        """The numbers of the cells that have another digest than before."""
        first = 0
        for group in self._kept.groups:
            table = self._reads.tables.get(group.table)
            # A table that no longer exists answers nothing, whatever the question is about.
            asked = table is None or group.question in _OF_TABLE
            suspects = EVERY if asked or table is None else self._stamps.suspects(table)
            places = group.places_in(suspects)
            if places:
                abouts = group.abouts(Any if table is None else table.about(group.question))
                for place in places:
                    about = abouts[place]
                    if about is None and group.question not in _OF_TABLE:
                        continue  # nobody reads it any more
                    cell = (group.table, group.question, about)
                    if self._reads.digest(cell) != self._kept.digest(first + place):
                        yield first + place
            first += group.count

    def _bucket(self, name: str, question: Question, about: Any) -> int:
        if question in _OF_TABLE:
            return 0
        key = about[0] if question in ("field", "part") else about
        return self._stamps.bucket(self._reads.tables[name], key)


def _grouped(cells: "Iterator[Cell]") -> Iterator[tuple[tuple[str, Question], list[Any]]]:
    """Consecutive cells, grouped by table and question."""
    for (name, question), group in groupby(cells, key=lambda cell: cell[:2]):
        yield (name, question), [about for _, _, about in group]
