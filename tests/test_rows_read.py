"""A build reads the rows of the cache that it needs, and makes one again that is not right."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from building import AS_OF, SMALL, STILL, build_cleanly, lay, must_publish, publish, tree
from dossierpress.engine.store import Store, StoreTable
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.diff import diff_dossier
from dossierpress.source import discovery
from dossierpress.source.project import Project
from stored import forget_what_was_read, make_each_text_a_row

ROOT = Path(__file__).parents[1]
ROWS: tuple[StoreTable, ...] = ("parsed", "texts", "woven")
"""The tables that have a row for each file or text."""


@pytest.fixture(autouse=True)
def _rows_of_all_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the short texts of these dossiers, too."""
    make_each_text_a_row(monkeypatch)


def laid(folder: Path, number: int) -> Project:
    """A dossier with so many articles more, which name the same company.

    They cite nothing: the rows of all that cite a source are read when one of them is edited. Ten
    more name Lena Marek: as long as there are few, every page that leads to her says how many.
    """
    text = "---\ntitle: A text\ndate: 1931\n---\n\nOf Acme Yards.\n"
    files = {f"content/articles/a{n}.md": text for n in range(number)}
    of_her = text.replace("Of Acme Yards", "Of Lena Marek")
    files |= {f"content/articles/b{n}.md": of_her for n in range(10)}
    files["content/articles/quiet.md"] = "---\ntitle: Quiet\ndate: 1932\n---\n\nOf nobody.\n"
    return lay(folder, {**SMALL, **files})


def rows_read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many rows of each table are asked for from now on."""
    counted: Counter[str] = Counter()
    find = Store.find

    def counting(store: Store, table: StoreTable, keys: Iterable[str]) -> dict[str, bytes]:
        wanted = tuple(keys)
        counted[table] += len(wanted)
        return find(store, table, wanted)

    monkeypatch.setattr(Store, "find", counting)
    return counted


def diffed(project: Project) -> BuildResult:
    with Store(project.cache) as store:
        return diff_dossier(project, store=store, as_of=AS_OF)


def body(project: Project) -> None:
    with (project.root / "content/pages/about.md").open("a") as file:
        file.write("\nMore of us.\n")


def title(project: Project) -> None:
    file = project.root / "content/articles/quiet.md"
    file.write_text(file.read_text().replace("Quiet", "Very quiet"))


def mention(project: Project) -> None:
    with (project.root / "content/articles/quiet.md").open("a") as file:
        file.write("\nLena Marek came.\n")


def rename(project: Project) -> None:
    file = project.root / "content/entities/companies.yml"
    file.write_text(file.read_text().replace("name: Acme Yards", "name: Acme Docks"))


def template(project: Project) -> None:
    lay(project.root, {"templates/static/css/zz.css": "p { margin: 0 }\n"})


@pytest.mark.parametrize("edit", [body, title, mention])
@pytest.mark.parametrize("number", [10, 40])
def test_an_edit_reads_few_rows_however_large_the_dossier_is(
    tmp_path: Path, number: int, edit: Callable[[Project], None]
) -> None:
    project = laid(tmp_path, number)
    must_publish(project)
    edit(project)
    with pytest.MonkeyPatch.context() as patched:
        counted = rows_read(patched)
        must_publish(project)

    # Those of the text itself, of some that share a bucket of a table with it, and of the ten that
    # name whom it names.
    assert all(counted[table] < 20 for table in ROWS), counted


@pytest.mark.parametrize("edit", [body, title, mention])
def test_an_edit_reads_few_texts_where_something_is_withheld(
    tmp_path: Path, edit: Callable[[Project], None]
) -> None:
    """What is no secret, since something published says it, is known of every other text."""
    project = laid(tmp_path, 40)
    draft = "---\ntitle: Nobody may read it yet\nstatus: draft\n---\n\nTold by a night guard.\n"
    lay(project.root, {"content/articles/draft.md": draft})
    must_publish(project)
    forget_what_was_read()
    edit(project)
    with pytest.MonkeyPatch.context() as patched:
        counted = rows_read(patched)
        must_publish(project)

    assert counted["parsed"] < 10, counted


@pytest.mark.parametrize("edit", [body, title, mention, rename, template])
@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("lost", ["gone", "of another text"])
def test_a_row_that_is_not_the_right_one_costs_only_time(
    tmp_path: Path, table: StoreTable, lost: str, edit: Callable[[Project], None]
) -> None:
    project = laid(tmp_path / "site", 3)
    must_publish(project)
    with Store(project.cache) as store:
        rows = store.find(table, store.keys(table))
        assert len(rows) > 3
        store.sweep(table, ())
        if lost == "of another text":
            others = [*rows.values()]
            store.keep(table, dict(zip(rows, [*others[1:], others[0]], strict=True)))
    edit(project)
    forget_what_was_read()

    must_publish(project)

    _, clean = build_cleanly(project, tmp_path / "clean")
    assert tree(project.output) == clean


@pytest.mark.parametrize("run", [publish, diffed])
def test_a_file_that_changes_while_the_cache_has_lost_what_it_says_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Project], BuildResult]
) -> None:
    """The text is read again to render a page, and is another one by then."""
    project = laid(tmp_path / "site", 3)
    # Else all texts are read to tell what of it may be published.
    (project.root / "content/articles/later.md").unlink()
    time.sleep(STILL)
    must_publish(project)
    before = tree(project.output)
    with Store(project.cache) as store:
        for table in ROWS:
            store.sweep(table, ())
    page = "templates/pages/plain.html"
    lay(project.root, {page: (ROOT / page).read_text() + "<!-- Another one. -->\n"})
    monkeypatch.setattr(discovery, "read_regular_file", lambda *_, **__: b"Other words.")

    forget_what_was_read()

    result = run(project)

    told = [(one.code, one.path) for one in result.diagnostics]
    assert told == [("disc-unreadable", "content/pages/about.md")]
    assert tree(project.output) == before
