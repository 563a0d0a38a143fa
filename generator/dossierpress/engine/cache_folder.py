"""Where a dossier's cache is: in the user's own cache folder, never in the dossier.

A dossier may come from a stranger, and a cache is trusted: whoever writes it decides what pages
say. So the cache is outside of the dossier, in a folder that only this user can write in, and a
`.cache` folder in a dossier is never read.
"""

import hashlib
import os
import re
import stat
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

VARIABLE = "DOSSIER_CACHE"
"""Environment variable that names the folder for all caches, instead of the system's default."""

_APPLICATION = "dossierpress"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class CacheFolder(Struct, frozen=True, kw_only=True):
    """Where the cache of one dossier is, or why it has none."""

    path: Path | None
    """Absolute; it need not exist yet."""
    objection: str = ""
    """Why there is none, as a note of a report."""
    named: bool = False
    """Whether the user chose the folder, which may then have been copied from another machine."""


def cache_folder_of(root: Path, named: Path | None = None) -> CacheFolder:
    """The folder for the cache of the dossier in `root`. Nothing is created.

    Args:
        root: The dossier's folder. Its real path names the cache, so two worktrees never share one.
        named: The folder for all caches, if the user names one; else the environment variable
            names it, else it is the system's default.
    """
    real = Path(os.path.realpath(root))
    base, objection = _base(named)
    if base is None:
        return CacheFolder(path=None, objection=objection)
    if named is None and Path(os.path.realpath(base)).is_relative_to(real):
        return CacheFolder(
            path=None,
            objection=f"built without a cache: `{base}` is in the dossier's own folder, where"
            " whoever made the dossier could have put one; name another folder with `--cache`",
        )
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()
    name = re.sub(r"[^A-Za-z0-9_-]", "_", real.name)[:40]
    chosen = named is not None or bool(os.environ.get(VARIABLE))
    return CacheFolder(path=base / f"{name}-{digest[:16]}", named=chosen)


def make_private_folder(folder: Path) -> None:
    """Create a folder with access for this user only, and missing folders above it.

    Raises:
        OSError: It cannot be created.
    """
    ancestry = (folder, *folder.parents)
    missing = list(takewhile(lambda one: not os.path.lexists(one), ancestry))
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def objection_to(folder: Path) -> str | None:
    """Why a folder cannot be trusted, or None: somebody else could have written in it."""
    try:
        status = folder.lstat()
    except OSError as error:
        return f"it cannot be read: {(error.strerror or str(error)).lower()}"
    if stat.S_ISLNK(status.st_mode):
        return "it is a symbolic link"
    if not stat.S_ISDIR(status.st_mode):
        return "it is not a folder"
    if not is_of_user(status):
        return "it belongs to another user"
    # These bits do not show the access rights of Windows.
    if hasattr(os, "geteuid") and status.st_mode & _OTHERS_WRITE:
        return "other users may write in it"
    return None


def is_of_user(status: os.stat_result) -> bool:
    """Whether this user owns a file, where the system has owners."""
    return is_user(status.st_uid)


def is_user(owner: int) -> bool:
    """Whether a file of this owner (`st_uid`) is this user's, where the system has owners."""
    return not hasattr(os, "geteuid") or owner == os.geteuid()


def _base(named: Path | None) -> tuple[Path | None, str]:
    """The folder for all caches, or None and why there is none."""
    if named is not None:
        return Path(os.path.abspath(named)), ""  # noqa: PTH100 (as `project` does)
    variable = os.environ.get(VARIABLE)
    if variable:
        path, where = Path(variable), f"`{VARIABLE}` is `{variable}`, which is"
    else:
        # Not needed where the folder is named, nor by commands that have no cache.
        from platformdirs import user_cache_path  # noqa: PLC0415

        try:
            path = user_cache_path(_APPLICATION, appauthor=False)
        except RuntimeError:  # no HOME, and a user whom the system does not know
            path = Path("~")
        where = f"this user's own folder would be `{path}`, which is"
    if not path.is_absolute():
        # A relative path would be another folder in each working folder, the dossier among them.
        return None, f"built without a cache: {where} not an absolute path; `--cache DIR` names one"
    return path, ""
