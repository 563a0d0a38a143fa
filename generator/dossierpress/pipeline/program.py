"""The program that runs, and whether it is the one that lies on the disk.

Of libraries, the files are looked at that a build has loaded: another build of the same files loads
no others.
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
"""Nanoseconds that it takes a process to get here, at most, where the system does not tell."""


def _began() -> int:
    """When this process began, in nanoseconds since 1970, or somewhat earlier."""
    now = time.time_ns()
    try:
        after_its_name = Path("/proc/self/stat").read_text("utf-8", "replace").rpartition(")")[2]
        since_boot = int(after_its_name.split()[19]) * _SECOND // os.sysconf("SC_CLK_TCK")
        return now - (time.clock_gettime_ns(time.CLOCK_BOOTTIME) - since_boot) - TICK
    except (OSError, ValueError, IndexError, AttributeError):
        return now - _STARTING


_READ_SINCE = _began()
"""What was written before was there when this process read it."""


def look_at_program() -> Snapshot:
    """Our code, and the theme that comes with it.

    Raises:
        OSError: A folder cannot be read.
    """
    return take_snapshot((_CODE, _THEME), past_names=_COMPILED)


def places_of_libraries() -> Iterator[tuple[str, int, int]]:
    """Folders of libraries and time zones: when something there was put or taken, and its number.

    The time is that of its entry: any program can set the other one, and copies keep it.
    """
    for path in (*sys.path, *zoneinfo.TZPATH):
        try:
            status = os.stat(path or os.curdir)  # noqa: PTH116 (as it is written)
            yield path, status.st_ctime_ns, status.st_ino
        except OSError:
            yield path, 0, 0


def loaded_library_files() -> tuple[str, ...]:
    """Files of all modules that this process has loaded, but for our own."""
    own = f"{_CODE}{os.sep}"
    files = (getattr(one, "__file__", None) for one in tuple(sys.modules.values()))
    found = {os.path.abspath(file) for file in files if isinstance(file, str)}  # noqa: PTH100
    return tuple(sorted(file for file in found if not file.startswith(own)))


def look_at_libraries(files: Iterable[str]) -> Snapshot:
    """Such files.

    Raises:
        OSError: They cannot be looked at.
    """
    return take_snapshot(files)


def runs_as_it_is(seen: Snapshot) -> bool:
    """Whether code on the disk is what this process runs: none of it was written since."""
    return seen.newest < _READ_SINCE
