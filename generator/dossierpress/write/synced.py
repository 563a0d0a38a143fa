"""Write so that it is on the disk when we say so."""

import contextlib
import os
from pathlib import Path

from dossierpress.write.file_system import open_file_system, sync_file_system

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_AT_ONCE = 64  # open files; some systems allow a process 256


class SyncedTree:
    """A new folder that is filled, and is on the disk with all that is in it once it is synced.

    The file system is synced as a whole where that can be had. Elsewhere each file is, by the
    descriptor that wrote it, since another one may not hear of what went wrong; many are written
    before the first of them is waited for, so that the disk takes them together. To be closed.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            OSError: It is there, or cannot be made.
        """
        self._top = os.fspath(folder)
        self._folders: list[str] = []
        self._written: list[int] = []
        self._system = open_file_system(folder.parent)
        try:
            self.make_folder("")
        except BaseException:
            self.close()
            raise

    def make_folder(self, path: str) -> None:
        """Make a folder, by its path below the new one."""
        folder = f"{self._top}/{path}" if path else self._top
        os.mkdir(folder)  # noqa: PTH102 (a pathlib.Path for each costs as much as the call)
        self._folders.append(folder)

    def write(self, path: str, data: bytes) -> None:
        """Write a new file, by its path below the new folder.

        Raises:
            OSError: It cannot be written; `filename` is the file.
        """
        file = f"{self._top}/{path}"
        descriptor = _write_new(file, data)
        if self._system is not None:
            os.close(descriptor)
            return
        self._written.append(descriptor)
        if len(self._written) == _AT_ONCE:
            self._sync_written()

    def sync(self) -> None:
        """Wait until the disk has every file and every name.

        Raises:
            OSError: It has not.
        """
        if self._system is not None:
            sync_file_system(self._system)
            return
        self._sync_written()
        for folder in reversed(self._folders):
            sync_folder(folder)

    def close(self) -> None:
        """Let go of all files, synced or not."""
        while self._written:
            os.close(self._written.pop())
        if self._system is not None:
            descriptor, self._system = self._system, None
            os.close(descriptor)

    def _sync_written(self) -> None:
        for descriptor in self._written:
            os.fsync(descriptor)
        while self._written:
            os.close(self._written.pop())


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file, and wait until the disk has it."""
    descriptor = _write_new(os.fspath(path), data)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_synced(target: Path, part: Path, data: bytes) -> None:
    """Put a file in place whole, or leave what was there; `part` is what it is called before.

    Raises:
        OSError: It cannot be written, or `part` is there already.
    """
    try:
        write_synced(part, data)
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path | str) -> None:
    """Wait until the disk has the names in a folder. Windows cannot, and need not."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(file: str, data: bytes) -> int:
    """The descriptor of a new file that all of it was written to."""
    descriptor = os.open(file, _CREATE, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    except BaseException as error:
        os.close(descriptor)
        if isinstance(error, OSError):
            error.filename = file
        raise
    return descriptor
