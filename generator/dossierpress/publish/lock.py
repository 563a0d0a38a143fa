"""One build at a time publishes into a folder, and another one can say which."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

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
    """Hold output/ while publishing; the system lets go of it when a process ends, however.

    Args:
        project: Whose output/ is meant.
        wait: Seconds to wait for another build.

    Yields:
        Nothing, or why it is not held.
    """
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
        with contextlib.suppress(OSError):  # then we hold it without saying so
            _say_who(_holder(file))
        yield ()
    finally:
        with contextlib.suppress(OSError):
            _holder(file).unlink(missing_ok=True)
        held.release()


def file_system_time(project: Project) -> int | None:
    """The time by the clock of the file system that output/ is on, in nanoseconds since 1970.

    That may be another machine's. It is asked by touching a file of the lock, which is held; None
    where there is none.
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
        # Where nothing may be made beside output/, builds of this machine still meet here.
        known_as = hashlib.sha256(os.fsencode(project.output)).hexdigest()
        return Path(tempfile.gettempdir()) / f"dossierpress-{known_as[:16]}.lock"
    return editions.lock


def _holder(file: Path) -> Path:
    return file.with_name(f"{file.name}-holder")


def _say_who(holder: Path) -> None:
    # Made anew, and not opened: a link in its place would lead to a file of somebody else.
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
