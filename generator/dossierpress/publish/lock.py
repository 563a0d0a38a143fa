"""The lock of output/: one build at a time publishes, and another one can name it."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.publish.edition_folders import (
    EditionFolders,
    folders_of_editions,
    make_editions_folder,
)
from dossierpress.publish.output_folder import path_shown, write_failure_at
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file

_ASKING = 0.05
"""Seconds between two attempts."""


@contextmanager
def lock_output(project: Project, *, wait: float) -> Iterator[tuple[Diagnostic, ...]]:
    """Hold the lock of output/; the system releases it however the process ends.

    Args:
        project: Whose output/ is meant.
        wait: Seconds to wait for another build.

    Yields:
        Nothing, or why the lock is not held.
    """
    # Only what publishes needs it; what checks or lists takes no lock.
    from filelock import FileLock, Timeout  # noqa: PLC0415

    file = _file(project, folders_of_editions(project))
    held = FileLock(file, timeout=wait, poll_interval=_ASKING)
    try:
        held.acquire()
    except Timeout:
        yield (_locked(project, file),)
        return
    except OSError as error:
        yield (write_failure_at(project, "", error),)
        return
    try:
        with contextlib.suppress(OSError):  # the lock is held all the same
            _say_who(_holder(file))
        yield ()
    finally:
        with contextlib.suppress(OSError):
            _holder(file).unlink(missing_ok=True)
        held.release()


def file_system_time(project: Project) -> int | None:
    """The time by the clock of the file system that output/ is on, in nanoseconds since 1970.

    The clock may be another machine's. It is read by touching the lock file, which must be held;
    None if there is none.
    """
    holder = folders_of_editions(project).holder
    try:
        os.utime(holder, follow_symlinks=False)
        return min(holder.lstat().st_mtime_ns, time.time_ns())
    except OSError:
        return None


def _file(project: Project, editions: EditionFolders) -> Path:
    try:
        make_editions_folder(project, editions)
    except OSError:
        # If nothing may be made beside output/, builds of this machine still share this lock.
        known_as = hashlib.sha256(os.fsencode(project.output)).hexdigest()
        return Path(tempfile.gettempdir()) / f"dossierpress-{known_as[:16]}.lock"
    return editions.lock


def _holder(file: Path) -> Path:
    return file.with_name(f"{file.name}-holder")


def _say_who(holder: Path) -> None:
    # Created, not opened: a link in its place would lead to somebody else's file.
    holder.unlink(missing_ok=True)
    with holder.open("xb") as file:
        file.write(b"%d" % os.getpid())


def _locked(project: Project, file: Path) -> Diagnostic:
    try:
        holder = f"process {int(read_regular_file(_holder(file), limit=20))}"
    except (OSError, ValueError):  # it has only just come, or is about to go
        holder = "another process"
    return Diagnostic(
        code="out-locked",
        path=path_shown(project),
        message=f"{holder} is publishing into this folder",
        hint="try again when it is done, or let this build wait longer with `--wait SECONDS`",
    )
