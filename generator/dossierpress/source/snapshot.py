"""The `stat` data of all files below some folders, to see whether any was written.

Nothing is opened. A file with the same size, times, inode and mode has the same content: the system
sets the time of the last status change (`ctime`), and no program can. That needs a clock tick
between two writes. So a file that was written at about the time of the snapshot is *unsure*, as in
Git ("racy Git"), and a snapshot with an unsure file is not trusted later.
"""

import os
import stat
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter, itemgetter
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

Status = tuple[int, int, int, int, int, int, int]
"""(device, inode, mode, owner, size, `mtime`, `ctime`) of a file. All but the last one stay when
another hard link to it is made or removed."""
status_of: Callable[[os.stat_result], Status] = attrgetter(
    "st_dev", "st_ino", "st_mode", "st_uid", "st_size", "st_mtime_ns", "st_ctime_ns"
)
"""The parts of a `stat` by which a file is known."""
INODE, MODE, OWNER, SIZE, MTIME, CTIME = 1, 2, 3, 4, 5, 6
UNKNOWN: Status = (0, 0, 0, 0, 0, 0, 0)
"""That of a file that is not there."""


class FolderLook(Struct, frozen=True, kw_only=True, gc=False):
    """The files below some folders, as the system says."""

    found: dict[str, Status]
    """Everything by path; a folder without its size and times, what is missing as zeros."""
    files: dict[str, Status]
    """What is no folder, by path."""
    folders: dict[str, int]
    """Path of a folder -> when an entry of it, or it itself, was created, removed or renamed."""

    def unsure(self, now: int) -> list[str]:
        """Paths of the files to which a later write could go unnoticed; see `Snapshot.is_sure`."""
        bound = now - TICK - _COARSE_TICK
        young = [
            path for path, one in self.files.items() if one[CTIME] > bound or one[MTIME] > bound
        ]
        return [path for path in young if _latest(self.files[path]) + TICK >= now]

    def examined_again(self, paths: Iterable[str]) -> "FolderLook":
        """The same, with those of these files that it holds as they are now."""
        again = {path: _examine(path) for path in paths if path in self.files}
        files = {path: again.get(path, one) for path, one in self.files.items()}
        return FolderLook(found=self.found | again, files=files, folders=self.folders)


class Snapshot(Struct, frozen=True, kw_only=True, gc=False):
    """The state of the files below some folders."""

    digest: bytes
    """Equal ones mean that nothing was written, created, deleted, renamed or made a link."""
    newest: int
    """The latest time of a change, in nanoseconds; a coarse time is taken for its latest moment."""
    files: dict[str, Status]
    """See `FolderLook`."""
    folders: dict[str, int]
    """See `FolderLook`. Not part of the digest: temporary files change it."""

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
    """Take a snapshot of files, folders, and everything below folders; see `look_below`.

    Raises:
        OSError: A folder cannot be read.
    """
    look = look_below(tops, past=past, past_names=past_names)
    return Snapshot(
        digest=digest_of(look),
        newest=_newest(look.files.values()),
        files=look.files,
        folders=look.folders,
    )


def digest_of(*looks: FolderLook) -> bytes:
    """See `Snapshot.digest`."""
    digest = blake2b(digest_size=32)
    for look in looks:
        paths = sorted(look.found)
        digest.update(_encoded(paths, [look.found[path] for path in paths]))
    return digest.digest()


def look_below(
    tops: Iterable[Path | str],
    *,
    past: frozenset[str] = frozenset(),
    past_names: frozenset[str] = frozenset(),
    twins: Mapping[str, str] | None = None,
    shared: Mapping[str, Status] | None = None,
) -> FolderLook:
    """Take the `stat` of files and folders, and of everything below folders, following no link.

    Args:
        tops: Absolute paths of the files and folders; they need not exist.
        past: Paths that are skipped.
        past_names: Names that are skipped in any folder.
        twins: Folder -> another one that may share files with it: what is the same file (inode) at
            the same path there is not examined again.
        shared: The files of those other folders.

    Raises:
        OSError: A folder cannot be read.
    """
    found: dict[str, Status] = {}
    files: dict[str, Status] = {}
    folders: dict[str, int] = {}
    twins = dict(twins or {})
    shared = shared or {}
    waiting = [os.fspath(top) for top in tops]
    while waiting:
        path = waiting.pop()
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            found[path] = UNKNOWN
            continue
        if not stat.S_ISDIR(status.st_mode):
            found[path] = files[path] = status_of(status)
            continue
        # Its entries are examined; its own times add nothing, and temporary files change them.
        found[path] = (status.st_dev, status.st_ino, status.st_mode, status.st_uid, 0, 0, 0)
        folders[path] = status.st_ctime_ns
        twin = twins.get(path)
        with os.scandir(path) as entries:
            for entry in entries:
                name, below = entry.name, entry.path
                if name in past_names or below in past:
                    continue
                if twin is not None:
                    there = shared.get(f"{twin}/{name}")
                    if there is not None and there[INODE] == entry.inode():
                        files[below] = there
                        continue
                    twins[below] = f"{twin}/{name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(below)
                    continue
                try:
                    files[below] = status_of(entry.stat(follow_symlinks=False))
                except FileNotFoundError:
                    found[below] = UNKNOWN
    return FolderLook(found=found | files, files=files, folders=folders)


def _examine(path: str) -> Status:
    try:
        return status_of(os.lstat(path))
    except FileNotFoundError:
        return UNKNOWN


def _encoded(paths: Sequence[str], rest: Sequence[Status]) -> bytes:
    names = "\0".join(paths).encode("utf-8", "surrogateescape")
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


def _newest(statuses: Collection[Status]) -> int:
    if not statuses:
        return 0
    since = max(max(map(itemgetter(one), statuses)) for one in (MTIME, CTIME)) - _COARSE_TICK
    return max(_latest(one) for one in statuses if max(one[MTIME], one[CTIME]) >= since)


def _latest(status: Status) -> int:
    latest = max(status[MTIME], status[CTIME])
    return latest + _COARSE_TICK if is_coarse(status) else latest


def is_coarse(status: Status) -> bool:
    """Whether the file system seems to be FAT, with whole seconds, or exFAT."""
    return not status[MTIME] % _COARSEST and not status[CTIME] % _COARSEST


_ENCODER = Encoder()
