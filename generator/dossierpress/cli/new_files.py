"""Write new files into a dossier: all or none, no overwriting, never outside its folder."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path


class OccupiedError(FileExistsError):
    """A file exists already, with other content."""


class OutsideError(OSError):
    """A link in the path leads out of the dossier's folder."""


def occupied_paths(root: Path, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Paths that exist already with other content."""
    return tuple(path for path, data in files if _content_at(root / path) not in (None, data))


def write_new_files(root: Path, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Write the files that do not exist yet; equal ones are left alone.

    All or nothing: any failure, Ctrl-C too, removes the files that were written.

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
    """Make a folder and its parents, and record which are new."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def replace_file(target: Path, data: bytes) -> None:
    """Replace the content of a file atomically."""
    temporary = _temporary_beside(target, data)
    try:
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _put(target: Path, data: bytes) -> None:
    temporary = _temporary_beside(target, data)
    try:
        # Unlike a rename, a hard link never replaces a file that was made meanwhile.
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
    """The content of a file; None if there is none. A folder or a link equals no content."""
    if target.is_symlink() or target.is_dir():
        return b"\0not a file"
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return b"\0not a file"
