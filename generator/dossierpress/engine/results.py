"""What came of work, a row of the store each, beside the traces that say whether it still holds.

A row is believed where its trace has the digest of it: so a build that is killed between the two,
or another one that writes at the same time, costs time only.
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b

from dossierpress.engine.digests import DIGEST_SIZE
from dossierpress.engine.reads import Reads
from dossierpress.engine.traces import Traces
from dossierpress.store import Store, Table

_TOGETHER = 256
"""Results that are written at once; all those of a large dossier would fill the memory."""


class Results:
    """The results of one kind of work, in a table of their own."""

    def __init__(self, table: Table, key: str, reads: Reads, store: Store) -> None:
        """See `Traces`."""
        self.traces = Traces(table, key, reads, store)
        self._table = table
        self._store = store
        self._new: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}

    @staticmethod
    def forget_all(table: Table, store: Store) -> None:
        """Leave nothing of this kind of work in a store, where none will be done."""
        store.sweep(table, ())
        Traces.forget_all(table, store)

    def find(self, work: Iterable[str]) -> dict[str, bytes]:
        """Piece of work -> its result, of those that are fresh."""
        fresh = {one: known for one in work if (known := self.traces.result(one)) is not None}
        rows = self._store.find(self._table, fresh)
        found = {}
        for one, digest in fresh.items():
            data = rows.get(one, b"")
            if data[:DIGEST_SIZE] == digest:
                found[one] = data[DIGEST_SIZE:]
                self._digests[one] = digest
            else:
                self.traces.forget(one)
        return found

    def forget(self, work: str) -> None:
        """Believe a result no longer."""
        self.traces.forget(work)
        del self._digests[work]

    def keep(self, work: str, cells: Collection[int], result: bytes) -> None:
        """Take down what a piece of work has read just now, and its result."""
        digest = blake2b(result, digest_size=DIGEST_SIZE).digest()
        self.traces.keep(work, cells, digest)
        self._digests[work] = digest
        self._new[work] = digest + result
        if len(self._new) == _TOGETHER:
            self._write()

    def digest(self, work: str) -> bytes:
        """Of a result that was found or kept."""
        return self._digests[work]

    def save(self) -> None:
        """Write what is new, and take away what was not asked for or not found again.

        That may be of a build which was killed, and nothing of it is in a trace.
        """
        self._store.sweep(self._table, self._digests.keys())
        if not self.traces.is_as_it_was:
            self._write()
            self.traces.save()

    def _write(self) -> None:
        self._store.keep(self._table, self._new)
        self._new = {}
