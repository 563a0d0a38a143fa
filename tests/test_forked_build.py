"""A build makes views and pages in forked processes, each page as soon as its view is there."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from building import lay, publish, tree
from dossierpress.engine.executors import InlineExecutor, PoolWhenItPays
from dossierpress.engine.forked import forked
from dossierpress.engine.store import FILE, Store
from dossierpress.indexes import text_linking, text_reading
from dossierpress.model.output import Page
from dossierpress.pages.kinds import KINDS, PageKind, TrackedSite
from dossierpress.pages.plan import plan_site
from dossierpress.pipeline.stale_pages import Rendering
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import Project, project_at
from dossierpress.templating.facts import theme_facts
from harbour_corpus import write_corpus
from sample_site import THEME, article, site


def two() -> Executor:
    return PoolWhenItPays(2, pays_from=2)


@pytest.fixture
def corpus(tmp_path: Path) -> Project:
    """Enough pages for several batches."""
    write_corpus(120, tmp_path / "site")
    return replace(project_at(tmp_path / "site"), cache=tmp_path / "cache")


def rows(folder: Path) -> dict[str, list[Any]]:
    """All rows of the cache, byte for byte, but what the system said of files and compiled code."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return {
            table: connection.execute(f"SELECT key, value FROM {table} ORDER BY key").fetchall()
            for table in ("parsed", "texts", "woven", "rendered", "looked", "traces")
        }


@pytest.mark.alone
def test_what_is_kept_is_the_same_byte_for_byte_wherever_the_work_was_done(
    corpus: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_reading, "LEAST", 16)
    monkeypatch.setattr(text_linking, "LEAST", 16)

    def kept(name: str, make: type[Executor] | Any) -> dict[str, list[Any]]:
        project = replace(
            corpus, output=tmp_path / name / "output", cache=tmp_path / name / "cache"
        )
        with make() as executor:
            assert publish(project, executor=executor).published
        return rows(project.cache)

    one, several = kept("one", InlineExecutor), kept("several", two)

    assert one.keys() == several.keys()
    for table, found in one.items():
        assert found == several[table], table
    assert {"pages", "texts", "woven"} <= {key for key, _ in one["traces"]}


@pytest.mark.alone
def test_pages_are_rendered_by_several_processes() -> None:
    of = site(*(article(f"quay-{number}") for number in range(200)))

    def where(_page: Page, _fingerprint: str) -> bytes:
        return str(os.getpid()).encode()

    with Store() as store, two() as executor:
        facts = theme_facts(THEME, store)
        run = partial(forked, executor=executor)
        made, _ = plan_site(of, THEME, facts, store=store, run=run, render=where)
        again, _ = plan_site(of, THEME, facts, store=store, run=run, render=where)

    processes = Counter(made.rendered.values())
    assert made.rendered.keys() == {page.path for page, _ in made.pages}
    assert 1 < len(processes)
    # The first batch of many.
    assert 0 < processes[str(os.getpid()).encode()] < len(made.pages) / 3
    assert {} == again.rendered
    assert [mark for _, mark in made.pages] == [mark for _, mark in again.pages]


