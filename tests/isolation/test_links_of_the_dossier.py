"""Links where the dossier's own folders should be: nothing is written or read past them."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from building import SMALL, lay, publish, tree
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import Project, project_at
from dossierpress.source.regular_file import NotRegularError, read_regular_file
from harness import run_dossier

VICTIM = b"a file of somebody else\n"


@pytest.fixture(autouse=True)
def _impatient() -> Iterator[None]:
    """A pipe that is waited for ends the test."""
    before = signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError()))
    signal.alarm(100)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small dossier, in a folder of its own."""
    return lay(tmp_path / "work/site", SMALL)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """What must stay as it is."""
    folder = tmp_path / "outside"
    lay(folder, {"victim": VICTIM, "folder/victim": VICTIM, "empty/.keep": b""})
    return folder


def editions(project: Project) -> Path:
    """The folder of the earlier edition, made."""
    folder = folders_of_editions(project).folder
    folder.mkdir(parents=True, exist_ok=True)
    return folder


Lay = Callable[[Project, Path], Path]
"""Puts a link into a dossier; gives its path."""

PLACES: dict[str, Lay] = {
    "the settings": lambda project, out: swap(project.root / "site.yml", out / "victim"),
    "the content": lambda project, out: swap(project.root / "content", out / "folder"),
    "a folder of content": lambda project, out: swap(
        project.root / "content/entities", out / "folder"
    ),
    "the templates": lambda project, out: swap(project.root / "templates", out / "folder"),
    "the output": lambda project, out: swap(project.output, out / "folder"),
    "the cache": lambda project, out: swap(project.cache, out / "folder"),
    "the cache's file": lambda project, out: swap(project.cache / "dossier.sqlite", out / "victim"),
    "the cache's journal": lambda project, out: swap(
        project.cache / "dossier.sqlite-wal", out / "victim"
    ),
    "the cache's index": lambda project, out: swap(
        project.cache / "dossier.sqlite-shm", out / "victim"
    ),
    "the editions": lambda project, out: swap(project.editions, out / "folder"),
    "the editions of this output": lambda project, out: swap(editions(project), out / "folder"),
    "the lock": lambda project, out: swap(editions(project) / "lock", out / "victim"),
    "the lock's holder": lambda project, out: swap(
        editions(project) / "lock-holder", out / "victim"
    ),
    "a lock that is not there": lambda project, out: swap(
        editions(project) / "lock", out / "empty/new"
    ),
    "a holder that is not there": lambda project, out: swap(
        editions(project) / "lock-holder", out / "empty/new"
    ),
    "the stage": lambda project, out: swap(editions(project) / "stage", out / "folder"),
    "the spare": lambda project, out: swap(editions(project) / "spare", out / "folder"),
    "the edition before": lambda project, out: swap(editions(project) / "previous", out / "folder"),
    "an edition that is ready": lambda project, out: swap(
        editions(project) / f"ready-{'0' * 64}", out / "folder"
    ),
    "the note for versioning": lambda project, out: swap(
        project.editions / ".gitignore", out / "victim"
    ),
    "the note in the cache": lambda project, out: swap(
        project.cache / ".gitignore", out / "victim"
    ),
}


def swap(path: Path, target: Path) -> Path:
    """Let a link stand in the place of something."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name}.away"))
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    return path


@pytest.mark.parametrize("place", PLACES)
def test_a_link_in_its_place_leads_nobody_out(project: Project, outside: Path, place: str) -> None:
    before = tree(outside)
    PLACES[place](project, outside)

    first, second = publish(project), publish(project)

    assert before == tree(outside)
    for report in (first, second):
        assert report.published or {one.code for one in report.diagnostics}
    if project.output.is_dir() and not project.output.is_symlink():
        assert not any(VICTIM in data for data in tree(project.output).values())


def test_the_preview_writes_past_no_link(project: Project, outside: Path, tmp_path: Path) -> None:
    """Its pages lie beside the cache."""
    before = tree(outside)
    caches = tmp_path / "caches"
    swap(caches / "previews", outside / "folder")

    done = run_dossier("serve", "--site", project.root, "--port", "0", "--cache", caches)

    assert before == tree(outside)
    assert 1 == done.returncode
    assert "is a symbolic link" in done.stderr


@pytest.mark.parametrize("name", ["index.html", "articles", "articles/closes.html", "static"])
@pytest.mark.parametrize("hard", [False, True])
def test_what_is_linked_into_the_output_is_replaced_and_not_written_to(
    project: Project,
    outside: Path,
    name: str,
    hard: bool,  # noqa: FBT001 (a case of the test)
) -> None:
    assert publish(project).published
    place = project.output / name
    if hard and place.is_dir():
        place = next(path for path in sorted(place.rglob("*")) if path.is_file())
    swap(place, outside / ("victim" if place.suffix else "folder"))
    if hard:
        place.unlink()
        os.link(outside / "victim", place)
    before = tree(outside)

    lay(project.root, {"content/pages/about.md": "---\ntitle: Another\n---\n\nNew.\n"})
    publish(project)

    assert before == tree(outside)


@pytest.mark.parametrize("special", ["content/articles/p.md", "content/media/p.png", "site.yml"])
def test_a_pipe_is_not_waited_for(project: Project, special: str) -> None:
    (project.root / special).unlink(missing_ok=True)
    os.mkfifo(project.root / special)

    report = publish(project)

    assert not report.published
    assert special in {one.path for one in report.diagnostics}
    with pytest.raises(NotRegularError):
        read_regular_file(project.root / special)


def test_a_pipe_in_the_output_is_told_of(project: Project) -> None:
    project.output.mkdir()
    os.mkfifo(project.output / "manifest.json")

    report = publish(project)

    assert {"out-foreign-file"} == {one.code for one in report.diagnostics}


OUTPUTS = (
    *("content", "content/deep", "templates/x", ".cache", ".cache/x", ".editions", ".", ".."),
    *("content/../content", "./content/.", "site.yml", "content/media/quay.png"),
)


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_output_is_where_something_else_is(project: Project, output: str) -> None:
    before = tree(project.root)

    report = publish(project_at(project.root, output=project.root / output))

    assert not report.published
    assert {"out-unfit-folder"} == {one.code for one in report.diagnostics}
    after = tree(project.root)
    assert before == {path: after[path] for path in before}


def test_an_output_that_is_named_is_where_it_is_named(project: Project, tmp_path: Path) -> None:
    """`..` in it is the user's own word; a link in it is not followed."""
    elsewhere = tmp_path / "work/elsewhere"
    done = run_dossier("build", "--site", project.root, "--output", elsewhere / ".." / "public")
    assert 0 == done.returncode, done.stderr
    assert (tmp_path / "work/public/index.html").is_file()
    assert not elsewhere.exists()

    (tmp_path / "work/linked").symlink_to(tmp_path / "work/public")
    done = run_dossier("build", "--site", project.root, "--output", tmp_path / "work/linked")
    assert 1 == done.returncode
    assert "a symbolic link" in done.stderr
