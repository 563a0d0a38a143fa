"""Results of work that are large: a row of the store each, beside their traces.

A row is used only if its digest is in the trace, so a build that is killed between the two writes,
or another build that writes at the same time, only costs time.
"""

from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b

from dossierpress.engine.batching import batches
from dossierpress.engine.encoding import DIGEST_SIZE
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store, StoreTable
from dossierpress.engine.traces import Traces

_TOGETHER = 256
"""How many results are read or written at a time; all those of a large dossier fill the memory."""


class Results:
    """The results of one kind of work, in a table of their own."""

    def __init__(self, table: StoreTable, key: str, reads: Reads, store: Store) -> None:
        """See `Traces`."""
        self.traces = Traces(table, key, reads, store)
        self._table = table
        self._store = store
        self._new: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}

    @staticmethod
    def forget_all(table: StoreTable, store: Store) -> None:
        """Delete the results of a kind of work that will not be done."""
        store.sweep(table, ())
        Traces.forget_all(table, store)

    def find(self, work: Iterable[str]) -> Iterator[bytes | None]:
        """The result of each piece of work; None of one that is not fresh."""
        for some in batches(work, _TOGETHER):
            fresh = {one: known for one in some if (known := self.traces.result(one)) is not None}
            rows = self._store.find(self._table, fresh)
            for one in some:
                yield self._believed(one, fresh.get(one), rows.pop(one, b""))

    def _believed(self, work: str, digest: bytes | None, data: bytes) -> bytes | None:
        if digest is None:
            return None
        if data[:DIGEST_SIZE] != digest:
            self.traces.forget(work)
            return None
        self._digests[work] = digest
        return data[DIGEST_SIZE:]

    def forget(self, work: str) -> None:
        """Treat a result as not fresh."""
        self.traces.forget(work)
        del self._digests[work]

    def keep(self, work: str, cells: Collection[int], result: bytes) -> None:
        """Record the cells that a piece of work has read, and its result."""
        digest = blake2b(result, digest_size=DIGEST_SIZE).digest()
        self.traces.keep(work, cells, digest)
        self._digests[work] = digest
        self._new[work] = digest + result
        if len(self._new) == _TOGETHER:
            self._write()

    def digest(self, work: str) -> bytes:
        """The digest of a result that was found or kept."""
        return self._digests[work]

    def save(self) -> None:
        """Write new results, and delete those that were not asked for or not found again.

        These may come from a build that was killed, and no trace refers to them.
        """
        self._store.sweep(self._table, self._digests.keys())
        self._write()
        self.traces.save()

    def _write(self) -> None:
        self._store.keep(self._table, self._new)
        self._new = {}
