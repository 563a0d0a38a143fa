"""docs/extending.md does what it says: each change is made on a copy of the code, and built."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from harness import ROOT

BLOCK = re.compile(
    r"<!-- (change|new|file|shows|says)(?:: (\S+))? -->\n+```\w*\n(.*?)\n```\n", re.DOTALL
)
TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FIRST, *REST = re.split(r"^## (.+)\n", TEXT, flags=re.MULTILINE)
SECTIONS = dict(zip(REST[::2], REST[1::2], strict=True))


class Block(NamedTuple):
    """A marked block: what is done with it, with which file, and its text."""

    what: str
    path: str
    text: str


def blocks(text: str) -> list[Block]:
    return [Block(*found) for found in BLOCK.findall(text)]


def changed(text: str, diff: str) -> str:
    """A text with a change made at the one place that has the lines before it."""
    lines = diff.split("\n")
    before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    assert text.count(f"{before}\n") == 1, f"not once in the file:\n{before}"
    return text.replace(f"{before}\n", f"{after}\n")


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def make_changes(given: list[Block], *, copy: Path, site: Path, folders: tuple[str, ...]) -> None:
    """What the blocks tell to do, with a copy of these folders of the repository and a dossier."""
    for folder in folders:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    for what, path, text in given:
        file = (site if what == "file" else copy) / path
        if what in ("file", "new"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{text}\n", encoding="utf-8")
        elif what == "change":
            old = file.read_text(encoding="utf-8")
            file.write_text(changed(old, text), encoding="utf-8")


def run(copy: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Python with the changed copy of the program."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "generator")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("title", SECTIONS)
def test_each_change_gives_what_it_promises(title: str, tmp_path: Path) -> None:
    copy, site = tmp_path / "copy", tmp_path / "site"
    given = [*blocks(FIRST), *blocks(SECTIONS[title])]
    make_changes(given, copy=copy, site=site, folders=("generator", "templates"))
    done = run(copy, "-m", "dossierpress", "build", "--site", site, "--verify")

    assert done.returncode == 0, done.stderr
    promised = [one for one in given if one.what in ("shows", "says")]
    assert promised
    for what, path, text in promised:
        told = done.stderr if what == "says" else (site / path).read_text(encoding="utf-8")
        assert in_one_line(text) in in_one_line(told)


def test_a_new_kind_of_page_changes_the_list_of_one_mini_site(tmp_path: Path) -> None:
    """`every-path` has an author, so its list has the page of authors; others have one too."""
    copy = tmp_path / "copy"
    make_changes(
        blocks(SECTIONS["A kind of page"]),
        copy=copy,
        site=tmp_path / "site",
        folders=("generator", "templates", "tests", "tools"),
    )
    shutil.copy(ROOT / "pyproject.toml", copy)
    done = run(copy, "-m", "pytest", "-p", "no:cacheprovider", "-q", "tests/test_sites.py")

    assert re.findall(r"^FAILED (\S+)", done.stdout, re.MULTILINE) == [
        "tests/test_sites.py::test_site[every-path]"
    ], done.stdout + done.stderr
    assert "authors.html" in done.stdout


def test_every_block_is_marked() -> None:
    assert len(BLOCK.findall(TEXT)) == TEXT.count("\n```") / 2
    assert len(SECTIONS) == 5
