"""The folders of editions that are not published: the staged one, the previous one, the spare.

They are on the file system of output/, since a tree can be moved in one step only there. They are
closed to other users: a web server may serve the folder around output/.
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
    """The folder of the editions of one output/; it need not exist."""

    folder: Path
    name: str
    """Identifies output/; the same wherever the dossier is moved to."""

    @property
    def stage(self) -> Path:
        """The edition that is being staged."""
        return self.folder / "stage"

    @property
    def previous(self) -> Path:
        """The previous edition."""
        return self.folder / "previous"

    @property
    def spare(self) -> Path:
        """Folders of an edition that has gone, with the files that output/ has too; see `spare`."""
        return self.folder / "spare"

    @property
    def lock(self) -> Path:
        """The lock file of the publishing build."""
        return self.folder / "lock"

    @property
    def holder(self) -> Path:
        """The file that names the holder of the lock."""
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

    In the dossier's own folder if output/ is on the same file system, away from what is published;
    else beside output/.
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
    """The folder itself, or a folder above it in the dossier, that is a symbolic link.

    A link that somebody put into a dossier must not lead our writes elsewhere.
    """
    above = [
        one for one in folder.parents if one != project.root and one.is_relative_to(project.root)
    ]
    return next((one for one in (folder, *above) if one.is_symlink()), None)


def make_editions_folder(project: Project, editions: EditionFolders) -> None:
    """Make the folder of the editions, which Git ignores.

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
    """Remove all of them; returns whether there were any."""
    folder = folders_of_editions(project).folder
    if link_on_the_way(project, folder) is not None or not folder.is_dir():
        return False
    shutil.rmtree(folder)
    with contextlib.suppress(OSError):  # those of another output/ are in it
        (project.editions / ".gitignore").unlink(missing_ok=True)
        project.editions.rmdir()
    return True


def _device(folder: Path) -> int:
    """The device of the folder, or of the nearest folder above it that exists."""
    for path in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            return path.stat().st_dev
    return -1
