"""What is published is on the disk first: the calls to the system, in the order they are made."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec import Struct

from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.file_system import open_file_system
from dossierpress.source.project import Project, project_at
from publishing.editions import NEW, OLD, attempt, check_tidy, found, publish
from publishing.faults import Fault, suffer

_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?(.*)")
_NEVER = 60_000
MANY = {f"many/{number}.html": b"%d" % number for number in range(150)}
_MADE = ("write", "link", "linkat", "mkdir", "mkdirat", "chmod", "fchmodat")


class Call(Struct, frozen=True):
    """A call to the system, as strace tells of it."""

    name: str
    arguments: str
    result: int
    opened: str
    """The path of the descriptor that it gave."""
    injected: bool

    @property
    def descriptor(self) -> str:
        """`3</path>`, where that is its first argument."""
        return self.arguments.partition(", ")[0]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier that has an edition."""
    root = tmp_path / "site"
    root.mkdir()
    project = project_at(root)
    publish(project, OLD)
    return project


def calls_of(
    project: Project,
    trace: Path,
    fault: Fault | None = None,
    missing: Sequence[str] = (),
    files: Mapping[str, bytes] = NEW,
) -> tuple[str, list[Call]]:
    """(what came of it, every call) of one publication."""
    fault = fault or Fault("syncfs", "EIO", _NEVER)
    ending = suffer(fault, lambda: attempt(project, files), trace, missing=missing)
    return ending.said, list(told(trace))


def told(trace: Path) -> Iterator[Call]:
    for line in trace.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match:
            name, arguments, result, opened, rest = match.groups()
            yield Call(name, arguments, int(result), opened or "", "(INJECTED)" in rest)


def places(calls: Sequence[Call], *names: str, about: str = "") -> list[int]:
    """Where in the order calls were made that did what was asked."""
    return [
        number
        for number, call in enumerate(calls)
        if call.name in names and call.result >= 0 and about in call.arguments
    ]


def path_of(descriptor: str) -> str:
    """Of `3</path>`."""
    return descriptor.partition("<")[2].removesuffix(">")


def test_the_file_system_is_synced_between_the_last_write_and_the_exchange(
    project: Project, tmp_path: Path
) -> None:
    said, calls = calls_of(project, tmp_path / "trace", files=MANY)

    assert "published" == said
    editions = folders_of_editions(project)
    made = places(calls, *_MADE, about=str(editions.stage))
    (synced,) = places(calls, "syncfs")
    (exchanged,) = places(calls, "renameat2")
    assert len(made) > len(MANY)
    assert max(made) < synced < exchanged
    assert not places(calls, "fsync", about=str(editions.stage))
    # A descriptor hears of what goes wrong from its opening on: that lies before all of it.
    held = calls[synced].arguments
    opened = max(
        number
        for number in places(calls[:synced], "openat")
        if held == f"{calls[number].result}<{calls[number].opened}>"
    )
    assert opened < min(made)
    assert not [one for one in places(calls[:synced], "close", about=held) if one > opened]


def test_the_name_of_the_edition_is_synced_after_it_and_before_the_exchange(
    project: Project, tmp_path: Path
) -> None:
    """Else a folder of that name could hold half an edition after a loss of power."""
    _, calls = calls_of(project, tmp_path / "trace", files=MANY)

    editions = folders_of_editions(project)
    (synced,) = places(calls, "syncfs")
    (named,) = places(calls, "rename", "renameat", about=str(editions.stage))
    (exchanged,) = places(calls, "renameat2")
    kept = [
        number
        for number in places(calls, "fsync", about=f"<{editions.folder}>")
        if number < exchanged
    ]
    assert synced < named < kept[0] < exchanged


@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EDQUOT"])
def test_what_the_disk_could_not_take_is_an_error_and_leaves_the_former_edition(
    project: Project, tmp_path: Path, error: str
) -> None:
    # The first call asks whether there is such a call.
    said, calls = calls_of(project, tmp_path / "trace", Fault("syncfs", error, 2), files=MANY)

    assert [True] == [one.injected for one in calls if one.name == "syncfs"][1:]
    assert said.startswith("out-write-failed output: cannot be written: ")
    assert not places(calls, "renameat2")
    assert OLD == found(project.output)
    check_tidy(project)