@pytest.mark.alone
def test_texts_are_read_and_linked_by_several_processes(
    corpus: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noting(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*of: Any) -> Any:
            (tmp_path / name / str(os.getpid())).parent.mkdir(exist_ok=True)
            (tmp_path / name / str(os.getpid())).touch()
            return work(*of)

        return done

    monkeypatch.setattr(text_reading, "LEAST", 16)
    monkeypatch.setattr(text_linking, "LEAST", 16)
    monkeypatch.setattr(text_reading, "read_text", noting("read", text_reading.read_text))
    monkeypatch.setattr(text_linking, "_link_text", noting("linked", text_linking._link_text))
    with two() as executor:
        assert publish(corpus, executor=executor).published

    for name in ("read", "linked"):
        assert 1 < len(list((tmp_path / name).iterdir()))


def test_no_view_waits_for_another() -> None:
    told: list[tuple[str, str]] = []

    def telling(kind: PageKind) -> PageKind:
        def make(tracked: TrackedSite, key: str) -> Iterator[Page]:
            for page in kind.make(tracked, key):
                yield replace(page, make_view=partial(view_of, page))

        return replace(kind, make=make)

    def view_of(page: Page) -> Any:
        told.append(("view", page.path))
        return page.view

    def render(page: Page, _fingerprint: str) -> None:
        told.append(("rendered", page.path))

    of = site(article("harbour"), article("storm"))
    with Store() as store:
        facts = theme_facts(THEME, store)
        kinds = tuple(map(telling, KINDS))
        made, _ = plan_site(of, THEME, facts, store=store, kinds=kinds, render=render)

    assert {page.path for page, _ in made.pages} == {path for _, path in told}
    for (before, one), (after, other) in zip(told[::2], told[1::2], strict=True):
        assert ("view", "rendered", one) == (before, after, other)


def test_a_small_edit_forks_nothing(corpus: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with PoolWhenItPays(2) as executor:
        assert publish(corpus, executor=executor).published

    def refuse(_self: PoolWhenItPays) -> bool:
        raise AssertionError("it makes way for processes")

    monkeypatch.setattr(PoolWhenItPays, "make_way", refuse)
    paper = next((corpus.root / "content/articles").rglob("*.md"))
    paper.write_text(paper.read_text().replace("title: ", "title: Another ", 1))
    with PoolWhenItPays(2) as executor:
        result = publish(corpus, executor=executor)
    assert result.published
    assert 1 < result.counts.rendered < 60


@pytest.mark.parametrize(
    "files",
    [
        {"content/articles/wrong.md": "---\ntitle: [\n---\n"},
        {"templates/pages/source.html": "{% if %}\n"},
    ],
    ids=["content", "theme"],
)
def test_nothing_is_rendered_where_an_error_is_known(
    corpus: Project, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise AssertionError("a page is rendered")

    lay(corpus.root, files)
    monkeypatch.setattr(Rendering, "_render", refuse)
    result = publish(corpus)

    assert not result.published
    assert not corpus.output.exists()


@pytest.mark.alone
def test_a_template_that_fails_is_told_of_alike_and_once(corpus: Project, tmp_path: Path) -> None:
    lay(corpus.root, {"templates/pages/article.html": '\n{{ 1 // ("" | length) }}\n'})

    def told(name: str, make: Any) -> tuple[Any, ...]:
        project = replace(
            corpus, output=tmp_path / name / "output", cache=tmp_path / f"{name}-cache"
        )
        with make() as executor:
            result = publish(project, executor=executor)
        assert not result.published
        assert not project.output.exists()
        return result.diagnostics

    one, several = told("one", InlineExecutor), told("several", two)

    assert one == several
    (problem,) = one
    assert ("tpl-runtime", "templates/pages/article.html") == (problem.code, problem.path)
    first = min(
        f"articles/{path.stem}.html" for path in (corpus.root / "content/articles").rglob("*.md")
    )
    assert [note.message for note in problem.notes] == [f"found while making `{first}`"]


def test_a_build_whose_process_is_killed_publishes_nothing_and_the_next_goes_on(
    corpus: Project,
) -> None:
    script = """
        import os, signal, sys
        from dossierpress.pages import traced_pages
        from dossierpress.cli.run import main

        parent, batch = os.getpid(), traced_pages.TracedPages._batch

        def killed(self, use, subjects):
            made = batch(self, use, subjects)
            if os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return made

        traced_pages.TracedPages._batch = killed
        main()
    """
    assert publish(corpus).published
    before = tree(corpus.output)
    with Store(corpus.cache) as store:
        for table in ("rendered", "traces"):
            store.sweep(table, ())
    paper = next((corpus.root / "content/articles").rglob("*.md"))
    paper.write_text(paper.read_text() + "\nOne more paragraph.\n")
    options = ["--site", str(corpus.root), "--cache", str(corpus.cache), "--jobs", "2"]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), "build", *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (1, "") == (done.returncode, done.stdout)
    assert "a process of this build was ended from outside" in done.stderr
    assert "--jobs 1" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == tree(corpus.output)
    folder = folders_of_editions(corpus).folder
    assert [] == [path for path in folder.rglob("*") if path.is_file() and path.suffix == ".html"]
    result = publish(corpus)
    assert result.published
    assert "One more paragraph." in "".join(map(str, tree(corpus.output).values()))
