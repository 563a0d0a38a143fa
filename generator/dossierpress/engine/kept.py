"""`Kept`: bytes that stay in the store, as rows of their own, until somebody asks for them."""

from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Self

from dossierpress.engine.store import Store, StoreTable

_RECENT = 16
"""How many rows are remembered, since several things of one are asked for in a row."""
_TOGETHER = 256
"""How many rows are written at a time; all those of a large dossier fill the memory."""
SHORT = 256
"""Bytes that are kept beside what tells of them, and not as a row of their own: to read a row takes
longer than to have them always."""
DIGEST_SIZE = 16
"""Bytes of a digest: 128 bits, for nobody gains by a collision in his own cache."""


class Kept:
    """Bytes, at hand or in the store. They are equal where their digests are."""

    __slots__ = ("_read", "digest")

    def __init__(self, digest: bytes, read: Callable[[], bytes]) -> None:
        """Read nothing yet.

        Args:
            digest: See `digest_of_bytes`.
            read: Gives the bytes.
        """
        self.digest = digest
        self._read = read

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Bytes that are at hand."""
        return cls(digest_of_bytes(data), partial(bytes, data))

    @property
    def data(self) -> bytes:
        """The bytes. They are not remembered: those of a large dossier would fill the memory."""
        return self._read()

    def __repr__(self) -> str:
        return f"Kept({self.digest.hex()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Rows:
    """Rows of one table of the store, written some at a time and read when somebody asks for one.

    A row is believed only if it has the digest that is known of it; else it is made again. So a
    build that is killed, a damaged cache, or another build that writes only costs time.
    """

    def __init__(self, store: Store, table: StoreTable, again: Callable[[str], bytes]) -> None:
        """Read nothing yet.

        Args:
            store: The cache.
            table: The table of the rows.
            again: Makes the row of a key again.
        """
        self._store = store
        self._table = table
        self._new: dict[str, bytes] = {}
        self._recent = lru_cache(maxsize=_RECENT)(partial(_read, store, table, again))

    def keep(self, key: str, row: bytes) -> None:
        """Keep a row, which is written soon."""
        self._new[key] = row
        if len(self._new) == _TOGETHER:
            self.write()

    def write(self) -> None:
        """Write all rows that are not written yet."""
        self._store.keep(self._table, self._new)
        self._new = {}

    def read(self, key: str, digest: bytes) -> bytes:
        """The row of a key, which must have a digest."""
        waiting = self._new.get(key)
        return self._recent(key, digest) if waiting is None else waiting


def _read(
    store: Store, table: StoreTable, again: Callable[[str], bytes], key: str, digest: bytes
) -> bytes:
    row = store.find(table, [key]).get(key)
    if row is None or digest_of_bytes(row) != digest:
        row = again(key)
        store.keep(table, {key: row})
    return row


def digest_of_bytes(data: bytes) -> bytes:
    """The digest of bytes as they are."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()
