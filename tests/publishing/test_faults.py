"""Whatever fails or ends in the middle of a publication: an edition is there, and it is whole."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import Project, project_at
from publishing.editions import NEW, OLD, attempt, check_tidy, found, publish
from publishing.faults import CALLS, ERRORS, MOST, Ending, Fault, suffer


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier that has an edition, one before, and a spare of another one."""
    root = tmp_path / "site"
    root.mkdir()
    project = project_at(root)
    for files in (NEW, OLD, NEW):
        publish(project, files)
    return project


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("error", [*ERRORS, "KILL"])
def test_a_fault_at_any_call_leaves_an_edition_whole(
    project: Project, kind: str, error: str, tmp_path: Path
) -> None:
    tried = sum(suffer_each(project, call, error, tmp_path / "trace") for call in CALLS[kind])

    assert tried > 0
    print(f"{tried} faults")  # noqa: T201 (for the record of a sweep)


@pytest.mark.parametrize("kind", ["open", "write", "sync"])
@pytest.mark.parametrize("error", ["EIO", "KILL"])
def test_a_fault_where_each_file_is_synced_leaves_an_edition_whole(
    project: Project, kind: str, error: str, tmp_path: Path
) -> None:
    tried = sum(
        suffer_each(project, call, error, tmp_path / "trace", missing=["syncfs"])
        for call in CALLS[kind]
        if call != "syncfs"
    )

    assert tried > 0


def suffer_each(
    project: Project, call: str, error: str, trace: Path, *, missing: Sequence[str] = ()
) -> int:
    """Let every single call of a publication fail in turn; how many there are."""
    for number in range(1, MOST):
        # What the edition before did not have has to be linked; the rest is in the spare.
        linked = {"articles/linked.html": f"{call} {number}".encode()}
        old, new = {**OLD, **linked}, {**NEW, **linked}
        publish(project, old)
        assert folders_of_editions(project).spare.is_dir()
        fault = Fault(call, error, number)
        ending = suffer(fault, partial(attempt, project, new), trace, missing=missing)
        if not ending.fired:
            return number - 1
        check_ending(project, ending, old, new)

        # The next build mends everything, and goes on as if nothing had been.
        further = {**new, "next.html": b"next"}
        written, problems = publish(project, further)
        assert () == problems
        assert written is not None
        assert further == found(project.output)
        check_tidy(project)
    raise AssertionError(f"more than {MOST} calls of {call}")


def check_ending(
    project: Project, ending: Ending, old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> None:
    """Old or new, whole; and if nothing was published, why."""
    said = ending.said
    if ending.killed:
        assert found(project.output) in (old, new)
    elif said == "published":
        assert new == found(project.output)
    else:
        assert old == found(project.output)
        assert said.startswith(("out-write-failed ", "out-unfit-folder ", "out-foreign-file ")), (
            said
        )
        assert "output" in said
