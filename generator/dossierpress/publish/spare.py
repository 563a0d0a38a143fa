"""The spare: folders of an edition that has gone, in which the next one is staged.

An edition shares its unchanged files with the one before, as hard links. To make a link for every
file and to remove one for every file would be the greater part of publishing a small edit. So when
an edition goes, its folders stay, with the files that the published edition has too and no others:
nothing that was withdrawn or withheld is in it. The folder around them is a new one, so whoever
holds the edition open finds it gone.

Nothing that is found here is trusted: a file is kept only if it is the very file (inode) of
output/, and the finished stage is examined as a whole.
"""

import contextlib
import os
import shutil
from pathlib import Path

from dossierpress.publish.file_system import SyncedTree
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.snapshot import INODE


def keep_as_spare(previous: Path, spare: Path, output: Path, known: KnownFiles) -> None:
    """Move the folders of an edition that goes, with what output/ shares, into the spare.

    Args:
        previous: The edition.
        spare: Made anew here.
        output: The published edition.
        known: What is known of its files. That of a file which loses a link is carried over.

    Raises:
        OSError: Something cannot be removed or moved.
    """
    remove_spare(spare)
    if previous.is_symlink() or not previous.is_dir():
        return
    # First, so that nothing else is ever in the spare.
    _leave_shared(os.fspath(previous), os.fspath(output), known)
    spare.mkdir(mode=0o700)
    for entry in _entries(previous):
        if entry.is_dir(follow_symlinks=False):
            os.rename(entry.path, f"{spare}/{entry.name}")  # noqa: PTH104
        else:
            before = os.lstat(entry.path)
            os.unlink(entry.path)  # noqa: PTH108
            with contextlib.suppress(FileNotFoundError):
                known.carry(before, os.lstat(output / entry.name))


def remove_spare(spare: Path) -> None:
    """Remove it, if it is there.

    Raises:
        OSError: It cannot be removed.
    """
    if spare.is_symlink():
        spare.unlink()
    elif spare.exists():
        shutil.rmtree(spare)


def take_spare(spare: Path, stage: Path, tree: SyncedTree) -> tuple[dict[str, int], list[str]]:
    """Move the folders of the spare into a stage.

    A folder with other rights than a new one has is not used.

    Args:
        spare: Gone afterwards, but for what cannot be moved.
        stage: A new folder.
        tree: The same, which syncs these folders too.

    Returns:
        Path in the stage -> inode of each file that is there now; and the folders, outer ones
        first.

    Raises:
        OSError: A folder cannot be read or removed.
    """
    if spare.is_symlink() or not spare.is_dir():
        return {}, []
    like = _rights_of_new_folder(stage)
    waiting = []
    for entry in _entries(spare):
        if entry.is_dir(follow_symlinks=False):
            with contextlib.suppress(OSError):  # it is made anew
                os.rename(entry.path, stage / entry.name)  # noqa: PTH104
                waiting.append(entry.name)
    files: dict[str, int] = {}
    folders: list[str] = []
    while waiting:
        path = waiting.pop()
        if _rights(f"{stage}/{path}") != like:
            shutil.rmtree(stage / path)
            continue
        folders.append(path)
        tree.adopt_folder(path)
        for entry in _entries(stage / path):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/{entry.name}")
            else:
                files[f"{path}/{entry.name}"] = entry.inode()
    remove_spare(spare)
    return files, folders


def _leave_shared(folder: str, output: str, known: KnownFiles) -> None:
    """Remove what is below a folder, and not the same file in output/; files in it itself stay."""
    waiting = [(entry.path, f"{output}/{entry.name}") for entry in _entries(folder)]
    while waiting:
        path, other = waiting.pop()
        if not os.path.isdir(path) or os.path.islink(path):  # noqa: PTH112, PTH114
            continue
        if os.path.islink(other) or not os.path.isdir(other):  # noqa: PTH112, PTH114
            shutil.rmtree(path)
            continue
        for entry in _entries(path):
            there = f"{other}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, there))
                continue
            status = known.examine(there)
            if status is None or status[INODE] != entry.inode():
                os.unlink(entry.path)  # noqa: PTH108


def _entries(folder: Path | str) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        return list(entries)


def _rights_of_new_folder(stage: Path) -> tuple[int, int, int]:
    probe = f"{stage}/.new"
    os.mkdir(probe)  # noqa: PTH102
    try:
        return _rights(probe)
    finally:
        os.rmdir(probe)  # noqa: PTH106


def _rights(folder: str) -> tuple[int, int, int]:
    """(mode, owner, group)."""
    status = os.lstat(folder)
    return status.st_mode, status.st_uid, status.st_gid
