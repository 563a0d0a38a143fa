"""`Spool`: rendered pages on the disk until they are published, so that memory holds few of them.

It is one file without a name: no other process finds it, and it is gone when the process ends.
Pages that fit into memory stay there, so that a small edit writes nothing. Processes that are
forked later than `share` put pages into the same file.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from typing import IO

from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import Project

Place = bytes | tuple[int, int] | None
"""Where the bytes of a page are: here, at (offset, length) of the file, or nowhere."""

_IN_MEMORY = 32_000_000


class Spool:
    """Rendered files until they are published. Close it; then their bytes are gone."""

    def __init__(self, project: Project, *, in_memory: int = _IN_MEMORY) -> None:
        """An empty spool.

        Args:
            project: Beside whose output/ files wait: there is room for them later, too.
            in_memory: Bytes that are held in memory, those that no file can be had for apart.
        """
        self._folder = folders_of_editions(project).folder
        self._room = in_memory
        self._file: IO[bytes] | None = None
        self._is_usable = True
        self._locked: Callable[[IO[bytes]], AbstractContextManager[object]] = nullcontext

    def share(self) -> None:
        """Put everything into the file from now on: forked processes have no other place."""
        self._room = 0
        self._locked = _locked
        try:
            self._open()
        except OSError:
            self._is_usable = False

    def put(self, data: bytes) -> Place:
        """Where the bytes are now: in the file, or in memory."""
        if len(data) <= self._room:
            self._room -= len(data)
            return data
        if self._is_usable:
            try:
                return self._append(data)
            except OSError:  # a full disk, say: writing the edition will report it
                self._is_usable = False
        return data

    def held(self, place: Place) -> bytes | Callable[[], bytes]:
        """The bytes at a place, or a function that reads them."""
        return place if isinstance(place, bytes) else partial(self._read, place)

    def close(self) -> None:
        """Close the spool file, which deletes it."""
        if self._file is not None:
            self._file.close()

    def _open(self) -> IO[bytes]:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
        return self._file

    def _append(self, data: bytes) -> tuple[int, int]:
        """Write behind all that is there; after a failure nothing is left."""
        with self._locked(file := self._open()):
            at = file.seek(0, os.SEEK_END)
            left = memoryview(data)
            try:
                while left:
                    left = left[file.write(left) :]
            except OSError:
                with suppress(OSError):
                    file.truncate(at)
                raise
        return at, len(data)

    def _read(self, place: tuple[int, int] | None) -> bytes:
        if self._file is None or place is None:
            raise ValueError("nothing was written")
        at, size = place
        data = b""
        while len(data) < size:
            more = _read_at(self._file, at + len(data), size - len(data))
            if not more:
                raise OSError(None, "pages that waited on the disk are gone")
            data += more
        return data


class DigestsOnly:
    """In place of a spool, where pages are only compared: keeps no bytes."""

    def share(self) -> None:
        """Do nothing."""

    def put(self, _data: bytes) -> Place:
        """Forget them."""
        return None

    def held(self, _place: Place) -> Callable[[], bytes]:
        """What must not be asked for."""
        return _not_held


def _not_held() -> bytes:
    raise ValueError("only the digest of this file is held")


def _read_at(file: IO[bytes], at: int, size: int) -> bytes:
    """Some bytes of a file, at most so many."""
    if hasattr(os, "pread"):  # forked processes have one position in the file together
        return os.pread(file.fileno(), size, at)
    file.seek(at)
    return file.read(size)


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """Keep other processes from writing; the system unlocks the file of one that is killed."""
    import fcntl  # noqa: PLC0415 (only systems that can fork have it)

    fcntl.lockf(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.lockf(file, fcntl.LOCK_UN)
