"""Read regular files only.

Links are not followed and devices, pipes and sockets do not block, even if the name is exchanged
between the check and the opening.
"""

import os
import stat
from pathlib import Path

# Windows has none of these flags, and needs one of its own to read bytes unchanged.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotRegularError(OSError):
    """What was to be read is not a regular file."""


class TooBigError(OSError):
    """A file is over its limit; `size` in bytes. None of it was read."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


def read_regular_file(path: Path, *, limit: int | None = None) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    Raises:
        NotRegularError: It is a link, a folder, a device, a pipe or a socket.
        TooBigError: It has more than `limit` bytes.
        OSError: It is missing or cannot be read.
    """
    return read_as_seen(path, limit=limit)[0]


def read_as_seen(path: Path, *, limit: int | None = None) -> tuple[bytes, os.stat_result]:
    """The same, and the `stat` of the file just before it was read."""
    if path.is_symlink():
        raise NotRegularError(f"{path.name} is a symbolic link")
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(f"{path.name} is not a regular file")
        if limit is None:
            return file.read(), status
        if status.st_size > limit:
            raise TooBigError(status.st_size)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooBigError(len(data))
    return data, status
