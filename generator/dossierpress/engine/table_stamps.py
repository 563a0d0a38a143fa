"""Stamps of tables: digests that tell which cells may have changed, so that few cells are asked.

The stamp of a table is a digest of all its rows. Of a table that changes in few rows it also has a
digest of each *bucket* of rows. The bucket of a key depends on the key alone, so a key that the
table does not have is in a bucket too. A cell need not be asked if the bucket of its key holds the
same rows as before.
"""

from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Encoder

from dossierpress.engine.encoding import digest_of
from dossierpress.engine.tables import Table

BUCKETS = 1024
EVERY = frozenset(range(BUCKETS))
"""All buckets: nothing is known of the rows."""
_NONE = frozenset[int]()


class Stamp(Struct, frozen=True, array_like=True, gc=False):
    """The stamp of a table in one build."""

    whole: bytes
    buckets: dict[int, bytes]
    """Bucket -> digest of its rows; empty buckets are left out."""


class Buckets(dict[Any, int]):
    """Key -> its bucket.

    A key that has an id is in the bucket of that id, so that a table whose keys are ids can follow
    one whose keys are names of records.
    """

    def __missing__(self, key: Any) -> int:
        """Compute it."""
        bucket = self[key] = crc32(_ENCODER.encode(getattr(key, "id", key))) % BUCKETS
        return bucket


def _by_bucket(rows: Iterable[tuple[Any, object]], buckets: Buckets) -> dict[int, bytes]:
    """Bucket -> digest of its rows."""
    found: dict[int, list[object]] = {}
    for row in rows:
        found.setdefault(buckets[row[0]], []).append(row)
    return {bucket: digest_of(together) for bucket, together in found.items()}


class Stamps:
    """The stamps of all tables of a build, compared with those of an earlier one."""

    def __init__(self, tables: Mapping[str, Table[Any, Any]], kept: Mapping[str, Stamp]) -> None:
        """Compute nothing yet.

        Args:
            tables: The tables of this build.
            kept: The stamps of an earlier build.
        """
        self._tables = tables
        self._kept = kept
        self._buckets = Buckets()
        self._now: dict[str, Stamp] = {}
        self._suspects: dict[str, frozenset[int]] = {}

    def of_tables(self) -> dict[str, Stamp]:
        """The stamps of this build, by table."""
        return {
            name: self._stamp(table) for name, table in self._tables.items() if table.is_stamped
        }

    def suspects(self, table: Table[Any, Any]) -> frozenset[int]:
        """The buckets of a table whose rows may have changed."""
        known = self._suspects.get(table.name)
        if known is None:
            known = self._suspects[table.name] = self._find_suspects(table)
        return known

    def buckets(self, table: Table[Any, Any], keys: Iterable[Any]) -> Iterator[int]:
        """The buckets of some keys of a table."""
        row_of = table.stamping.row_of
        return map(self._buckets.__getitem__, keys if row_of is None else map(row_of, keys))

    def _find_suspects(self, table: Table[Any, Any]) -> frozenset[int]:
        way = table.stamping
        if way.never or any(self.suspects(self._tables[name]) for name in way.wholly):
            return EVERY
        if way.follows:
            return _NONE.union(*(self.suspects(self._tables[name]) for name in way.follows))
        before, now = self._kept.get(table.name), self._stamp(table)
        if before is None:
            return EVERY
        if before.whole == now.whole:
            return _NONE
        if not way.by_row:
            return EVERY
        both = before.buckets.keys() | now.buckets.keys()
        return frozenset(one for one in both if before.buckets.get(one) != now.buckets.get(one))

    def _stamp(self, table: Table[Any, Any]) -> Stamp:
        known = self._now.get(table.name)
        if known is None:
            rows = list(table.rows())
            whole = digest_of(rows)
            before = self._kept.get(table.name)
            if before is not None and before.whole == whole:
                known = before
            else:
                by_row = table.stamping.by_row
                known = Stamp(whole, _by_bucket(rows, self._buckets) if by_row else {})
            self._now[table.name] = known
        return known


_ENCODER = Encoder()
