"""What happens on file systems of other kinds; each runs in a process that has mounted one."""

import contextlib
import os
from pathlib import Path

# Loaded before a process becomes somebody who may not read the library of our Python.
import filelock  # noqa: F401

from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import project_at
from publishing.editions import NEW, OLD, check_tidy, found, publish

MOST_LEFT = 128
"""KiB that are too few for one page only."""


def become(user: int) -> None:
    """Be somebody else from now on, where we are root, who may do anything."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)


def output_elsewhere(mount: Path) -> None:
    """output/ lies in a folder of another file system."""
    site, www = mount.parent / "site", mount / "www"
    site.mkdir()
    www.mkdir()
    project = project_at(site, output=www / "dossier")
    for files in (OLD, NEW):
        written, problems = publish(project, files)
        assert () == problems
        assert written is not None
        assert () == written.notes
    assert NEW == found(project.output)
    assert www / ".dossier.editions" == folders_of_editions(project).folder
    assert OLD == found(folders_of_editions(project).previous)


def output_is_the_mount(mount: Path) -> None:
    """output/ is the root of another file system, which nothing can take the place of."""
    site = mount.parent / "site"
    site.mkdir()
    project = project_at(site, output=mount)
    for files in (OLD, NEW, OLD):
        written, problems = publish(project, files)
        assert () == problems
        assert written is not None
        (note,) = written.notes
        assert note.startswith("published file by file: "), note
        assert files == found(project.output)
    check_tidy(project)


def full_disk(mount: Path, left: int) -> None:
    """Only so many KiB are left when a build begins."""
    site = mount / "site"
    site.mkdir()
    project = project_at(site)
    publish(project, OLD)
    filler = mount / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with filler.open("r+b", buffering=0) as file:
        file.truncate(filler.stat().st_size - left * 1024)
    big = {**NEW, "big.html": bytes(200_000)}

    written, (problem,) = publish(project, big)

    assert written is None
    assert "out-write-failed" == problem.code
    assert "cannot be written: no space left on device" == problem.message
    if left == MOST_LEFT:  # what fails is the page that is too big
        assert "output/big.html" == problem.path
    assert OLD == found(project.output)
    check_tidy(project)
    filler.unlink()
    publish(project, big)
    assert big == found(project.output)


def no_room_beside(mount: Path) -> None:
    """output/ can be written, and the folders around it cannot; the user is not root."""
    site = mount / "site"
    site.mkdir()
    project = project_at(site)
    publish(project, OLD)
    with contextlib.suppress(OSError):
        project.editions.rename(mount / "was-editions")
    site.chmod(0o555)

    written, problems = publish(project, NEW)

    assert () == problems
    assert written is not None
    (note,) = written.notes
    assert "nothing can be made beside the folder (permission denied)" in note, note
    assert NEW == found(project.output)


def read_only(mount: Path) -> None:
    """Nothing can be written at all; the user is not root."""
    site = mount / "site"
    site.mkdir()
    project = project_at(site)
    publish(project, OLD)
    folders = [path for path in (site, *site.rglob("*")) if path.is_dir()]
    for path in folders:
        path.chmod(0o555)

    written, (problem,) = publish(project, NEW)

    assert written is None
    assert "out-write-failed" == problem.code
    assert "permission denied" in problem.message
    for path in folders:
        path.chmod(0o755)
    assert OLD == found(project.output)
