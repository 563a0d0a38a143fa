"""Compiled templates are kept, and run, only where nobody but this user can have put them."""

import marshal
import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from building import SMALL, lay, must_publish, publish, tree
from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.store import FILE, Store, _checksum
from dossierpress.pages.views.exports import RobotsView
from dossierpress.source.project import Project, project_at
from dossierpress.templating.facts import template_keys
from dossierpress.templating.rendering import Renderer, renderer
from sample_site import THEME

KEYS = frozenset(template_keys(THEME).values())
EVIL = "import pathlib; pathlib.Path({!r}).touch(); root = blocks = name = debug_info = None"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small dossier that nobody has built."""
    return lay(tmp_path / "site", SMALL)


def rows(project: Project) -> dict[str, bytes]:
    """The code that is kept, by key."""
    assert project.cache is not None
    with Store(project.cache) as store:
        return store.find("themes", KEYS)


def edit(project: Project, text: str = "More of it.") -> None:
    page = project.root / "content/pages/about.md"
    page.write_text(f"{page.read_text()}\n{text}\n")


def poison(project: Project, data: bytes, *, fitting: bool = True) -> None:
    """Every template is kept as other code, whose checksums fit."""
    assert project.cache is not None
    with closing(sqlite3.connect(project.cache / FILE)) as connection, connection:
        for key in KEYS:
            checksum = _checksum("themes", key, data) if fitting else b"another one"
            connection.execute(
                "INSERT OR REPLACE INTO themes VALUES (?, ?, ?)", (key, data, checksum)
            )


def afresh(project: Project) -> dict[str, bytes]:
    """Publish as another process would, which has compiled nothing."""
    renderer.cache_clear()
    must_publish(project)
    return tree(project.output)


def evil(mark: Path) -> bytes:
    """Code that leaves a mark when it is run."""
    return marshal.dumps(compile(EVIL.format(str(mark)), "evil", "exec"))


def test_what_was_compiled_is_not_compiled_again(project: Project) -> None:
    afresh(project)
    kept = rows(project)
    assert len(kept) > 10
    edit(project)
    afresh(project)

    theme = Renderer(THEME)
    names = {key: name for name, key in template_keys(THEME).items()}
    theme.learn({names[key]: data for key, data in kept.items()})
    theme.render("exports/robots.txt", RobotsView(sitemap=None))
    assert {} == theme.compiled()
    assert kept == rows(project)


def test_code_is_kept_only_where_the_system_keeps_the_users_caches(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from dossierpress.source.project import project_at as at
        print(at(Path(sys.argv[1])).keeps_code)
        print(at(Path(sys.argv[1]), cache=Path(sys.argv[2])).keeps_code)
    """

    def said(**variables: str) -> list[str]:
        return subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script), tmp_path / "a", tmp_path / "b"],
            env={key: value for key, value in os.environ.items() if key != "DOSSIER_CACHE"}
            | variables,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()

    assert ["True", "False"] == said()
    assert ["False", "False"] == said(DOSSIER_CACHE=str(tmp_path / "c"))


def test_code_in_a_folder_that_was_named_is_neither_kept_nor_run(
    project: Project, tmp_path: Path
) -> None:
    named = project_at(project.root, cache=tmp_path / "caches")
    expected = afresh(named)
    assert {} == rows(named)
    mark = tmp_path / "mark"
    poison(named, evil(mark))
    edit(project)

    after = afresh(named)

    assert not mark.exists()
    assert {
        "pages/about.html",
        "search/texts/0-3961.js",
        "search/words/0-0.js",
        "manifest.json",
    } == {path for path in after if after[path] != expected[path]}
    # It would have run where such code is believed.
    edit(project, "And more.")
    afresh(replace(named, keeps_code=True))
    assert mark.exists()


@pytest.mark.parametrize(
    "data", [b"", b"code", marshal.dumps(5), marshal.dumps("root"), marshal.dumps(None)[:-1]]
)
def test_what_is_no_code_costs_time_only(project: Project, data: bytes) -> None:
    expected = afresh(project)
    poison(project, data)
    (project.output / "index.html").unlink()

    assert expected == afresh(project)


def test_code_that_was_changed_is_not_run(project: Project, tmp_path: Path) -> None:
    expected = afresh(project)
    poison(project, evil(tmp_path / "mark"), fitting=False)
    (project.output / "index.html").unlink()

    assert expected == afresh(project)
    assert not (tmp_path / "mark").exists()


def test_verifying_runs_no_code_of_the_cache(project: Project) -> None:
    """Code made of another text, whose checksum fits, makes a page; what it made is found out."""
    afresh(project)
    name = "partials/foot.html"
    texts = {**dict(THEME.templates), name: "<footer>Not ours.</footer>\n"}
    other = Renderer(replace(THEME, templates=tuple(sorted(texts.items()))))
    assert project.cache is not None
    with Store(project.cache) as store:
        other._inlined("").get_template(name)
        store.keep("themes", {template_keys(THEME)[name]: other.compiled()[name]})
    edit(project)
    assert b"Not ours." in afresh(project)["pages/about.html"]
    renderer.cache_clear()

    report = publish(project, verify=True)

    assert {"out-verify-mismatch"} == {one.code for one in report.diagnostics}
    edit(project, "And more.")
    renderer.cache_clear()
    assert () == publish(project, verify=True).diagnostics


def test_another_python_or_text_or_place_has_other_keys() -> None:
    assert code_digest()
    others = [
        replace(THEME, templates=tuple((name, f"{text} ") for name, text in THEME.templates)),
        replace(THEME, paths=tuple((name, f"x{path}") for name, path in THEME.paths)),
    ]

    assert all(KEYS.isdisjoint(template_keys(other).values()) for other in others)
    assert len(KEYS) == len(template_keys(THEME))
    # Only a template with words has a code for each language.
    assert len(template_keys(replace(THEME, catalogues=()))) == len(THEME.templates)
