"""Whether the running program is the one that is on the disk.

Only the library files that a build has loaded are looked at: another build of the same files
loads no others.
"""

import os
import sys
import time
import zoneinfo
from collections.abc import Iterable, Iterator
from pathlib import Path

import dossierpress
from dossierpress.source.snapshot import TICK, Snapshot, take_snapshot

_CODE = Path(dossierpress.__file__).parent
_THEME = _CODE.parents[1] / "templates"  # of an editable checkout
_COMPILED = frozenset(("__pycache__",))
"""Folders that Python writes beside our code; below content/ it is a folder like any other."""
_SECOND = 1_000_000_000
_STARTING = 10 * _SECOND
"""Upper bound for the time from process start to here, in nanoseconds; for other systems."""


def _began() -> int:
    """When this process started, in nanoseconds since 1970, or somewhat earlier."""
    now = time.time_ns()
    try:
        after_its_name = Path("/proc/self/stat").read_text("utf-8", "replace").rpartition(")")[2]
        since_boot = int(after_its_name.split()[19]) * _SECOND // os.sysconf("SC_CLK_TCK")
        return now - (time.clock_gettime_ns(time.CLOCK_BOOTTIME) - since_boot) - TICK
    except (OSError, ValueError, IndexError, AttributeError):
        return now - _STARTING


_READ_SINCE = _began()
"""A file that was written before this is the one that this process has read."""


def look_at_program() -> Snapshot:
    """A snapshot of our code and of the shipped theme.

    Raises:
        OSError: A folder cannot be read.
    """
    return take_snapshot((_CODE, _THEME), past_names=_COMPILED)


def places_of_libraries() -> Iterator[tuple[str, int, int]]:
    """(path, time of change, inode) of the folders of libraries and of time zones.

    The time is the ctime: any program can set the mtime, and copies keep it.
    """
    for path in (*sys.path, *zoneinfo.TZPATH):
        try:
            status = os.stat(path or os.curdir)  # noqa: PTH116 (as it is written)
            yield path, status.st_ctime_ns, status.st_ino
        except OSError:
            yield path, 0, 0


def loaded_library_files() -> tuple[str, ...]:
    """Files of all modules that this process has loaded, without our own."""
    own = f"{_CODE}{os.sep}"
    files = (getattr(one, "__file__", None) for one in tuple(sys.modules.values()))
    found = {os.path.abspath(file) for file in files if isinstance(file, str)}  # noqa: PTH100
    return tuple(sorted(file for file in found if not file.startswith(own)))


def look_at_libraries(files: Iterable[str]) -> Snapshot:
    """A snapshot of library files.

    Raises:
        OSError: A file cannot be looked at.
    """
    return take_snapshot(files)


def runs_as_it_is(seen: Snapshot) -> bool:
    """Whether this process runs the code that is on the disk: none of it was written since."""
    return seen.newest < _READ_SINCE
