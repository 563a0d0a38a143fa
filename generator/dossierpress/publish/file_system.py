"""Synced writes: files are on the disk when the call returns.

Files are created, or replaced completely. Few files are synced one by one, for to sync the whole
file system waits for all that other programs have written to it. Many are synced with it, if
possible: Linux has `syncfs`, which the standard library lacks. It replaces a sync of each file only
if it reports every failure that these would:

- A write that the disk refuses is reported since Linux 5.8, what is wrong with the journal since
  5.17, both to descriptors that were open before it went wrong.
- A file system that passes its data on (FUSE, overlayfs, 9p, SMB) may have passed them on only,
  or hear nothing of what went wrong below. So this is done on those that are known to do it all.
"""

import contextlib
import ctypes
import errno
import os
import re
import secrets
import sys
from pathlib import Path

_SYNCFS_REPORTS_SINCE = (5, 18)
_SYNCFS_REPORTS_ON = frozenset(
    [
        0xEF53,  # ext2, ext3, ext4
        0x58465342,  # XFS
        0x9123683E,  # Btrfs
        0xF2F52010,  # F2FS
        0x01021994,  # tmpfs, which has no disk to wait for
    ]
)
"""Of `statfs(2)`, where a file system says what it is."""
_NO_DESCRIPTOR = -1
_WORDS = 64  # longs, twice what `struct statfs` has on any machine


def open_file_system(folder: Path) -> int | None:
    """A descriptor for `sync_file_system`, to be opened before the first write and closed.

    Returns:
        None where each file has to be synced.

    Raises:
        OSError: The folder cannot be opened.
    """
    if not _has_syncfs():
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    if _file_system_type(descriptor) in _SYNCFS_REPORTS_ON:
        return descriptor
    os.close(descriptor)
    return None


def sync_file_system(descriptor: int) -> None:
    """Wait until the disk has all files and names of a file system, other programs' included.

    Raises:
        OSError: Something that was written since the descriptor was opened did not get there.
    """
    if _call_on_descriptor("syncfs", descriptor) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _has_syncfs() -> bool:
    """Whether `syncfs` exists and may be called: a sandbox can forbid it."""
    if sys.platform != "linux" or _kernel_version() < _SYNCFS_REPORTS_SINCE:
        return False
    return _call_on_descriptor("syncfs", _NO_DESCRIPTOR) != 0 and ctypes.get_errno() == errno.EBADF


def _kernel_version() -> tuple[int, ...]:
    found = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return tuple(map(int, found.groups())) if found else ()


def _file_system_type(descriptor: int) -> int:
    """The type of the file system; 0 if it is not known."""
    told = (ctypes.c_long * _WORDS)()
    return told[0] if _call_on_descriptor("fstatfs", descriptor, told) == 0 else 0


def _call_on_descriptor(name: str, descriptor: int, *more: object) -> int:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        ctypes.set_errno(errno.ENOSYS)
        return -1
    return int(function(descriptor, *more))


_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_AT_ONCE = 64  # open files; some systems allow a process 256


class SyncedTree:
    """A new folder with files; `sync` waits until all of it is on the disk.

    The file system is synced as a whole where that can be had and many files are written. Otherwise
    each file is, by the descriptor that wrote it, since another one may not hear of what went
    wrong; many are written before the first of them is waited for, so that the disk takes them
    together. To be closed.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            OSError: It is there, or cannot be made.
        """
        self._top = os.fspath(folder)
        self._folders: list[str] = []
        self._written: list[int] = []
        self._many = False
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

    def adopt_folder(self, path: str) -> None:
        """Sync a folder too that was moved into the new one, by its path there."""
        self._folders.append(f"{self._top}/{path}")

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder, by its path below the new one."""
        folder = f"{self._top}/{path}"
        os.rmdir(folder)  # noqa: PTH106 (as above)
        self._folders.remove(folder)

    def write(self, path: str, data: bytes) -> None:
        """Write a new file, by its path below the new folder.

        Raises:
            OSError: It cannot be written; `filename` is the file.
        """
        file = f"{self._top}/{path}"
        self._written.append(_write_new(file, data))
        self._many = self._many or len(self._written) == _AT_ONCE
        if self._many and self._system is not None:
            self._close_written()
        elif len(self._written) == _AT_ONCE:
            self._sync_written()

    def sync(self) -> None:
        """Wait until the disk has every file and every name.

        Raises:
            OSError: It has not.
        """
        if self._system is not None and (self._many or len(self._folders) > _AT_ONCE):
            sync_file_system(self._system)
            return
        self._sync_written()
        for folder in reversed(self._folders):
            sync_folder(folder)

    def close(self) -> None:
        """Close all files, synced or not."""
        self._close_written()
        if self._system is not None:
            descriptor, self._system = self._system, None
            os.close(descriptor)

    def _sync_written(self) -> None:
        for descriptor in self._written:
            os.fsync(descriptor)
        self._close_written()

    def _close_written(self) -> None:
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
    """Replace a file completely, or leave it as it was; `part` is its temporary path.

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


def replace_file(file: Path, data: bytes) -> None:
    """The same with a temporary path that nobody else has.

    Raises:
        OSError: It cannot be written.
    """
    replace_synced(file, file.with_name(f".{file.name}.{secrets.token_hex(8)}"), data)


def sync_folder(folder: Path | str) -> None:
    """Wait until the disk has the entries of a folder. Windows cannot, and need not."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(file: str, data: bytes) -> int:
    """Write a new file completely; returns its open descriptor."""
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
