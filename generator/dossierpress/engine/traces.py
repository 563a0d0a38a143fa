"""Traces: what each piece of work read and its result, from one build to the next.

A piece of work is fresh if every cell of its trace has the same digest as before: then its result
is valid. Only those cells are asked again that may have changed by the stamps of their tables.

Work may be done in another process, which was forked with these tables in memory. It numbers cells
by itself, so it sends what it has done as a *part* that stands alone, and which is added here. Work
done in this process goes the same way: so traces are the same, wherever the work was done.
"""

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any

from dossierpress.engine.packed_traces import (
    NOTHING,
    CellGroup,
    CellIndex,
    TracePart,
    as_bytes,
    encode,
    numbers_in,
    unpack,
    unpack_part,
)
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store
from dossierpress.engine.table_stamps import EVERY, Stamps
from dossierpress.engine.tables import Question

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
        """Work done in this process since the last part, with the numbers of its cells here."""
        self._digests = _Digests(reads)
        self._fresh: set[str] = set()
        """Work that was asked for and is fresh, of all parts that were added."""
        self._new = CellIndex()
        """Work that was done, of all parts that were added."""
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
        self._fresh.discard(work)
        self._made.pop(work, None)
        self._new.work.pop(work, None)

    def take_stamps(self) -> None:
        """Compute the stamps of all tables, and so most of what the tables are made of.

        What is computed before processes are forked, none of them computes again.
        """
        self._stamps.of_tables()

    def part(self) -> bytes:
        """All that was asked for and kept in this process since the last part, to be added."""
        made, self._made = self._made, {}
        used, self._used = self._used, set()
        cells = self._reads.cells
        groups: dict[tuple[str, Question], list[int]] = {}
        for number in sorted(set(chain.from_iterable(numbers_in(of) for of, _ in made.values()))):
            groups.setdefault(cells[number][:2], []).append(number)
        order = tuple(chain.from_iterable(groups.values()))
        place = {number: at for at, number in enumerate(order)}
        return encode(
            TracePart(
                tuple(
                    self._group(*question, [cells[number][2] for number in numbers])
                    for question, numbers in groups.items()
                ),
                b"".join(map(self._digests.__getitem__, order)),
                {
                    work: (as_bytes(map(place.__getitem__, numbers_in(numbers))), result)
                    for work, (numbers, result) in made.items()
                },
                tuple(used - made.keys()),
            )
        )

    def add(self, part: bytes) -> dict[str, bytes]:
        """Add what was done in this process or another one; parts in the order of the work.

        Returns:
            Each piece of work that was done, with its result.
        """
        done = unpack_part(part)
        new = self._new.add(done.groups, done.digests)
        for work, (numbers, result) in done.work.items():
            self._new.keep(work, map(new.__getitem__, numbers_in(numbers)), result)
        self._fresh.update(done.fresh)
        return {work: result for work, (_, result) in done.work.items()}

    def save(self) -> None:
        """Write the traces of all work that was asked for or kept; the rest is deleted.

        A trace is valid whatever becomes of the build, so it can be written at any time.
        """
        self.add(self.part())
        made = self._new.work
        if not self._fresh and not made:
            if self._is_kept:
                self.forget_all(self._name, self._store)
            return
        stamps = self._stamps.of_tables()
        if not made and self._fresh == self._kept.work.keys() and stamps == self._kept.stamps:
            return
        old = self._kept.with_only(self._fresh - made.keys())
        new = self._new.packed(self._key, stamps)
        self._store.keep("traces", {self._name: encode(old.added(new).tidied())})

    def _group(self, name: str, question: Question, abouts: list[Any]) -> CellGroup:
        if question in _OF_TABLE:
            return CellGroup.of(name, question, abouts, [0] * len(abouts))
        keys = (about[0] for about in abouts) if question in ("field", "part") else abouts
        buckets = self._stamps.buckets(self._reads.tables[name], keys)
        return CellGroup.of(name, question, abouts, buckets)

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


class _Digests(dict[int, bytes]):
    """Number of a cell -> its digest, which is computed once in a build."""

    __slots__ = ("_reads",)

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    def __missing__(self, number: int) -> bytes:
        digest = self[number] = self._reads.digest(self._reads.cells[number])
        return digest
