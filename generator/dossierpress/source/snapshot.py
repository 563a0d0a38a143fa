"""The `stat` data of all files below some folders, to see whether any was written.

Nothing is opened. A file with the same size, times, inode and mode has the same content: the system
sets the time of the last status change (`ctime`), and no program can. That needs a clock tick
between two writes. So a file that was written at about the time of the snapshot is *unsure*, as in
Git ("racy Git"), and a snapshot with an unsure file is not trusted later.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct
from msgspec.msgpack import Encoder

TICK = 20_000_000
"""Nanoseconds between two times that a file system distinguishes: the kernel's clock ticks every
1 to 10 ms."""
_COARSE_TICK = 3_000_000_000
"""The same where times are whole seconds, or every second one, as on USB sticks."""
_COARSEST = 10_000_000
"""Nanoseconds of which their times are multiples."""

_Entry = tuple[str, int, int, int, int, int, int]
"""(path, mode, size, `mtime`, `ctime`, inode, device)."""
_File = tuple[int, int, int, int, int]
"""(mode, size, `mtime`, inode, device): what another hard link to a file does not change."""


class Snapshot(Struct, frozen=True, kw_only=True, gc=False):
    """The state of the files below some folders."""

    digest: bytes
    """Equal ones mean that nothing was written, created, deleted, renamed or made a link."""
    newest: int
    """The latest time of a change, in nanoseconds; a coarse time is taken for its latest moment."""
    files: dict[str, _File]
    """What is no folder, by path."""
    folders: dict[str, int]
    """Path of a folder -> when an entry of it, or it itself, was created, removed or renamed. Not
    part of the digest: temporary files change it."""

    def is_sure(self, now: int) -> bool:
        """Whether a later write to any of the files would show, for a snapshot taken at `now`."""
        return self.newest + TICK < now


def can_see_changes() -> bool:
    """Whether this system has `ctime`, the time of a file's last status change."""
    return os.name == "posix"


def take_snapshot(
    tops: Iterable[Path | str],
    *,
    past: frozenset[str] = frozenset(),
    past_names: frozenset[str] = frozenset(),
) -> Snapshot:
    """Take the `stat` of files and folders, and of everything below folders, following no link.

    Args:
        tops: Absolute paths of the files and folders; they need not exist.
        past: Paths that are skipped.
        past_names: Names that are skipped in any folder.

    Raises:
        OSError: A folder cannot be read.
    """
    entries: list[_Entry] = []
    files: dict[str, _File] = {}
    folders: dict[str, int] = {}
    newest = 0
    waiting = [os.fspath(top) for top in tops]
    while waiting:
        path = waiting.pop()
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            entries.append((path, 0, 0, 0, 0, 0, 0))
            continue
        if stat.S_ISDIR(status.st_mode):
            # Its entries are examined; its own times add nothing, and temporary files change them.
            entries.append((path, status.st_mode, 0, 0, 0, status.st_ino, status.st_dev))
            folders[path] = status.st_ctime_ns
            with os.scandir(path) as found:
                waiting += [
                    entry.path
                    for entry in found
                    if entry.path not in past and entry.name not in past_names
                ]
            continue
        newest = max(newest, _latest(status))
        mode, size, changed = status.st_mode, status.st_size, status.st_mtime_ns
        where = status.st_ino, status.st_dev
        files[path] = (mode, size, changed, *where)
        entries.append((path, mode, size, changed, status.st_ctime_ns, *where))
    entries.sort()
    names = [entry[0].encode("utf-8", "surrogateescape") for entry in entries]
    rest = [entry[1:] for entry in entries]
    digest = blake2b(_encoded(names, rest), digest_size=32).digest()
    return Snapshot(digest=digest, newest=newest, files=files, folders=folders)


def _encoded(names: Sequence[bytes], rest: Sequence[tuple[int, ...]]) -> bytes:
    try:
        return _ENCODER.encode((names, rest))
    except OverflowError:  # a file of the year 9999, say, where the file system has that
        return repr((names, rest)).encode()


def look_at_folders(tops: Iterable[Path | str]) -> dict[str, int]:
    """`Snapshot.folders` alone, without the `stat` of any file.

    Raises:
        OSError: A folder cannot be read.
    """
    folders: dict[str, int] = {}
    waiting = [os.fspath(top) for top in tops if _is_folder(top)]
    while waiting:
        path = waiting.pop()
        folders[path] = os.lstat(path).st_ctime_ns
        with os.scandir(path) as found:
            waiting += [entry.path for entry in found if entry.is_dir(follow_symlinks=False)]
    return folders


def _is_folder(path: Path | str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def _latest(status: os.stat_result) -> int:
    latest = max(status.st_mtime_ns, status.st_ctime_ns)
    return latest + _COARSE_TICK if is_coarse(status) else latest


def is_coarse(status: os.stat_result) -> bool:
    """Whether the file system seems to be FAT, with whole seconds, or exFAT."""
    return not status.st_mtime_ns % _COARSEST and not status.st_ctime_ns % _COARSEST


_ENCODER = Encoder()
