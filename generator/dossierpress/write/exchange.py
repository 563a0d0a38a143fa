"""Let two folders of one file system change places in one step, so that nobody sees neither.

Linux has this as `renameat2(RENAME_EXCHANGE)` and macOS as `renamex_np(RENAME_SWAP)`; the standard
library has neither. Two plain renames are no exchange: readers would find nothing in between.
"""

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are as they are
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS

_NOT_HERE = frozenset(
    [
        *(errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP),  # no such call, or not here
        *(errno.EXDEV, errno.EBUSY),  # a mount point
        *(errno.EPERM, errno.EACCES, errno.EROFS),  # the folder around is not ours to change
    ]
)


def put_in_place(new: Path, place: Path) -> None:
    """Let a folder take a place; what was there, if anything, is where it was before.

    Raises:
        OSError: All is as it was; see `is_unsupported`.
    """
    if os.path.lexists(place):
        exchange(new, place)
    else:
        new.rename(place)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places.

    Raises:
        OSError: They are as they were; see `is_unsupported`.
    """
    if sys.platform == "linux":
        _call("renameat2", _HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    elif sys.platform == "darwin":
        _call("renamex_np", os.fsencode(one), os.fsencode(other), _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, "this system has no exchange of folders")


def is_unsupported(error: OSError) -> bool:
    """Whether an exchange cannot be had here at all, rather than having failed this time."""
    return error.errno in _NOT_HERE


def _call(name: str, *arguments: int | bytes) -> None:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        raise OSError(errno.ENOSYS, f"this system has no {name}")
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
