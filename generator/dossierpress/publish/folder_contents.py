"""The contents of a folder: files, folders, and what desktops leave there."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

_DESKTOP_LITTER = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])
"""Files that desktops leave in folders that they show; nobody needs them."""
_LITTER_ENDS = tuple(_DESKTOP_LITTER)


def files_below(folder: Path) -> tuple[str, ...]:
    """Every file or link below a folder, in order, without desktop litter."""
    found = sorted(path for path, kind in entries_below(folder) if kind != "folder")
    litter = frozenset(desktop_litter_below(folder)) if any(map(is_desktop_litter, found)) else ()
    return tuple(path for path in found if path not in litter) if litter else tuple(found)


def desktop_litter_below(folder: Path) -> tuple[str, ...]:
    """The files below a folder that a desktop left there, in order."""
    return tuple(
        sorted(
            path
            for path, kind in entries_below(folder)
            if kind == "file" and is_desktop_litter(path)
        )
    )


def is_desktop_litter(path: str) -> bool:
    """Whether a file has the name of one that desktops leave in folders."""
    return path.endswith(_LITTER_ENDS) and last_part(path) in _DESKTOP_LITTER


def folders_below(folder: Path) -> tuple[str, ...]:
    """Every folder below a folder, outer ones before inner ones."""
    return tuple(sorted(path for path, kind in entries_below(folder) if kind == "folder"))


def folders_above(path: str) -> Iterator[str]:
    """The folders on a path, outer ones first."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that one of these paths goes through."""
    nearest = {path.rpartition("/")[0] for path in paths} - {""}
    return nearest.union(*map(folders_above, nearest))


def last_part(path: str) -> str:
    """The last part of a path; called for every file, and pathlib is too slow for that."""
    return path.rpartition("/")[2]


def entries_below(
    output: Path,
) -> Iterator[tuple[str, Literal["file", "folder", "link", "special"]]]:
    """Every entry below a folder: its path, and what it is."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(output / folder) as entries:
            found = list(entries)
        for entry in found:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_file(follow_symlinks=False):
                yield path, "file"
            elif entry.is_symlink():
                yield path, "link"
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
                yield path, "folder"
            else:
                yield path, "special"
