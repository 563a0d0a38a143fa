"""Whole mini-sites, one for each behaviour: `sites/<behaviour>/`.

Beside site.yml, content/ and templates/ stand
    expected.txt   the diagnostics, as a terminal shows them
    paths.txt      the paths that the behaviour is about: `articles/a.html` is published, and
                   `no articles/b.html` is not; empty if nothing may be published at all
    expected/      a few files of the output, of pages only what is in <main> (but for redirects,
                   and `minimal`); an empty file of its name chooses another one
    nowhere.txt    words, one to a line, that no path and no file of the output may hold
`every-path` has all-paths.txt instead of paths.txt: every path of its output but the theme's own
files. It has whatever can be published, and whatever may not, so that a new kind of page changes
this one list.
`python tests/test_sites.py --update [BEHAVIOUR...]` rewrites what is expected, but for paths.txt,
which is written by hand; see the git diff.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import print_text
from dossierpress.kernel.page_styles import PAGE_STYLE
from dossierpress.pipeline.build import build_dossier
from dossierpress.source.discovery import read_templates
from dossierpress.source.project import project_at

SITES = Path(__file__).parent / "sites"
AS_OF = datetime(2024, 6, 1, 12, tzinfo=UTC)
BEHAVIOURS = sorted(path.name for path in SITES.iterdir() if path.is_dir())
EVERY_PATH = "every-path"
"""The site that lists every path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a mini-site."""

    diagnostics: str
    files: Mapping[str, bytes]
    """Path below output/ -> data, the manifest apart."""

    @property
    def paths(self) -> str:
        """What all-paths.txt says: the theme's own files are not of interest."""
        shipped, _ = read_templates(Path("no such folder"))
        theme = {f"static/{path}" for path in (*dict(shipped.statics), PAGE_STYLE)}
        return "".join(f"{path}\n" for path in self.files if path not in theme)


def outcome(behaviour: str, folder: Path) -> Outcome:
    """Build a copy of a mini-site in an empty folder."""
    site = folder / "site"
    shutil.copytree(SITES / behaviour, site)
    project = project_at(site)
    with Store() as store:
        report = build_dossier(project, store=store, as_of=AS_OF)

    def lines(path: str) -> list[str] | None:
        file = site / path
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
        return None if text is None else text.removeprefix("\ufeff").splitlines()

    files = {
        path.relative_to(project.output).as_posix(): path.read_bytes()
        for path in sorted(project.output.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
    assert report.published == bool(files)
    return Outcome(
        diagnostics=print_text(report.diagnostics, lines=lines, severity=report.severity),
        files=files,
    )


def compared(behaviour: str, data: bytes) -> bytes:
    """What is compared of a file: the frame of all pages is the same, and is looked at once."""
    data = re.sub(rb"\?v=[0-9a-f]+", b"", data)  # the version of a style or script
    # The digest of a page is of all that it is made of, the stylesheet too; `citing/` looks at it.
    data = re.sub(rb"(<code dir=\"ltr\">|data-edition=\"[^\"]*?)[0-9a-f]{12}\b", rb"\1digest", data)
    start, end = data.find(b"<main"), data.find(b"</main>")
    if behaviour == "minimal" or min(start, end) < 0 or b'http-equiv="refresh"' in data:
        return data
    return data[start:end] + b"</main>\n"


def chosen(behaviour: str) -> list[str]:
    """The files of the output that are compared."""
    top = SITES / behaviour / "expected"
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())


def named(behaviour: str) -> tuple[set[str], set[str]]:
    """The paths that have to be published, and those that may not be."""
    lines = (SITES / behaviour / "paths.txt").read_text(encoding="utf-8").splitlines()
    absent = {line.removeprefix("no ") for line in lines if line.startswith("no ")}
    return {line for line in lines if not line.startswith("no ")}, absent


def check_paths(behaviour: str, result: Outcome) -> None:
    if behaviour == EVERY_PATH:
        listed = (SITES / behaviour / "all-paths.txt").read_text(encoding="utf-8")
        assert listed == result.paths
        return
    present, absent = named(behaviour)
    assert present - result.files.keys() == set()
    assert absent & result.files.keys() == set()
    assert present or not result.files, "paths.txt is empty, so nothing may be published"


@pytest.fixture(scope="module")
def outcome_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Outcome]:
    """What came of a mini-site, each of which is built once."""
    return cache(lambda behaviour: outcome(behaviour, tmp_path_factory.mktemp("mini-site")))


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_site(behaviour: str, outcome_of: Callable[[str], Outcome]) -> None:
    result = outcome_of(behaviour)

    expected = SITES / behaviour
    assert (expected / "expected.txt").read_text(encoding="utf-8") == result.diagnostics
    check_paths(behaviour, result)
    for path in chosen(behaviour):
        as_expected = (expected / "expected" / path).read_bytes()
        as_is = compared(behaviour, result.files[path])
        assert as_expected.decode(errors="replace") == as_is.decode(errors="replace"), path
        assert as_expected == as_is, path


@pytest.mark.parametrize("behaviour", [one for one in BEHAVIOURS if one != "template-override"])
def test_every_page_describes_itself_once(
    behaviour: str, outcome_of: Callable[[str], Outcome]
) -> None:
    for path, data in outcome_of(behaviour).files.items():
        if path.endswith(".html") and not path.startswith("media/"):
            said = re.findall(rb'<meta name="description" content="([^"]*)">', data)
            assert len(said) == 1, path
            assert said[0].strip(), path


@pytest.mark.parametrize(
    "behaviour", [path.parent.name for path in sorted(SITES.glob("*/nowhere.txt"))]
)
def test_what_must_not_leave_is_nowhere(
    behaviour: str, outcome_of: Callable[[str], Outcome]
) -> None:
    result = outcome_of(behaviour)

    words = (SITES / behaviour / "nowhere.txt").read_text(encoding="utf-8").splitlines()
    assert words
    for path, data in result.files.items():
        for word in words:
            assert word.encode().lower() not in path.encode().lower() + b"\0" + data.lower(), path


def update(behaviours: list[str]) -> None:
    """Rewrite what is expected by what is."""
    for behaviour in behaviours or BEHAVIOURS:
        with tempfile.TemporaryDirectory() as folder:
            result = outcome(behaviour, Path(folder))
        expected = SITES / behaviour
        (expected / "expected.txt").write_text(result.diagnostics, encoding="utf-8", newline="\n")
        if behaviour == EVERY_PATH:
            (expected / "all-paths.txt").write_text(result.paths, encoding="utf-8", newline="\n")
        for path in chosen(behaviour):
            (expected / "expected" / path).write_bytes(compared(behaviour, result.files[path]))


if __name__ == "__main__":
    if sys.argv[1:2] != ["--update"]:
        sys.exit(__doc__)
    update(sys.argv[2:])
