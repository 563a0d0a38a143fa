"""Exchange two folders of one file system in one step, so that nobody sees neither.

Linux has this as `renameat2(RENAME_EXCHANGE)` and macOS as `renamex_np(RENAME_SWAP)`. Two plain
renames are no exchange: readers would find nothing in between.
"""

import ctypes
import errno
import os
import sys
from pathlib import Path

_WORKING_FOLDER = -100  # AT_FDCWD: paths are as they are


_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


_UNSUPPORTED = frozenset(
    [
        *(errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP),  # no such call, or not here
        *(errno.EXDEV, errno.EBUSY),  # a mount point
        *(errno.EPERM, errno.EACCES, errno.EROFS),  # the folder around is not ours to change
    ]
)


def put_in_place(new: Path, place: Path) -> None:
    """Move a folder to a place; a folder that was there is moved to the old path.

    Raises:
        OSError: All is as it was; see `is_exchange_unsupported`.
    """
    if os.path.lexists(place):
        exchange_folders(new, place)
    else:
        new.rename(place)


def exchange_folders(one: Path, other: Path) -> None:
    """Exchange two folders in one step.

    Raises:
        OSError: They are as they were; see `is_exchange_unsupported`.
    """
    if sys.platform == "linux":
        _call_on_paths(
            "renameat2",
            _WORKING_FOLDER,
            os.fsencode(one),
            _WORKING_FOLDER,
            os.fsencode(other),
            _EXCHANGE,
        )
    elif sys.platform == "darwin":
        _call_on_paths("renamex_np", os.fsencode(one), os.fsencode(other), _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, "this system has no exchange of folders")


def is_exchange_unsupported(error: OSError) -> bool:
    """Whether folders can never be exchanged here, rather than failed this time."""
    return error.errno in _UNSUPPORTED


def _call_on_paths(name: str, *arguments: int | bytes) -> None:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        raise OSError(errno.ENOSYS, f"this system has no {name}")
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
