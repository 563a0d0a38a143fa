"""A log, which more people may read than the content, does not tell what is withheld."""

from pathlib import Path

import pytest

from building import lay
from dossierpress.project import Project
from harness import run_dossier
from leaks.canaries import Canaries, dossier_with_canaries


@pytest.fixture
def birds() -> Canaries:
    """Every withheld file, and one that is published, has a mistake in a line that is quoted."""
    birds = dossier_with_canaries()
    for path, data in birds.files.items():
        if isinstance(data, str) and "public" not in path and path.endswith(".md"):
            birds.files[path] = f"{data}\n{birds.word()} [here](javascript:{birds.word()}).\n"
    return birds


@pytest.fixture
def project(birds: Canaries, tmp_path: Path) -> Project:
    """The same on disk."""
    return lay(tmp_path / "site", birds.files)


def log_of(*arguments: str | Path) -> tuple[int, str]:
    done = run_dossier(*arguments)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["build", "check", "diff"])
@pytest.mark.parametrize("form", ["text", "github"])
def test_mistakes_in_what_is_withheld_are_counted_and_not_quoted(
    birds: Canaries, project: Project, command: str, form: str
) -> None:
    code, log = log_of(command, "--site", project.root, "--format", form)

    assert 1 == code
    published = str(birds.files["content/pages/about.md"])
    assert [] == [word for word in birds.words if word in log and word not in published]
    assert "problems are in what is withheld, and not shown in a log" in log
    # A mistake of a published page is shown as ever.
    assert "content/pages/about.md" in log


def test_the_author_can_ask_for_all(birds: Canaries, project: Project) -> None:
    code, log = log_of("check", "--site", project.root, "--show-withheld")

    assert 1 == code
    assert [] != [word for word in birds.words if word in log]
    assert "not shown in a log" not in log


def test_a_draft_that_cannot_be_read_is_not_quoted_either(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/open.md": "---\ntitle: [Open\n---\nText.\n",
            "content/articles/shut.md": "---\nstatus: draft\ntitle: [Zqzqzqzqzq\n---\nText.\n",
        },
    )

    _, log = log_of("check", "--site", project.root)

    assert "content/articles/open.md" in log
    assert "qzqz" not in log.lower()
    assert "shut.md" not in log


def test_a_hint_does_not_name_what_is_withheld(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/open.md": "---\ntitle: Open\n---\nSee [[the-informant-lis]].\n",
            "content/articles/the-informant-list.md": "---\ntitle: X\nstatus: draft\n---\nText.\n",
        },
    )

    code, log = log_of("check", "--site", project.root)

    assert 1 == code
    assert "the-informant-list" not in log
