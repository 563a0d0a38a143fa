"""Stage the complete new edition beside output/, with unchanged files shared, and check it."""

import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossierpress.engine.cache_folder import is_user
from dossierpress.model.output import OutputFile
from dossierpress.publish.file_system import SyncedTree
from dossierpress.publish.folder_contents import folders_of, is_desktop_litter
from dossierpress.publish.spare import take_spare
from dossierpress.source.known_files import KnownFiles, changed_files
from dossierpress.source.regular_file import read_regular_file
from dossierpress.source.snapshot import INODE, OWNER, Status, look_below

_UNPLANNED = "not in the stage as planned"
_CHANGED = "other bytes than were to be written"


class NotAsWrittenError(OSError):
    """A staged file does not hold the bytes that were written."""


def stage_edition(  # noqa: PLR0913 (what, from where, and what is known of it)
    folder: Path,
    *,
    before: Path,
    spare: Path,
    unchanged: Sequence[str],
    written: Mapping[str, OutputFile],
    known: KnownFiles,
) -> None:
    """Stage an edition in a new folder, synced to the disk when this returns.

    Args:
        folder: Made here; nothing may be there yet.
        before: The edition that is published now, whose unchanged files are shared.
        spare: Folders that hold most of these files already; see `spare`.
        unchanged: Paths below `before`.
        written: Path -> each other file.
        known: Known files; a file that is linked is recorded there with its new link.

    Raises:
        OSError: A file or folder cannot be made; `filename` tells which.
    """
    here, there = os.fspath(before), os.fspath(folder)
    with contextlib.closing(SyncedTree(folder)) as tree:
        if before.is_dir():
            shutil.copymode(before, folder)  # so that the server may read it, say
        files, folders = take_spare(spare, folder, tree)
        shared = _same_files(here, unchanged, files, known)
        needed = folders_of((*unchanged, *written))
        for path in files.keys() - shared:
            os.unlink(f"{there}/{path}")  # noqa: PTH108 (as in `_link_file`)
        for path in reversed(folders):
            if path not in needed:
                tree.remove_folder(path)
        for path in sorted(needed.difference(folders)):
            tree.make_folder(path)
        for path in sorted({*unchanged, *written} - shared):
            if path in written:
                tree.write(path, written[path].data)
            elif not _link_file(f"{here}/{path}", f"{there}/{path}", known):
                tree.write(path, read_regular_file(before / path))
        # Before it is named as ready: the name would survive a loss of power.
        tree.sync()


def check_stage(
    folder: Path, digests: Mapping[str, str], known: KnownFiles, *, now: int | None = None
) -> Mapping[str, Status]:
    """Examine every file of the staged edition, before it is published.

    Args:
        folder: The stage.
        digests: Path -> digest of all that must be there, manifest and signature included.
        known: Files that are shared with the published edition, and that nobody wrote since they
            were read: those are not read again.
        now: The time by the clock of the file system.

    Returns:
        Path below the stage -> what the system says of the file.

    Raises:
        NotAsWrittenError: A file is missing, unexpected, or has other bytes.
    """
    looked = look_below([folder]).files
    known.look_again(now, looked)
    start = len(os.fspath(folder)) + 1
    there = {path[start:]: status for path, status in looked.items()}
    for path in sorted(there.keys() ^ digests.keys()):
        if path in digests or not is_desktop_litter(path):
            raise NotAsWrittenError(None, _UNPLANNED, os.fspath(folder / path))
    for path in changed_files(folder, digests, known):
        raise NotAsWrittenError(None, _CHANGED, os.fspath(folder / path))
    return there


def _same_files(
    folder: str, paths: Sequence[str], files: Mapping[str, int], known: KnownFiles
) -> set[str]:
    """Those paths at which `files` (path -> inode) has the very file that is below the folder."""
    found = {
        path: status[OWNER]
        for path in paths
        if path in files
        and (status := known.examine(f"{folder}/{path}")) is not None
        and status[INODE] == files[path]
    }
    others = {owner for owner in set(found.values()) if not is_user(owner)}
    return {path for path, owner in found.items() if owner not in others}


def _link_file(file: str, target: str, known: KnownFiles) -> bool:
    """Hard-link a file into the new edition; False if that is not possible.

    A file of another user is not linked: that user could change it in the new edition too.
    """
    try:
        before = os.lstat(file)
        if not is_user(before.st_uid):
            return False
        os.link(file, target, follow_symlinks=False)
    except OSError:
        return False
    known.carry(before, os.lstat(target))
    return True
