"""What is known of a theme is found out once, told every time, and believed only where it fits."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from msgspec.structs import replace

from building import SMALL, lay, must_publish, publish
from dossierpress.engine.store import Store
from dossierpress.source.project import Project
from dossierpress.templating.facts import theme_facts, theme_key
from sample_site import THEME

SCRIPT = "js/own.js"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small dossier that nobody has built."""
    return lay(tmp_path / "site", SMALL)


@pytest.mark.slow
def test_a_build_with_nothing_to_do_loads_nothing_that_it_does_not_use(project: Project) -> None:
    # Without the engine nothing can be parsed, checked or compiled; no word is wrong, nobody looks.
    script = """
        import sys
        from dossierpress.cli.run import run
        code = run(["build", "--site", sys.argv[1], "--quiet"])
        from dossierpress.schema.article import ArticleMatter
        built = {"model"} if ArticleMatter.__pydantic_complete__ else set()
        asked = {"jinja2", "markdown_it", "rapidfuzz", "rich.progress"}
        print(code, *sorted(asked & set(sys.modules) | built))
    """
    said = []
    for _ in range(2):
        (project.root / "site.yml").touch()  # else the second build would only look
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script), str(project.root)],
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(done.stdout.split())

    assert {"jinja2", "markdown_it", "model"} <= set(said[0])
    assert ["0"] == said[1]


def test_what_is_wrong_with_a_theme_is_told_by_every_build(project: Project) -> None:
    lay(project.root, {"templates/partials/foot.html": "{{ view.non }}<p style='x'>\n"})
    first = publish(project)

    assert {"tpl-unknown-name", "tpl-inline-code"} == {one.code for one in first.diagnostics}
    assert first.diagnostics == publish(project).diagnostics

    (project.root / "templates/partials/foot.html").unlink()
    assert () == must_publish(project).diagnostics


@pytest.mark.parametrize(
    "other",
    [
        replace(THEME, templates=(*THEME.templates, ("z.html", ""))),
        replace(THEME, templates=THEME.templates[1:]),
        replace(THEME, paths=(("z.html", "templates/z.html"), *THEME.paths)),
        replace(THEME, statics=(*THEME.statics, (SCRIPT, b"a()"))),
        replace(THEME, statics=(*THEME.statics, ("css/own.css", b"a {}"))),
    ],
)
def test_whatever_is_checked_is_in_the_key(other: object) -> None:
    assert theme_key(THEME) != theme_key(other)  # type: ignore[arg-type]


def test_what_is_not_checked_is_not_in_the_key() -> None:
    other = replace(THEME, statics=(*THEME.statics, ("css/print/own.css", b"a {}")))

    assert theme_key(THEME) == theme_key(other)


@pytest.mark.parametrize("row", [b"", b"{}", b"[1]", b"\xff", b'{"closures": 1}'])
def test_a_row_of_another_form_is_not_believed(row: bytes) -> None:
    with Store() as store:
        expected = theme_facts(THEME, store)
        store.keep("themes", {theme_key(THEME): row})

        assert expected == theme_facts(THEME, store)


def test_of_a_theme_that_is_gone_nothing_is_kept() -> None:
    other = replace(
        THEME,
        templates=(*THEME.templates, ("z.html", "")),
        paths=(*THEME.paths, ("z.html", "templates/z.html")),
    )
    with Store() as store:
        theme_facts(THEME, store)
        theme_facts(other, store)

        assert [theme_key(other)] == list(store.find("themes", map(theme_key, (THEME, other))))
