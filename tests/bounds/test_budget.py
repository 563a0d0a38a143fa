"""A file that takes too long is given up and named, wherever it is read; nothing of it is kept."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from building import AS_OF
from dossierpress.engine.budget import OverBudgetError, within_budget
from dossierpress.engine.executors import InlineExecutor, PoolWhenItPays
from dossierpress.engine.store import Store
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.source.project import Project, project_at
from reading_bodies import as_html, read_text

SLOW = "---\ntitle: Slow\n---\n" + "[*a_ " * 60_000
"""Takes half a minute to read."""


def lay(site: Path, seconds: float) -> Project:
    files = {
        "site.yml": f"title: Test\nlimits: {{seconds: {seconds}, nesting: 60}}\n",
        "content/articles/slow.md": SLOW,
        **{f"content/articles/a{n}.md": f"---\ntitle: A{n}\n---\n[[slow]]\n" for n in range(70)},
        "content/articles/wrong.md": "---\ntitel: Wrong\n---\n[[nobody]]\n",
    }
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    return project_at(site)


def checked(project: Project, store: Store, executor: Executor | None = None) -> BuildResult:
    return check_dossier(project, store=store, as_of=AS_OF, executor=executor)


@pytest.mark.parametrize(
    "start",
    [InlineExecutor, lambda: PoolWhenItPays(2, pays_from=1), lambda: ThreadPoolExecutor(2)],
    ids=["here", "processes", "threads"],
)
def test_a_file_that_takes_too_long_is_named_and_the_others_are_read(
    tmp_path: Path, start: Callable[[], Executor]
) -> None:
    with Store() as store, start() as executor:
        report = checked(lay(tmp_path, 0.3), store, executor)

    assert [
        ("md-too-slow", "content/articles/slow.md"),
        ("schema-unknown-key", "content/articles/wrong.md"),
    ] == sorted(
        (one.code, one.path)
        for one in report.diagnostics
        if one.code in ("md-too-slow", "schema-unknown-key")
    )
    # The others link to it, which is no second mistake.
    assert {"content/articles/slow.md", "content/articles/wrong.md"} == {
        one.path for one in report.diagnostics
    }
    (slow,) = [one for one in report.diagnostics if one.code == "md-too-slow"]
    assert "reading it takes more than 0.3 seconds of the processor" == slow.message
    assert "`limits: {seconds: …}` in site.yml" in (slow.hint or "")


def test_what_was_given_up_is_not_kept(tmp_path: Path) -> None:
    project = lay(tmp_path, 0.3)
    with Store() as store:
        checked(project, store)
        again = checked(project, store)
        assert [1, 71] == [again.counts.parsed, again.counts.cached]
        assert ["md-too-slow"] == [
            one.code for one in again.diagnostics if one.path.endswith("slow.md")
        ]

        (tmp_path / "content/articles/slow.md").write_text("---\ntitle: Fast\n---\n[*a_ \n")
        last = checked(project, store)
        assert [] == [one.code for one in last.diagnostics if one.path.endswith("slow.md")]


def _endless() -> None:
    while True:
        pass


def test_work_is_stopped_in_any_thread_and_its_result_comes_back_in_time() -> None:
    def run() -> list[object]:
        seen: list[object] = [within_budget(60.0, lambda: 5)]
        for _ in range(3):
            with pytest.raises(OverBudgetError):
                within_budget(0.05, _endless)
            seen.append(within_budget(60.0, lambda: 6))
        return seen

    there: list[list[object]] = []
    thread = threading.Thread(target=lambda: there.append(run()))
    thread.start()
    thread.join()

    assert [[5, 6, 6, 6], [5, 6, 6, 6]] == [run(), *there]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_call_to_stop_that_is_lost_is_repeated() -> None:
    """What a finaliser raises is thrown away."""

    class Deaf:
        def __del__(self) -> None:
            _endless()

    def lose() -> None:
        try:
            Deaf()
        finally:
            _endless()

    with pytest.raises(OverBudgetError):
        within_budget(0.05, lose)


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError):
        within_budget(60.0, lambda: 1 // 0)


# What is raised in a callback of the interpreter, such as a collector's, is lost there.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_parser_is_whole_after_it_was_stopped_anywhere() -> None:
    text = "a *b* [c](https://a.example) [[d]]\n\n- e\n"
    before = as_html(read_text(text)[0])
    for number in range(20):
        with pytest.raises(OverBudgetError):
            within_budget(0.01 + number / 1000, lambda: read_text(SLOW))
        assert before == as_html(read_text(text)[0])


def test_time_that_others_take_does_not_count() -> None:
    """A process that waits has used nothing of its budget."""
    ends, begins = os.pipe()
    timer = threading.Timer(0.5, os.write, (begins, b"x"))
    timer.start()

    assert b"x" == within_budget(0.2, lambda: os.read(ends, 1))

    timer.join()
    os.close(ends)
    os.close(begins)


def test_a_thread_that_had_a_budget_is_as_it_was_before() -> None:
    """A call to stop that is taken back would keep the interpreter busy, and hang a profiler."""
    script = """
import sys, threading
from dossierpress.engine.budget import within_budget as within

def budgeted():
    within(0.5, lambda: None)

thread = threading.Thread(target=budgeted)
thread.start()
thread.join()
sys.setprofile(lambda *_: None)
sum(abs(n) for n in range(1000))
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)

    assert done.returncode == 0
