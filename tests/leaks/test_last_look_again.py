"""The last look goes through new bytes alone, and what it found once it finds again."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from building import AS_OF, lay
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.engine.forked import forked
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.pipeline import leak_check
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.leak_check import OnDisk
from dossierpress.pipeline.up_to_date import forget_builds
from dossierpress.source.project import Project
from dossierpress.visibility.leak_check.scan import Scanner
from dossierpress.visibility.leak_check.secret import Secret

SECRET = Secret(
    text="zorblat quimby",
    key=Key(type="entity", id="zq"),
    path="content/entities/p.yml",
    field="name/0",
    why="private",
    name="Zorblat Quimby",
    person=True,
)
ONE = "---\ntitle: One\n---\nThe quay is closed.\n"
FILES = {
    "site.yml": "title: T\n",
    "content/entities/p.yml": "- {id: zq, kind: person, name: Zorblat Quimby, private: true}\n",
    "content/articles/one.md": ONE,
    "content/articles/two.md": "---\ntitle: Two\n---\nNobody spoke: [list](../media/a.csv).\n",
    "content/media/a.csv": "name,hour\nAda Brook,9\n",
}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Paths that the real look goes through meanwhile."""
    seen: list[str] = []

    at = Scanner.at

    def counting(scanner: Scanner, path: str, data: bytes, *, likely: bool) -> Iterator[Diagnostic]:
        seen.append(path)
        return at(scanner, path, data, likely=likely)

    with monkeypatch.context() as patched:
        patched.setattr(Scanner, "at", counting)
        yield seen


def looked(
    project: Project, store: Store, monkeypatch: pytest.MonkeyPatch, **changed: str
) -> tuple[set[str], list[tuple[str, str]]]:
    """Files that a build looks through, and its messages; `changed` are articles."""
    for name, text in changed.items():
        (project.root / f"content/articles/{name}.md").write_text(text, encoding="utf-8")
    forget_builds(store)  # every build goes the whole way
    with counted(monkeypatch) as seen:
        report = build_dossier(project, store=store, as_of=AS_OF)
    return set(seen), [(one.code, one.path) for one in report.diagnostics]


def test_only_what_is_new_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay(tmp_path / "site", FILES)
    with Store() as store:
        first, problems = looked(project, store, monkeypatch)
        nothing, _ = looked(project, store, monkeypatch)
        edited, _ = looked(
            project, store, monkeypatch, one=ONE.replace("is closed", "is open again")
        )

    assert problems == []
    assert {"articles/one.html", "articles/two.html", "media/a.csv"} <= first
    assert nothing == set()
    # The page, and the same page of the edition before, which is kept; so too its text for the
    # search, and the words of all texts, which fit into one file here.
    assert edited == {"articles/one.html", "search/texts/0-603.js", "search/words/0-0.js"}


def test_whoever_is_withheld_since_is_looked_for_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay(tmp_path / "site", FILES)
    with Store() as store:
        first, _ = looked(project, store, monkeypatch)
        (project.root / "content/entities/q.yml").write_text(
            "- {id: ab, kind: person, name: Ada Brook, private: true}\n"
        )
        _, problems = looked(project, store, monkeypatch)
        _, again = looked(project, store, monkeypatch)

    assert "media/a.csv" in first
    assert ("out-leak", "media/a.csv") in problems
    assert problems == again


def test_the_same_bytes_under_another_path_are_looked_through() -> None:
    with Store() as store:
        for path, expected in (("a.txt", []), ("zorblat-quimby.txt", ["out-leak"])):
            found = leak_check.check_for_leaks([SECRET], [(path, b"x")], kind="files", store=store)
            assert [one.code for one in found] == expected


def test_processes_find_together_what_one_finds(tmp_path: Path) -> None:
    files: list[tuple[str, bytes | OnDisk]] = [
        (f"{number}.txt", f"Number {number}, seen by nobody.".encode()) for number in range(80)
    ]
    for number in (3, 41, 79):
        files[number] = (f"{number}.txt", b"Zorblat Quimby was there.")
    waiting = tmp_path / "44"
    waiting.write_bytes(b"So was Z. Quimby; Zorblat Quimby, that is.")
    files[44] = ("44.txt", OnDisk(digest="44" * 32, read=waiting.read_bytes))

    with Store() as store, PoolWhenItPays(2, pays_from=2) as executor:
        together = leak_check.check_for_leaks(
            [SECRET], files, kind="pages", store=store, run=partial(forked, executor=executor)
        )
    with Store() as store:
        alone = leak_check.check_for_leaks([SECRET], files, kind="pages", store=store)

    assert together == alone
    assert [one.path for one in together] == ["3.txt", "41.txt", "44.txt", "79.txt"]