@pytest.mark.parametrize("missing", [["syncfs"], []], ids=["no syncfs", "few files"])
@pytest.mark.parametrize("number", range(1, 10 + 1))
def test_where_no_file_system_is_synced_each_file_and_folder_is(
    project: Project, tmp_path: Path, number: int, missing: Sequence[str]
) -> None:
    """Four files are written and six folders made: none of them may fail unheard."""
    said, calls = calls_of(project, tmp_path / "trace", Fault("fsync", "EIO", number), missing)

    (failed,) = [one for one in calls if one.name == "fsync" and one.injected]
    assert str(folders_of_editions(project).stage) in failed.arguments
    assert said.startswith("out-write-failed output: cannot be written: ")
    assert not places(calls, "renameat2")
    assert OLD == found(project.output)
    check_tidy(project)


def test_a_small_edition_waits_for_nothing_that_other_programs_have_written(
    project: Project, tmp_path: Path
) -> None:
    _, calls = calls_of(project, tmp_path / "trace")

    # Whether there is such a call is asked once.
    assert not places(calls, "syncfs")


@pytest.mark.parametrize("missing", [["syncfs"], []], ids=["no syncfs", "few files"])
def test_each_file_is_synced_by_the_descriptor_that_wrote_it(
    project: Project, tmp_path: Path, missing: Sequence[str]
) -> None:
    said, calls = calls_of(project, tmp_path / "trace", missing=missing)

    assert "published" == said
    stage = str(folders_of_editions(project).stage)
    (exchanged,) = places(calls, "renameat2")
    synced = places(calls, "fsync", about=stage)
    written = {calls[number].descriptor for number in places(calls, "write", about=stage)}
    made = places(calls, *_MADE, about=stage)
    assert len(NEW) - 1 + 1 == len(written)  # one is shared, and there is the manifest
    assert written < {calls[number].arguments for number in synced}
    assert max(synced) < exchanged
    # One pass after the other: the files of a batch all lie before the first of their syncs.
    assert max(made) < min(synced)
    folders = {"", "/articles", "/entities", "/tags", "/tags/deep", "/tags/deep/er"}
    assert {f"{stage}{one}" for one in folders} <= {
        path_of(calls[number].arguments) for number in synced
    }


def test_a_large_edition_is_synced_no_more_often_than_a_small_one(
    project: Project, tmp_path: Path
) -> None:
    _, small = calls_of(project, tmp_path / "trace")
    _, large = calls_of(project, tmp_path / "trace", files=MANY)

    assert len(places(small, "write")) + 100 < len(places(large, "write"))
    assert len(places(large, "syncfs")) == 1
    assert len(places(large, "syncfs", "fsync")) <= len(places(small, "syncfs", "fsync"))


def test_none_of_many_files_is_forgotten_where_each_is_synced(
    project: Project, tmp_path: Path
) -> None:
    said, calls = calls_of(project, tmp_path / "trace", missing=["syncfs"], files=MANY)

    assert "published" == said
    stage = str(folders_of_editions(project).stage)
    synced = [path_of(calls[number].arguments) for number in places(calls, "fsync", about=stage)]
    files = {f"{stage}/{path}" for path in [*MANY, "manifest.json"]}
    assert sorted({stage, f"{stage}/many", *files}) == sorted(synced)
    for path in files:
        (written,) = places(calls, "write", about=f"<{path}>")
        (kept,) = places(calls, "fsync", about=f"<{path}>")
        closed = places(calls, "close", about=f"<{path}>")[0]
        assert written < kept < closed


def test_a_file_system_that_is_not_known_to_tell_what_goes_wrong_is_not_synced_as_one() -> None:
    assert open_file_system(Path("/proc")) is None


def test_a_system_that_does_not_tell_what_goes_wrong_syncs_each_file(tmp_path: Path) -> None:
    """Linux itself says that it is an old one, to whoever asks it to."""
    asked = (
        "from pathlib import Path; from dossierpress.publish.file_system import open_file_system;"
        f"print(open_file_system(Path({str(tmp_path)!r})))"
    )
    said = [
        subprocess.run(
            [*as_if, sys.executable, "-c", asked], capture_output=True, text=True, check=True
        ).stdout
        for as_if in ([], ["setarch", "--uname-2.6"])
    ]

    assert ["None\n"] == said[1:]
    assert said[0] != said[1]
