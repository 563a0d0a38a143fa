"""New files in a dossier: whole or not at all, never over another, never outside its folder."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path


class OccupiedError(FileExistsError):
    """A file is there already, with other content."""


class OutsideError(OSError):
    """A link on the way leads out of the dossier's folder."""


def occupied_paths(root: Path, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Paths at which something else stands already."""
    return tuple(path for path, data in files if _content_at(root / path) not in (None, data))


def write_new_files(root: Path, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Write files that are not there yet; those that are, with the same bytes, are left alone.

    All or nothing: whatever keeps it from its end, Ctrl-C too, takes back what was made.

    Args:
        root: The folder that nothing leaves; made if need be.
        files: (POSIX path below it, bytes).

    Returns:
        The paths that were written.

    Raises:
        OccupiedError: A file is there with other content.
        OutsideError: A folder on the way is a link that leads elsewhere.
    """
    written: list[str] = []
    made: list[Path] = []
    try:
        _make(root, made)
        for path, data in files:
            if _content_at(root / path) != data:
                _write_one(root, path, data, made)
                written.append(path)
    except BaseException:
        for path in written:
            (root / path).unlink(missing_ok=True)
        for folder in reversed(made):
            with contextlib.suppress(OSError):  # somebody else has put something there
                folder.rmdir()
        raise
    return tuple(written)


def _write_one(root: Path, path: str, data: bytes, made: list[Path]) -> None:
    target = root / path
    if _content_at(target) is not None:
        raise OccupiedError(path)
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OutsideError(path)
    _make(target.parent, made)
    _put(target, data)


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and take down which were not there."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def replace_file(target: Path, data: bytes) -> None:
    """Give a file new content in one step."""
    temporary = _temporary_beside(target, data)
    try:
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _put(target: Path, data: bytes) -> None:
    temporary = _temporary_beside(target, data)
    try:
        # Unlike a rename, a link never takes the place of a file that came meanwhile.
        os.link(temporary, target)
    except FileExistsError as error:
        raise OccupiedError(str(target)) from error
    except OSError:
        with target.open("xb") as file:  # a file system without links
            file.write(data)
    finally:
        temporary.unlink(missing_ok=True)


def _temporary_beside(target: Path, data: bytes) -> Path:
    temporary = target.with_name(f".dossier-{secrets.token_hex(6)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _content_at(target: Path) -> bytes | None:
    """What is there; a folder or a link is never equal to any content."""
    if target.is_symlink() or target.is_dir():
        return b"\0not a file"
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return b"\0not a file"
