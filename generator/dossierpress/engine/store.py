"""The cache: parse results, texts read and linked, facts about themes, digests of pages.

Everything in it can be lost at any time. A file that is not ours, of another version, damaged or
locked costs time, and never gives an error or a wrong page: each row has a checksum over its key
and value. A checksum keeps damage out but no attacker, for it needs no secret. So only this user
may be able to write in the folder, and the file must hold exactly the tables that we create: a view
or a trigger would be a program. The file is not queried before that is checked. A key is a digest
of everything that its value depends on (see `cache_keys`), so a stale row is never found, only
swept.
"""

import contextlib
import functools
import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar, get_args

from dossierpress.engine.batching import batches
from dossierpress.engine.cache_folder import is_of_user, make_private_folder, objection_to

FILE = "dossier.sqlite"
_APPLICATION = 0x44505245  # marks an SQLite file as ours
_VERSION = 13
_MOST_ROWS = 5_000_000
"""The most rows read of a table: a file whose pages form a circle would be read for ever."""
_PAGE = 32768
"""Bytes of a page of a new file: most values are of some thousand bytes, and each page is read by
itself."""
_TOGETHER = 256
"""How many rows are asked for at once: a query for each would take longer than reading them."""
_SIBLINGS = ("", "-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside its file."""
_WAIT = 5.0  # seconds for another build to let go of the file
_KEPT_OUT = "# Made by DossierPress; may be deleted at any time.\n*\n"
_BACKUPS = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by DossierPress.\n"

StoreTable = Literal[
    "parsed",
    "catalogue",
    "texts",
    "woven",
    "bundles",
    "shards",
    "pictures",
    "rendered",
    "looked",
    "said",
    "themes",
    "traces",
    "standing",
    "files",
    "cited",
    "layouts",
    "papers",
]
# A damaged file can also give names and messages that are not text, and absurd sizes.
_DAMAGE = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)
_Result = TypeVar("_Result")
_INHERITED: list[sqlite3.Connection] = []
"""Connections of the process that this one was forked from."""
_TABLES: tuple[StoreTable, ...] = get_args(StoreTable)


