"""A build reads the rows of the cache that it needs, and makes one again that is not right."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from building import SMALL, build_cleanly, lay, must_publish, tree
from dossierpress.engine.store import Store, StoreTable
from dossierpress.source.project import Project

ROWS: tuple[StoreTable, ...] = ("parsed", "texts", "woven")
"""The tables that have a row for each file or text."""


def laid(folder: Path, number: int) -> Project:
    """A dossier with so many articles more, which name the same company.

    They cite nothing: the rows of all that cite a source are read when one of them is edited.
    """
    text = "---\ntitle: A text\ndate: 1931\n---\n\nOf Acme Yards.\n"
    files = {f"content/articles/a{n}.md": text for n in range(number)}
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

    # Those of the text itself, and of some that share a bucket of a table with it.
    assert all(counted[table] < 10 for table in ROWS), counted


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

    must_publish(project)

    _, clean = build_cleanly(project, tmp_path / "clean")
    assert tree(project.output) == clean
