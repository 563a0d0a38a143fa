"""Walk a folder of the site: every regular file once, in a fixed order, never outside of it."""

import os
from pathlib import Path

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.portable_names import printable_path, why_not_portable
from dossierpress.source.stray_files import SecondVersion, is_litter, second_version

# Cameras, browsers and designers number files: there, only an unmistakable name counts.
_FOLDERS_WITH_NUMBERED_FILES = ("content/media", "templates/static")


def walk_folder(root: Path, top: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the paths of the regular files below `root/top`, and diagnostics for all else.

    Paths are POSIX, relative to `root`, sorted by code point. Dotfiles, editors' locks and backups
    and desktops' temporary files are skipped in silence; second versions of a file are reported and
    not read. A missing folder has no files.
    """
    paths: list[str] = []
    problems: list[Diagnostic] = []
    if (root / top).is_symlink():
        return (), [report_symlink(root, top)]
    folders = [top] if (root / top).exists() else []
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as entries:
                found = [entry for entry in entries if not is_litter(entry.name)]
        except OSError as error:
            problems.append(report_unreadable(folder, error))
            continue
        names = {entry.name for entry in found}
        numbered = folder.startswith(_FOLDERS_WITH_NUMBERED_FILES)
        for entry in found:
            path = f"{folder}/{entry.name}"
            version = second_version(entry.name, names, certain_only=numbered)
            if version is not None:
                problems.append(report_second_version(path, version, beside=version.first in names))
                continue
            problems += _unportable(path, entry.name)
            if entry.is_symlink():
                problems.append(report_symlink(root, path))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif not entry.is_file(follow_symlinks=False):
                problems.append(report_special_file(path))
            elif _decodable(path):
                paths.append(path)
    return tuple(sorted(paths)), problems


def report_second_version(path: str, version: SecondVersion, *, beside: bool) -> Diagnostic:
    """The diagnostic for a second version of a file, which was not meant as one of its own."""
    first = printable_path(version.first)
    why = (
        "a program that keeps folders in step wrote it when both sides had changed"
        if version.synced
        else "a copy, or what a program that keeps folders in step made of it"
    )
    return Diagnostic(
        code="disc-second-version",
        path=printable_path(path),
        message=f"not read: by its name a second version of `{first}`: {why}",
        hint=f"compare the two, put what is right into `{first}`, and move this file away"
        if beside
        else f"look what it holds; if it is the one to keep, call it `{first}`",
    )


def report_unreadable(path: str, error: OSError) -> Diagnostic:
    """The diagnostic for a file or folder that the system does not let us read."""
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(path),
        message=f"cannot be read: {(error.strerror or str(error)).lower()}",
        hint="check its permissions, and that it is not on a drive that went away",
    )


def report_special_file(path: str) -> Diagnostic:
    """The diagnostic for a device, a pipe or a socket."""
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(path),
        message="not read: it is no regular file, but a device, a pipe or a socket",
        hint="remove it; it was not opened",
    )


def report_symlink(root: Path, path: str) -> Diagnostic:
    """The diagnostic for a symbolic link, wherever it leads."""
    target = printable_path(os.fsdecode((root / path).readlink()))
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(path),
        message=f"not followed: it is a symbolic link, to `{target}`",
        hint="put the file itself there; links are not followed, so that nothing outside the "
        "dossier is published by mistake",
    )


def _unportable(path: str, name: str) -> list[Diagnostic]:
    trouble = why_not_portable(name)
    if trouble is None:
        return []
    return [
        Diagnostic(
            code="disc-unportable-name",
            path=printable_path(path),
            message=trouble,
            hint="rename it, so that the dossier can be copied to any system and any server",
        )
    ]


def _decodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
