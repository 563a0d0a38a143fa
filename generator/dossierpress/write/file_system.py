"""Wait until a whole file system is on its disk, where the system can, and tells what went wrong.

Linux has this as `syncfs`; the standard library has not. It stands for a sync of each file only
where it reports all that a sync of each file would:

- A write that the disk refuses is reported since Linux 5.8, what is wrong with the journal since
  5.17, both to descriptors that were open before it went wrong.
- A file system that passes its data on (FUSE, overlayfs, 9p, SMB) may have passed them on only, or
  hear nothing of what went wrong below. So this is done on those that are known to do it all.
"""

import ctypes
import errno
import os
import re
import sys
from pathlib import Path

_SINCE = (5, 18)
_KNOWN = frozenset(
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
    if _kind(descriptor) in _KNOWN:
        return descriptor
    os.close(descriptor)
    return None


def sync_file_system(descriptor: int) -> None:
    """Wait until the disk has all files and names of a file system, other programs' included.

    Raises:
        OSError: Something that was written since the descriptor was opened did not get there.
    """
    if _call("syncfs", descriptor) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _has_syncfs() -> bool:
    """Whether there is such a call, and it may be made: a sandbox can forbid it."""
    if sys.platform != "linux" or _version() < _SINCE:
        return False
    return _call("syncfs", _NO_DESCRIPTOR) != 0 and ctypes.get_errno() == errno.EBADF


def _version() -> tuple[int, ...]:
    found = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return tuple(map(int, found.groups())) if found else ()


def _kind(descriptor: int) -> int:
    """What file system it is; 0 where that cannot be told."""
    told = (ctypes.c_long * _WORDS)()
    return told[0] if _call("fstatfs", descriptor, told) == 0 else 0


def _call(name: str, descriptor: int, *more: object) -> int:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        ctypes.set_errno(errno.ENOSYS)
        return -1
    return int(function(descriptor, *more))
