"""Results of work that are large: what every build needs is in the trace, the rest in a row.

A result is a struct that holds one `Kept`: its bytes are a row of the store, which is read when
somebody asks for them, unless they are short.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.batching import shares
from dossierpress.engine.encoding import decoded, plain
from dossierpress.engine.forked import Run
from dossierpress.engine.kept import SHORT, Kept, Rows, digest_of_bytes
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store, StoreTable
from dossierpress.engine.traces import Traces

V = TypeVar("V")
_Made = tuple[bytes, bytes | None]
"""A result: its row, empty if that is short; and all else of it if it does not last (what lasts is
in the traces)."""


class Results(Generic[V]):
    """The results of one kind of work, with rows in a table of their own."""

    def __init__(  # noqa: PLR0913 (those of `Traces`, and what results are)
        self,
        table: StoreTable,
        key: str,
        reads: Reads,
        store: Store,
        *,
        type_: type[V],
        again: Callable[[str], V],
    ) -> None:
        """Load the traces.

        Args:
            table: The table of the rows; also the name of the traces.
            key: See `Traces`.
            reads: See `Traces`.
            store: See `Traces`.
            type_: The type of the results.
            again: Makes the result of a piece of work: anew, or again if its row is lost.
        """
        self.traces = Traces(table, key, reads, store)
        self._do = again
        self._reads = reads
        self._table = table
        self._store = store
        self._rows = Rows(store, table, lambda work: _split(again(work))[1])
        self._digests: dict[str, bytes] = {}
        self._made: dict[str, _Made] = {}
        """Those of this process since the last part."""
        self._decoded = _Decoded(self._rows)
        # Not a method of ours: whoever holds a result holds its rows, and not the traces.
        self._decoder: Decoder[V] = Decoder(type_, dec_hook=self._decoded.row)

    @staticmethod
    def forget_all(table: StoreTable, store: Store) -> None:
        """Delete the results of a kind of work that will not be done."""
        store.sweep(table, ())
        Traces.forget_all(table, store)

    def find(self, work: str) -> V | None:
        """The result of a piece of work; None of one that is not fresh."""
        known = self.traces.result(work)
        if known is None:
            return None
        self._decoded.work = work
        found = decoded(self._decoder, known)
        if found is None:
            self.traces.forget(work)
        else:
            self._digests[work] = digest_of_bytes(known)
        return found

    def forget(self, work: str) -> None:
        """Treat a result as not fresh."""
        self.traces.forget(work)
        del self._digests[work]

    def keep(self, work: str, cells: Collection[int], result: V, *, lasts: bool = True) -> None:
        """Record the cells that a piece of work has read, and its result.

        Args:
            work: The piece of work.
            cells: The numbers of the cells.
            result: The result.
            lasts: Whether the next build may use it.
        """
        data, row = _split(result)
        if lasts:
            self.traces.keep(work, cells, data)
        self._made[work] = row, None if lasts else data

    def part(self) -> bytes:
        """All that was kept in this process since the last part, to be added; see `Traces`."""
        made, self._made = self._made, {}
        return _ENCODER.encode((made, self.traces.part()))

    def add(self, part: bytes) -> dict[str, V]:
        """Add the results of this process or another one.

        Returns:
            Each piece of work that was done, with its result, whose row is not held in memory if
            it lasts.
        """
        made, trace = _DECODER.decode(part)
        lasting = self.traces.add(trace)
        found: dict[str, V] = {}
        for work, (row, not_lasting) in made.items():
            data = lasting[work] if not_lasting is None else not_lasting
            self._decoded.work = work
            self._decoded.at_hand = None if not_lasting is None else row
            found[work] = self._decoder.decode(data)
            if not_lasting is None:
                if row:
                    self._rows.keep(work, row)
                self._digests[work] = digest_of_bytes(data)
        self._decoded.at_hand = None
        return found

    def make(
        self, works: Sequence[str], do: Callable[[str], None], run: Run, *, least: int
    ) -> dict[str, V]:
        """Do pieces of work, perhaps in other processes; see `add`.

        Args:
            works: The pieces of work.
            do: Does one, and keeps its result.
            run: Runs a function over batches of them.
            least: How many are in a batch, at least.
        """

        def batch(some: Iterable[str]) -> bytes:
            for work in some:
                do(work)
            return self.part()

        made: dict[str, V] = {}
        for part in run(batch, shares(works, least)):
            made |= self.add(part)
        return made

    def all_of(self, works: Iterable[str], run: Run, *, least: int) -> dict[str, V]:
        """The results of pieces of work, in their order: found or made, and saved.

        Args:
            works: All pieces of work of this kind.
            run: See `make`.
            least: See `make`.
        """

        def do(work: str) -> None:
            with self._reads.recorded() as cells:
                done = self._do(work)
            self.keep(work, cells, done)

        works = tuple(works)
        known = {work: found for work in works if (found := self.find(work)) is not None}
        missing = [work for work in works if work not in known]
        known |= self.make(missing, do, run, least=least)
        self.save()
        return {work: known[work] for work in works}

    def digest(self, work: str) -> bytes:
        """The digest of a result that was found or kept."""
        return self._digests[work]

    def save(self) -> None:
        """Write new results, and delete those that were not asked for or not fresh.

        These may come from a build that was killed, and no trace refers to them.
        """
        self.add(self.part())
        self._store.sweep(self._table, self._digests.keys() & self._decoded.with_row)
        self._rows.write()
        self.traces.save()


class _Decoded:
    """The result that is being decoded."""

    def __init__(self, rows: Rows) -> None:
        self.work = ""
        self.at_hand: bytes | None = None
        """Its row, if that is not kept."""
        self.with_row: set[str] = set()
        """The work whose results have a row that is kept; one that they had before may be there."""
        self._rows = rows

    def row(self, _: type[Kept], said: bytes | list[bytes]) -> Kept:
        """Its row, by its digest; or the bytes themselves, in a list."""
        self.with_row.discard(self.work)
        if isinstance(said, list):
            return Kept.of(said[0])
        if self.at_hand is not None:
            return Kept.of(self.at_hand)
        self.with_row.add(self.work)
        return Kept(said, partial(self._rows.read, self.work, said))


def _split(result: object) -> tuple[bytes, bytes]:
    """A result as its trace has it, and its row, which is empty if that is short."""
    rows: set[bytes] = set()

    def with_digest(value: Any) -> object:
        if not isinstance(value, Kept):
            return plain(value)
        row = value.data
        if len(row) <= SHORT:
            return [row]
        rows.add(row)
        return value.digest

    data = Encoder(enc_hook=with_digest).encode(result)
    return data, rows.pop() if rows else b""


_ENCODER = Encoder()
_DECODER = Decoder(tuple[dict[str, _Made], bytes])
