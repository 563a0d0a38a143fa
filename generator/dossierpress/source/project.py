"""Where a dossier is: its folder, its output, earlier editions, and the cache of its user."""

import os
from pathlib import Path

from msgspec import Struct

from dossierpress.engine.cache_folder import cache_folder_of

SETTINGS = "site.yml"
"""The file that makes a folder a dossier."""
FORMER_CACHE = ".cache"
"""A folder of the dossier that once held its cache. Nothing in it is read."""


class Project(Struct, frozen=True, kw_only=True):
    """The folders of one dossier, as absolute paths."""

    root: Path
    """The folder of site.yml, content/ and templates/."""
    output: Path
    """Where the published tree is written."""
    editions: Path
    """Where the previous edition is kept and the next one is prepared."""
    cache: Path | None
    """The cache, which may be deleted at any time: parse results and fingerprints. It is not in
    `root`, since the dossier may be a stranger's. None where the user has no place for it."""
    uncached: str = ""
    """Why there is no cache, as a note of a report."""
    keeps_code: bool = False
    """Whether the cache may hold executable code: only in the system's default place for caches. A
    folder that the user named may have been copied from another machine, as a CI does."""


def project_at(root: Path, *, output: Path | None = None, cache: Path | None = None) -> Project:
    """The dossier in the folder `root`, published into `output` (default: `root/output`).

    Relative paths count from the working folder. Nothing is created; `cache` names the folder for
    caches (see `cache_folder`).
    """
    root = _absolute(root)
    found = cache_folder_of(root, cache)
    return Project(
        root=root,
        output=_absolute(output) if output else root / "output",
        editions=root / ".editions",
        cache=found.path,
        uncached=found.objection,
        keeps_code=found.path is not None and not found.named,
    )


def find_project(
    start: Path, *, output: Path | None = None, cache: Path | None = None
) -> Project | None:
    """The dossier that `start` is in: the nearest folder upward that has a site.yml."""
    start = _absolute(start)
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return project_at(folder, output=output, cache=cache)
    return None


def is_within(inner: Path, outer: Path) -> bool:
    """Whether a folder is another one or lies in it, whatever links or spellings lead there."""
    inner, outer = inner.resolve(), outer.resolve()
    return any(_is_same(folder, outer) for folder in (inner, *inner.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        # On some file systems `Output` is `output`.
        return one == other or one.samefile(other)
    except OSError:
        return False


def _absolute(path: Path) -> Path:
    # Path.absolute() keeps `..`, whose parents would then be counted wrongly.
    return Path(os.path.abspath(path))  # noqa: PTH100
