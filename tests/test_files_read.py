"""A build reads the files that were written since the last one, and no others; nothing slips by."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from building import AS_OF, SMALL, STILL, lay, tree
from dossierpress.engine.store import Store
from dossierpress.pipeline import leak_check, publish
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.pipeline.diff import diff_dossier
from dossierpress.publish import previous_edition, publication, stage
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.previous_edition import publish_previous_edition
from dossierpress.source import discovery, regular_file
from dossierpress.source.project import Project
from publishing.faults import Fault, suffer

ABOUT = "content/pages/about.md"
PAGE = "articles/a00.html"

_WATCHING: dict[str, list[str]] = {}
"""Folder -> files below it that were opened."""


def _take_down(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str | os.PathLike):
        file = os.fspath(arguments[0])
        for folder, found in _WATCHING.items():
            if file.startswith(f"{folder}{os.sep}"):
                found.append(file.removeprefix(f"{folder}{os.sep}"))


sys.addaudithook(_take_down)


@contextmanager
def opened(folder: Path) -> Iterator[list[str]]:
    """Paths of the files below a folder that are opened meanwhile, each time."""
    _WATCHING[str(folder)] = found = []
    try:
        yield found
    finally:
        del _WATCHING[str(folder)]


def built(project: Project, **options: Any) -> BuildResult:
    """A build as a command would do it, a moment after the last write."""
    report = attempted(project, **options)
    assert report.published, report.diagnostics
    return report


def attempted(project: Project, **options: Any) -> BuildResult:
    """The same, which may fail."""
    time.sleep(STILL)
    with Store(project.cache) as store:
        return build_dossier(project, store=store, as_of=AS_OF, **options)


def edit(file: Path, old: str, new: str) -> None:
    """Write other words of the same length, and set the time of change back."""
    before = file.stat()
    text = file.read_text()
    assert old in text
    assert len(old) == len(new)
    file.write_text(text.replace(old, new))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def published(folder: Path, number: int = 3) -> Project:
    """A dossier of some texts and so many more, without pictures, that was built."""
    texts = {path: one for path, one in SMALL.items() if isinstance(one, str)}
    texts["content/articles/opens.md"] = "---\ntitle: The yard opens\ndate: 1931\n---\n\nOpened.\n"
    text = "---\ntitle: A text\ndate: 1931\n---\n\nText.\n"
    texts |= {f"content/articles/a{n:02}.md": text for n in range(number)}
    project = lay(folder / "site", texts)
    built(project)
    return project


def work_of_an_edit(project: Project) -> tuple[list[str], list[str]]:
    """Files of content/, and of editions, that a build opens when one text was edited."""
    edit(project.root / ABOUT, "Who", "How")
    with (
        opened(project.root / "content") as read,
        opened(project.output) as before,
        opened(folders_of_editions(project).stage) as staged,
    ):
        done = built(project)
    assert "pages/about.html" in done.changed
    return read, [*before, *staged]


def test_an_edit_opens_as_many_files_however_large_the_dossier_is(tmp_path: Path) -> None:
    few = work_of_an_edit(published(tmp_path / "few", 3))
    many = work_of_an_edit(published(tmp_path / "many", 6))

    assert few[0] == ["pages/about.md"]
    assert "pages/about.html" in few[1]
    assert PAGE not in few[1]
    assert [set(one) for one in few] == [set(one) for one in many]


_CALL = re.compile(r'(\w+)\([^"]*"([^"]*)"(?:, [^"]*"([^"]*)")?')
_NEVER = 60_000


def calls_of_an_edit(project: Project, trace: Path) -> Counter[tuple[str, str]]:
    """How often a build asks the system what about which file, when one text was edited."""
    edit(project.root / ABOUT, "Who", "How")
    said = suffer(Fault("syncfs", "EIO", _NEVER), lambda: str(attempted(project).published), trace)
    assert said.said == "True"
    calls: Counter[tuple[str, str]] = Counter()
    for line in trace.read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            call, *files = match.groups()
            calls.update((call, file) for file in files if file)
    return calls


@pytest.mark.parametrize("number", [3, 30])
def test_a_file_that_has_not_changed_is_examined_when_it_must_be_and_never_linked(
    tmp_path: Path, number: int
) -> None:
    """Content: before the build; a page: before it, in the finished stage, and after it."""
    project = published(tmp_path, number)
    for old, new in (("Who", "How"), ("How", "Who")):  # two editions, and then there is a spare
        edit(project.root / ABOUT, old, new)
        built(project)
    calls = calls_of_an_edit(project, tmp_path / "trace")

    asked: dict[str, list[str]] = {}
    for (call, file), times in calls.items():
        asked.setdefault(Path(file).name, []).extend([call] * times)
    for name in [f"a{one:02}" for one in range(number)]:
        assert asked[f"{name}.md"] == ["newfstatat"]
        assert asked[f"{name}.html"] == ["newfstatat"] * 3


def test_a_build_with_nothing_to_publish_opens_no_page(tmp_path: Path) -> None:
    project = published(tmp_path)
    (project.root / ABOUT).touch()
    with opened(project.output) as read, opened(project.root / "content") as content:
        assert built(project).changed == ()

    assert set(read) <= {"manifest.json", "manifest.json.sig"}
    assert content == ["pages/about.md"]


def test_a_check_opens_what_was_written_and_a_diff_no_page(tmp_path: Path) -> None:
    project = published(tmp_path)
    edit(project.root / ABOUT, "Who", "How")
    time.sleep(STILL)
    with (
        Store(project.cache) as store,
        opened(project.root / "content") as read,
        opened(project.output) as pages,
    ):
        check_dossier(project, store=store, as_of=AS_OF)
        assert "pages/about.html" in diff_dossier(project, store=store, as_of=AS_OF).changed

    assert set(read) == {"pages/about.md"}
    assert PAGE not in pages


def test_what_proves_a_build_reads_everything(tmp_path: Path) -> None:
    project = published(tmp_path)
    with opened(project.output) as pages, opened(project.root / "content") as content:
        built(project, verify=True)

    assert tree(project.output).keys() <= set(pages)
    assert set(content) == tree(project.root / "content").keys()


def test_what_signs_a_build_reads_everything(tmp_path: Path) -> None:
    project = published(tmp_path)
    key = tmp_path / "desk"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    with opened(project.output) as pages, opened(project.root / "content") as content:
        built(project, key=key)

    assert {path for path in tree(project.output) if path.endswith(".html")} <= set(pages)
    assert set(content) == tree(project.root / "content").keys()


@pytest.mark.parametrize("beside", ["an edit", "nothing"])
@pytest.mark.parametrize("path", [PAGE, "index.html", "static/icon.svg"])
def test_a_file_that_somebody_wrote_is_mended(tmp_path: Path, path: str, beside: str) -> None:
    """It keeps its length and its time of change, and is published with an edit, or alone."""
    project = published(tmp_path)
    file = project.output / path
    right = file.read_bytes()
    edit(file, "e", "E")
    if beside == "an edit":
        edit(project.root / ABOUT, "Who", "How")
    done = built(project)

    assert path in done.changed
    assert file.read_bytes() == right


def test_content_of_the_same_length_and_time_is_published(tmp_path: Path) -> None:
    project = published(tmp_path)
    for old, new in (("Who", "How"), ("How", "Who")):
        edit(project.root / ABOUT, old, new)
        built(project)
        assert f"{new} we are" in (project.output / "pages/about.html").read_text()


def test_going_back_is_followed(tmp_path: Path) -> None:
    project = published(tmp_path)
    before = tree(project.output)
    edit(project.root / ABOUT, "Who", "How")
    built(project)
    after = tree(project.output)
    done, _ = publish_previous_edition(project)
    assert done is not None
    assert tree(project.output) == before
    with opened(project.output) as read:
        assert "pages/about.html" in built(project).changed

    assert tree(project.output) == after
    assert PAGE not in read


def test_what_is_written_into_a_shared_file_while_it_is_staged_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = published(tmp_path)
    before = tree(project.output)
    check_stage: Callable[..., object] = stage.check_stage

    def meddle(*arguments: object, **more: object) -> object:
        time.sleep(STILL)
        edit(project.output / PAGE, "e", "E")
        return check_stage(*arguments, **more)

    monkeypatch.setattr(publication, "check_stage", meddle)
    edit(project.root / ABOUT, "Who", "How")
    report = attempted(project)
    monkeypatch.undo()

    assert not report.published
    [problem] = report.diagnostics
    assert problem.path == f"output/{PAGE}"
    assert "other bytes than were to be written" in problem.message
    built(project)
    assert tree(project.output)[PAGE] == before[PAGE]


def test_a_signature_is_read_back_before_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = published(tmp_path)
    before = tree(project.output)
    key = tmp_path / "desk"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    check_stage: Callable[..., object] = stage.check_stage

    def meddle(folder: Path, *arguments: object, **more: object) -> object:
        (folder / "manifest.json.sig").write_bytes(b"not what was written")
        return check_stage(folder, *arguments, **more)

    monkeypatch.setattr(publication, "check_stage", meddle)
    report = attempted(project, key=key)

    assert not report.published
    assert [one.path for one in report.diagnostics] == ["output/manifest.json.sig"]
    assert tree(project.output) == before


@pytest.mark.parametrize("when", [1, 2], ids=["before the edition before goes", "after"])
def test_what_is_written_into_a_shared_file_later_is_found_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: int
) -> None:
    """When an edition goes, files that it shares get another time: that hides no write."""
    project = published(tmp_path)
    edit(project.root / ABOUT, "Who", "How")
    built(project)
    right = (project.output / PAGE).read_bytes()
    assert (project.output / PAGE).stat().st_nlink > 1
    tidy_editions: Callable[..., None] = previous_edition.tidy_editions

    def meddle(*arguments: object, **more: object) -> None:
        if not more:
            tidy_editions(*arguments)
            return
        time.sleep(STILL)
        if when == 1:
            edit(project.output / PAGE, "e", "E")
        tidy_editions(*arguments, **more)
        time.sleep(STILL)
        if when == 2:
            edit(project.output / PAGE, "e", "E")

    monkeypatch.setattr(publication, "tidy_editions", meddle)
    edit(project.root / ABOUT, "How", "Who")
    built(project)
    monkeypatch.undo()
    assert (project.output / PAGE).read_bytes() != right
    edit(project.root / ABOUT, "Who", "How")

    assert PAGE in built(project).changed
    assert (project.output / PAGE).read_bytes() == right


def test_what_is_changed_while_a_build_is_at_work_with_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache has lost what a file says, so it is read, and is another one by then."""
    project = published(tmp_path)
    before = tree(project.output)
    with Store(project.cache) as store:
        store.sweep("catalogue", ())
    read: Callable[..., bytes] = regular_file.read_regular_file

    def meddle(path: Path, **more: int) -> bytes:
        if path == project.root / ABOUT:
            edit(path, "Who", "How")
        return read(path, **more)

    monkeypatch.setattr(discovery, "read_regular_file", meddle)
    edit(project.root / "content/articles/closes.md", "Yards", "Sheds")
    report = attempted(project)
    monkeypatch.undo()

    told = [(one.code, one.path) for one in report.diagnostics]
    assert told == [("disc-unreadable", ABOUT)]
    assert tree(project.output) == before
    built(project)
    assert "How we are" in (project.output / "pages/about.html").read_text()


def test_a_page_that_goes_away_before_it_is_looked_through_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = published(tmp_path)
    with Store(project.cache) as store:
        store.sweep("looked", ())
    check: Callable[..., object] = leak_check.check_for_leaks

    def meddle(*arguments: object, **more: object) -> object:
        (project.output / PAGE).unlink()
        return check(*arguments, **more)

    monkeypatch.setattr(publish, "check_for_leaks", meddle)
    edit(project.root / ABOUT, "Who", "How")
    report = attempted(project)
    monkeypatch.undo()

    assert not report.published
    [problem] = report.diagnostics
    assert (problem.code, problem.path) == ("out-write-failed", f"output/{PAGE}")
    built(project)
    assert (project.output / PAGE).exists()


def test_only_folders_that_are_there_are_remembered(tmp_path: Path) -> None:
    project = published(tmp_path)
    built(replace(project, output=tmp_path / "www"))
    with Store(project.cache) as store:
        assert len(store.keys("files")) == 3
    shutil.rmtree(tmp_path / "www")
    edit(project.root / ABOUT, "Who", "How")
    built(project)
    with Store(project.cache) as store:
        assert len(store.keys("files")) == 2
