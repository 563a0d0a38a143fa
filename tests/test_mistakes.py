"""Mistakes that people make: each is found at the right place, with the way out.

`mistakes/mistakes.yml` holds them, one at a time, against the sound dossier in `mistakes/site/`.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.source import project

HERE = Path(__file__).parent / "mistakes"
# Text by text, as authors wrote it: a loader that guesses types stumbles over these very mistakes.
MISTAKES: list[dict[str, str]] = yaml.load((HERE / "mistakes.yml").read_text(), yaml.CBaseLoader)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def report_of(site: Path, *, rendered: bool) -> BuildResult:
    here = project.project_at(site)
    with Store() as store:
        return (build_dossier if rendered else check_dossier)(here, store=store, as_of=NOW)


def make(mistake: dict[str, str], site: Path) -> str:
    """Lay the sound dossier down and make the mistake; give the file that the message is about."""
    shutil.copytree(HERE / "site", site)
    if "add" in mistake:
        added = site / mistake["add"]
        added.parent.mkdir(parents=True, exist_ok=True)
        added.write_text(mistake["text"])
        return mistake.get("where", mistake["add"])
    changed = site / mistake["in"]
    data = changed.read_bytes()
    find = mistake["find"].encode()
    assert data.count(find) == 1
    put = bytes.fromhex(mistake["bytes"]) if "bytes" in mistake else mistake["put"].encode()
    changed.write_bytes(data.replace(find, put))
    return mistake.get("where", mistake["in"])


def expected_line(mistake: dict[str, str], text: str) -> int | None:
    if "line" in mistake:
        return int(mistake["line"])
    if "at" in mistake:
        assert text.count(mistake["at"]) == 1
        return text[: text.index(mistake["at"])].count("\n") + 1
    return None


def under_caret(diagnostic: Diagnostic, text: str) -> str | None:
    if diagnostic.span is None:
        return None
    line = text.split("\n")[diagnostic.span.line - 1]
    start = diagnostic.span.column - 1
    return line[start : start + diagnostic.span.length]


def test_the_sound_dossier_has_no_mistake(tmp_path: Path) -> None:
    shutil.copytree(HERE / "site", tmp_path / "site")

    assert report_of(tmp_path / "site", rendered=True).diagnostics == ()


def test_there_are_more_than_a_hundred() -> None:
    assert len({mistake["name"] for mistake in MISTAKES}) == len(MISTAKES) >= 130


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_mistake(mistake: dict[str, str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    where = make(mistake, site)
    text = (site / where).read_bytes().decode(errors="replace")

    found = report_of(site, rendered="build" in mistake).diagnostics

    told = [one for one in found if one.path == where]
    assert told, [str(one) for one in found]
    first = told[0]
    line = expected_line(mistake, text)
    assert (first.span.line if first.span else None) == line or line is None
    if "caret" in mistake:
        assert under_caret(first, text) == mistake["caret"]
    if "hint" in mistake:
        assert mistake["hint"] in (first.hint or "")
    if "note" in mistake:
        assert any(note.path == mistake["note"] for note in first.notes)


def test_all_mistakes_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    """Thirty at once, in files that have at least one each: every one is found."""
    site = tmp_path / "site"
    shutil.copytree(HERE / "site", site)
    made: list[tuple[str, str]] = []
    for mistake in MISTAKES:
        if not {"put", "at", "caret"} <= mistake.keys() or mistake["in"] == "site.yml":
            continue
        if "alone" in mistake:
            continue
        path = site / mistake["in"]
        text = path.read_text()
        if text.count(mistake["find"]) == 1 and "where" not in mistake:
            path.write_text(text.replace(mistake["find"], mistake["put"]))
            made.append((mistake["in"], mistake["caret"]))

    found = report_of(site, rendered=False).diagnostics

    told = {
        (one.path, under_caret(one, (site / one.path).read_text()))
        for one in found
        if (site / one.path).is_file()
    }
    assert len(made) >= 25
    assert set(made) - told == set()