class Store:
    """Values by key. Without a file they last as long as the object."""

    def __init__(self, folder: Path | None = None, *, wait: float = _WAIT, note: str = "") -> None:
        """Open the cache in `folder`, which is created if it is missing.

        Args:
            folder: Where the file is; None keeps everything in memory.
            wait: Seconds to wait for a locked file.
            note: Why there is no folder, if that is to be reported.
        """
        self.note: str | None = note or None
        """What went wrong with the cache, for the report: `rebuilt from nothing: ...`."""
        self._connection: sqlite3.Connection | None = None
        self._of_process = os.getpid()
        self._file = folder / FILE if folder else None
        if self._file is not None:
            self._connection = self._open(self._file, wait)
        if self._connection is None:
            self._connection = _connect(":memory:", wait)

    def find(self, table: StoreTable, keys: Iterable[str]) -> dict[str, bytes]:
        """Key -> value, for the keys whose rows are there and intact, in no order."""

        def read(connection: sqlite3.Connection) -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            for some in batches(keys, _TOGETHER):
                # The table's name is one of ours, not input. No key has two rows, but in a damaged
                # file.
                query = (
                    f"SELECT key, value, checksum FROM {table}"  # noqa: S608
                    f" WHERE key IN ({','.join('?' * len(some))}) LIMIT {len(some)}"
                )
                found |= {
                    key: value
                    for key, value, checksum in connection.execute(query, some)
                    if _whole(table, key, value, checksum)
                }
            return found

        return self._try(read, {})

    def keep(self, table: StoreTable, values: Mapping[str, bytes]) -> None:
        """Add or replace values, all or none."""

        def insert(connection: sqlite3.Connection) -> None:
            connection.executemany(
                f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",  # noqa: S608
                (
                    (key, value, _checksum(table, key, value))
                    for key, value in sorted(values.items())
                ),
            )

        if values:
            self._try(_transaction(insert), None)

    def keys(self, table: StoreTable) -> tuple[str, ...]:
        """The keys of all rows, intact or not, that are text; no more than any dossier needs."""

        def read(connection: sqlite3.Connection) -> tuple[str, ...]:
            rows = connection.execute(f"SELECT key FROM {table} LIMIT {_MOST_ROWS}")  # noqa: S608
            return tuple(key for (key,) in rows if isinstance(key, str))

        return self._try(read, ())

    def sweep(self, table: StoreTable, used: Collection[str]) -> None:
        """Delete every row whose key is not used."""

        def delete(connection: sqlite3.Connection) -> None:
            rows = connection.execute(f"SELECT key FROM {table} LIMIT {_MOST_ROWS}").fetchall()  # noqa: S608
            if len(rows) == _MOST_ROWS:
                raise sqlite3.DatabaseError("it has more rows than any dossier needs")
            keys = {key for (key,) in rows}
            connection.executemany(
                f"DELETE FROM {table} WHERE key IS ?",  # noqa: S608
                ((key,) for key in keys.difference(used)),
            )

        self._try(_transaction(delete), None)

    def close(self) -> None:
        """Close the file. The store cannot be used afterwards."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self, file: Path, wait: float) -> sqlite3.Connection | None:
        objection = _objection(file)
        if objection is not None:
            self.note = f"built without a cache: {objection}"
            return None
        try:
            _require_own(file)
            return _connect(file, wait)
        except (*_DAMAGE, OSError) as error:
            if _busy(error):
                self.note = "built without a cache: another build holds it"
                return None
            if _refused(error):
                self.note = _without(file, error)
                return None
            return self._start_over(file, wait, str(error))

    def _start_over(self, file: Path, wait: float, reason: str) -> sqlite3.Connection | None:
        self._remove()
        try:
            _require_own(file)
            connection = _connect(file, wait)
        except (*_DAMAGE, OSError) as error:
            self.note = _without(file, error)
            return None
        self.note = f"the cache was rebuilt from nothing: {reason}"
        return connection

    def _try(self, work: Callable[[sqlite3.Connection], _Result], otherwise: _Result) -> _Result:
        """Do some work; if the file fails, go on in memory."""
        connection = self._connection
        if connection is None:
            raise ValueError("the store is closed")
        if self._of_process != os.getpid():
            connection = self._connect_in_fork(connection)
        try:
            return work(connection)
        except sqlite3.ProgrammingError:
            raise  # a fault of ours, not of the file
        except _DAMAGE as error:
            connection.close()
            self._connection = _connect(":memory:", 0.0)
            if _busy(error):
                self.note = "built without a cache: another build holds it"
            elif self._file is not None and _refused(error):
                self.note = _without(self._file, error)
            else:
                self.note = f"the cache was damaged and is rebuilt by the next build: {error}"
                self._remove()
            return otherwise

    def _connect_in_fork(self, inherited: sqlite3.Connection) -> sqlite3.Connection:
        """A connection of this process, which was forked: that to a file is not shared by two."""
        self._of_process = os.getpid()
        if self._file is None:
            return inherited
        _INHERITED.append(inherited)  # to close it could let go of locks of the other process
        try:
            self._connection = _connect(self._file, _WAIT)
        except _DAMAGE:
            self._connection = _connect(":memory:", 0.0)
        return self._connection

    def _remove(self) -> None:
        if self._file is not None:
            for suffix in _SIBLINGS:
                with contextlib.suppress(OSError):
                    self._file.with_name(self._file.name + suffix).unlink()


def _objection(file: Path) -> str | None:
    """Why there can be no cache in this folder, or None; a missing folder is created."""
    folder = file.parent
    try:
        _make_folder(folder)
    except OSError as error:
        return f"`{folder.name}` cannot be made: {(error.strerror or str(error)).lower()}"
    if file.is_symlink() or folder.is_symlink():
        return "it is a symbolic link"
    objection = objection_to(folder)
    return f"`{folder}` is not believed: {objection}" if objection else None


def _connect(file: Path | Literal[":memory:"], wait: float) -> sqlite3.Connection:
    """Connect to an intact file of ours.

    Raises:
        DatabaseError: It is not one.
    """
    # A preview builds in another thread than the one that opened; never in two at once.
    connection = sqlite3.connect(file, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            _transaction(_lay_out)(connection)
        _require_ours(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        # Rows carry checksums, so a lost write costs time only.
        connection.execute("PRAGMA synchronous = OFF")
        # Deleted rows, which may hold withdrawn text, must not stay in free pages of the file.
        connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_own(file: Path) -> None:
    """Require that this user owns the file, and any that SQLite would read beside it.

    Raises:
        DatabaseError: Somebody else owns one of them, or it is not a regular file.
        OSError: The file is missing and cannot be created.
    """
    for suffix in _SIBLINGS:
        with contextlib.suppress(FileNotFoundError):
            status = file.with_name(file.name + suffix).lstat()
            if not stat.S_ISREG(status.st_mode) or not is_of_user(status):
                raise sqlite3.DatabaseError("a file of it is another user's, or no file")
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _require_ours(connection: sqlite3.Connection) -> None:
    """Require that the file holds exactly our tables, and nothing else that SQLite knows."""
    if _form_of(connection) != _form():
        raise sqlite3.DatabaseError("it does not have the form of a cache")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != (_APPLICATION, _VERSION):
        raise sqlite3.DatabaseError("it is of another program or version")


@functools.cache
def _form() -> tuple[tuple[str, str, str, str | None], ...]:
    """The schema of a new cache, as SQLite gives it."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        _lay_out(connection)
        return _form_of(connection)


def _form_of(connection: sqlite3.Connection) -> tuple[tuple[str, str, str, str | None], ...]:
    """(type, name, table, statement) of tables, indexes, views and triggers, by name."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 100")
    return tuple(sorted(rows.fetchall(), key=repr))


def _lay_out(connection: sqlite3.Connection) -> None:
    for table in _TABLES:
        # Another build may have come first.
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} "
            "(key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum BLOB NOT NULL)"
        )
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def _transaction(
    work: Callable[[sqlite3.Connection], None],
) -> Callable[[sqlite3.Connection], None]:
    def whole(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            work(connection)
        except BaseException:
            with contextlib.suppress(*_DAMAGE):
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    return whole


def _busy(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _refused(error: BaseException) -> bool:
    """Whether the disk is full or fails, so that the file is as good as it was."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return False
    return code & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _without(file: Path, error: BaseException) -> str:
    """The note about a file that could not be used."""
    return f"built without a cache: `{file.parent.name}/{file.name}` cannot be used: {error}"


def _whole(table: StoreTable, key: str, value: object, checksum: object) -> bool:
    return isinstance(value, bytes) and checksum == _checksum(table, key, value)


def _checksum(table: StoreTable, key: str, value: bytes) -> bytes:
    checksum = hashlib.sha256(f"{table}\0{key}\0".encode())
    checksum.update(value)
    return checksum.digest()


def _make_folder(folder: Path) -> None:
    """Create the cache's folder, marked so that version control and backups ignore it."""
    if folder.is_dir():
        return
    make_private_folder(folder)
    (folder / ".gitignore").write_text(_KEPT_OUT, encoding="utf-8")
    (folder / "CACHEDIR.TAG").write_text(_BACKUPS, encoding="utf-8")
