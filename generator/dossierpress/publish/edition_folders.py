"""Where editions lie that nobody is shown: the one being made, and the one before.

They are on the file system of output/, since only there a tree can be moved in one step, and
closed to other users, since a web server may well be one that serves the folder around output/.
"""

import contextlib
import errno
import hashlib
import os
import shutil
from pathlib import Path

from msgspec import Struct

from dossierpress.source.project import Project

_KEPT_OUT = "# Made by DossierPress: the edition before, for `dossier rollback`.\n*\n"


class EditionFolders(Struct, frozen=True, kw_only=True):
    """The folder of one output/; not looked at yet."""

    folder: Path
    name: str
    """Of the output/: the same wherever the dossier is moved to."""

    @property
    def stage(self) -> Path:
        """The edition being made."""
        return self.folder / "stage"

    @property
    def previous(self) -> Path:
        """The edition before the one that is published."""
        return self.folder / "previous"

    @property
    def lock(self) -> Path:
        """Held by whoever publishes."""
        return self.folder / "lock"

    @property
    def holder(self) -> Path:
        """Says who that is."""
        return self.folder / "lock-holder"

    def ready(self, digest: str) -> Path:
        """The edition that is about to be published, or was exchanged for that one.

        Args:
            digest: SHA-256 of the manifest of the edition that is to be published.
        """
        return self.folder / f"{_READY}{digest}"

    def all_ready(self) -> tuple[tuple[Path, str], ...]:
        """(folder, digest) of what an interrupted build left behind."""
        return tuple(
            (path, path.name.removeprefix(_READY))
            for path in sorted(self.folder.glob(f"{_READY}*"))
        )


_READY = "ready-"


def folders_of_editions(project: Project) -> EditionFolders:
    """Where the editions of this output/ are kept.

    In the dossier's own folder where output/ is on the same file system: what is not published is
    best kept away from what is. Else beside output/.
    """
    inside = project.output.is_relative_to(project.root)
    known_as = project.output.relative_to(project.root) if inside else project.output
    digest = hashlib.sha256(known_as.as_posix().encode()).hexdigest()
    name = f"{project.output.name}-{digest[:8]}"
    if _device(project.root) == _device(project.output.parent):
        return EditionFolders(folder=project.editions / name, name=name)
    return EditionFolders(
        folder=project.output.parent / f".{project.output.name}.editions", name=name
    )


def link_on_the_way(project: Project, folder: Path) -> Path | None:
    """The folder itself, or one above it in the dossier, where it is a symbolic link.

    Whoever can put a link into a dossier must not be able to send us anywhere with it.
    """
    above = [
        one for one in folder.parents if one != project.root and one.is_relative_to(project.root)
    ]
    return next((one for one in (folder, *above) if one.is_symlink()), None)


def make_editions_folder(project: Project, editions: EditionFolders) -> None:
    """Make the folder of the editions, which versioning passes over.

    Raises:
        OSError: It cannot be made, or a link would lead us elsewhere.
    """
    linked = link_on_the_way(project, editions.folder)
    if linked is not None:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(linked))
    if editions.folder.parent == project.editions and not project.editions.is_dir():
        project.editions.mkdir(parents=True, exist_ok=True, mode=0o700)
        (project.editions / ".gitignore").write_text(_KEPT_OUT, encoding="utf-8")
    editions.folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def remove_editions(project: Project) -> bool:
    """Remove all of them; tells whether there were any."""
    folder = folders_of_editions(project).folder
    if link_on_the_way(project, folder) is not None or not folder.is_dir():
        return False
    shutil.rmtree(folder)
    with contextlib.suppress(OSError):  # those of another output/ are in it
        (project.editions / ".gitignore").unlink(missing_ok=True)
        project.editions.rmdir()
    return True


def _device(folder: Path) -> int:
    """Of the folder, or of the nearest one above that is there."""
    for path in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            return path.stat().st_dev
    return -1
