"""The README: its commands run, its tour prints what it says, its article is the real one."""

import doctest
import itertools
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

RUN = re.compile(r"<!-- run -->\n+```console\n(.*?)\n```\n", re.DOTALL)


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def run(command: str, folder: Path) -> str:
    """Runs a line of the tour in bash; gives all that it printed."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def split(step: str) -> tuple[str, str]:
    """A command, with the lines that continue it (`> `), and what it prints."""
    first, *lines = step.splitlines()
    more = list(itertools.takewhile(lambda line: line.startswith("> "), lines))
    command = "\n".join([first, *(line.removeprefix("> ") for line in more)])
    return command, "\n".join(lines[len(more) :])


def test_the_tour_works_as_it_says(readme: str, tmp_path: Path) -> None:
    """Every `$ command` of a marked block prints what stands under it; `...` is anything."""
    checker = doctest.OutputChecker()
    blocks = RUN.findall(readme)
    folder = tmp_path
    for block in blocks:
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, expected = split(step)
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ").strip()
                continue
            printed = run(command, folder)
            assert checker.check_output(
                expected.strip() + "\n", printed.strip() + "\n", doctest.ELLIPSIS
            ), f"$ {command}\n{printed}"

    assert len(blocks) >= 3


def test_the_first_screen_of_the_readme_is_the_two_commands(readme: str, repository: Path) -> None:
    """And they are targets of the Makefile."""
    first = readme.partition("\n## ")[0]
    block = re.search(r"```sh\n(.*?)```", first, re.DOTALL)
    assert block is not None
    commands_shown = [line.partition("#")[0].strip() for line in block[1].splitlines()]
    targets = re.findall(r"^([a-z]+):", (repository / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert commands_shown == ["make build", "make test"]
    assert {"build", "test"} <= set(targets)
    assert "docs/images/" in first


def test_the_tool_installs_from_a_clone_as_it_says(
    readme: str, repository: Path, tmp_path: Path
) -> None:
    """Each command of the marked block makes the tool run, in a clone, with nothing but it."""
    block = re.search(r"<!-- install -->\n+```sh\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    install, run_at_once = block[1].splitlines()
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", repository, clone], check=True)
    venv.create(tmp_path / "venv", symlinks=True, with_pip=True)
    own = {
        "VIRTUAL_ENV": str(tmp_path / "venv"),
        "PATH": f"{tmp_path / 'venv' / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
    }

    for command in (f"{install} && dossier init installed", run_at_once):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=clone,
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    assert (tmp_path / "venv" / "bin" / "dossier").is_file()
    for made in ("installed", "my-dossier"):
        assert (clone / made / "site.yml").is_file()


def test_no_page_sends_anybody_to_an_index(repository: Path) -> None:
    """Whoever registers the name there first would get the machines of all who follow it."""
    pages = [*repository.glob("*.md"), *repository.glob("docs/*.md"), *repository.glob("*.toml")]
    sources = [
        path
        for folder in ("generator", "tools", "templates", "content")
        for path in (repository / folder).rglob("*")
        if path.is_file() and path.suffix in (".py", ".md", ".yml", ".html", ".json")
    ]
    sends = re.compile(
        r"(pip3?|pipx|uv|uv pip|uv tool|poetry|pdm)\s+(install|add|run)\s+(-\S+\s+)*dossierpress\b"
        r"|uvx\s+(--from\s+)?dossierpress\b"
    )

    assert [
        str(path.relative_to(repository))
        for path in (*pages, *sources)
        if sends.search(path.read_text(encoding="utf-8"))
    ] == []


def test_readme_shows_an_article_as_it_is_in_the_repository(readme: str, repository: Path) -> None:
    """The source that stands beside its page is cut from the real file."""
    shown = re.search(r"<!-- from: (\S+) -->\n+```markdown\n(.*?)\n```", readme, re.DOTALL)
    assert shown is not None
    source = (repository / shown[1]).read_text("utf-8")
    parts = [" ".join(part.split()) for part in shown[2].split("…\n")]

    assert [part for part in parts if part not in " ".join(source.split())] == []
