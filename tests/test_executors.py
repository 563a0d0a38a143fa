"""Any executor gives the same bytes; ours end with the process that started them."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest
from msgspec.msgpack import decode, encode

from building import SMALL, lay, publish, tree
from dossierpress.cli.run import run as run_command
from dossierpress.engine.batching import batches
from dossierpress.engine.executors import (
    InlineExecutor,
    PoolWhenItPays,
    WorkerLostError,
    collecting_rarely,
    start_pool,
)
from dossierpress.engine.forked import forked
from dossierpress.engine.store import Store
from dossierpress.source.project import project_at
from harbour_corpus import write_corpus


def process_of(batch: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Where the work was done, and its result."""
    return os.getpid(), tuple(number * number for number in batch)


def fail(batch: tuple[int, ...]) -> None:
    """A fault in a worker."""
    raise ZeroDivisionError(batch)


class OutOfOrder(Executor):
    """Runs what it is given last first, and only when somebody asks for a result."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(  # type: ignore[override]
        self, fn: Callable[..., object], /, *args: object, **kwargs: object
    ) -> Future[object]:
        future: Future[object] = Future()
        self.waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def map(  # type: ignore[override]
        self, fn: Callable[..., object], /, *iterables: Iterable[object], **_options: object
    ) -> Iterator[object]:
        futures = [self.submit(fn, *call) for call in zip(*iterables, strict=True)]
        while self.waiting:
            self.waiting.pop()()
        return (future.result() for future in futures)


def test_batches_keep_order_and_leave_nothing_out() -> None:
    assert [(0, 1, 2), (3, 4, 5), (6,)] == list(batches(range(7), 3))
    assert [] == list(batches((), 3))


def test_inline_work_is_done_at_once_and_its_faults_are_kept() -> None:
    with InlineExecutor() as executor:
        assert 8 == executor.submit(pow, 2, 3).result()
        assert [1, 4] == list(executor.map(pow, [1, 2], [2, 2]))
        with pytest.raises(ZeroDivisionError):
            executor.submit(fail, (1,)).result()


def test_little_work_stays_in_this_process() -> None:
    with PoolWhenItPays(2, pays_from=3) as executor:
        assert {os.getpid()} == {where for where, _ in executor.map(process_of, [(1,), (2,)])}
        assert os.getpid() == executor.submit(process_of, (1,)).result()[0]


def test_much_work_goes_to_processes_and_comes_back_in_order() -> None:
    work = [(number, number + 1) for number in range(20)]
    with PoolWhenItPays(2, pays_from=3) as executor:
        done = list(executor.map(process_of, work))

        assert [tuple(number * number for number in batch) for batch in work] == [
            squares for _, squares in done
        ]
        assert os.getpid() not in {where for where, _ in done}


def test_one_worker_needs_no_processes() -> None:
    with PoolWhenItPays(1) as executor:
        assert {os.getpid()} == {where for where, _ in executor.map(process_of, [(1,)] * 9)}


def test_a_fault_in_a_worker_comes_to_the_caller() -> None:
    with PoolWhenItPays(2) as executor, pytest.raises(ZeroDivisionError):
        list(executor.map(fail, [(1,), (2,), (3,)]))


# Forked processes, which have what this one has


def forks(batch: tuple[int, ...]) -> bytes:
    """Where the work was done, and its result."""
    return encode((os.getpid(), [number * number for number in batch]))


@pytest.mark.alone
def test_forked_work_needs_not_be_sent_and_comes_back_in_order() -> None:
    class Unsent:
        def __reduce__(self) -> NoReturn:
            raise AssertionError("it was sent")

        def __call__(self, batch: tuple[object, ...]) -> bytes:
            (number,) = map(values.index, batch)
            return forks((number,))

    values = [Unsent() for _ in range(20)]
    with PoolWhenItPays(2, pays_from=3) as executor:
        done = list(map(decode, forked(Unsent(), [(one,) for one in values], executor=executor)))

    assert [[number * number] for number in range(20)] == [result for _, result in done]
    assert 2 < len({where for where, _ in done}) + 1
    # The first is done here, so that the others inherit what it has computed.
    assert [os.getpid()] == [where for where, _ in done if where == os.getpid()]
    assert done[0][0] == os.getpid()


@pytest.mark.parametrize(
    "make",
    [
        InlineExecutor,
        lambda: ThreadPoolExecutor(2),
        lambda: PoolWhenItPays(1, pays_from=1),
        lambda: PoolWhenItPays(2, pays_from=10),
    ],
    ids=["inline", "threads", "one-process", "too-few"],
)
def test_where_forking_does_not_pay_the_same_work_is_done_here(
    make: Callable[[], Executor],
) -> None:
    before: list[None] = []
    with make() as executor:
        done = forked(forks, [(1,)] * 9, executor=executor, before=[lambda: before.append(None)])
        assert {os.getpid()} == {decode(one)[0] for one in done}
    assert [] == before


def test_nothing_is_forked_beside_other_threads() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        with PoolWhenItPays(2) as executor:
            done = list(forked(forks, [(1,)] * 9, executor=executor))
        assert {os.getpid()} == {decode(one)[0] for one in done}
    finally:
        stop.set()
        other.join()


@pytest.mark.alone
def test_a_pool_makes_way_for_forked_processes_and_is_there_again() -> None:
    work = [(number,) for number in range(9)]
    with PoolWhenItPays(2) as executor:
        first = {where for where, _ in executor.map(process_of, work)}
        between = {decode(one)[0] for one in forked(forks, work, executor=executor)}
        last = {where for where, _ in executor.map(process_of, work)}

    assert os.getpid() not in first | last
    assert between > {os.getpid()}
    assert first.isdisjoint(between | last)


@pytest.mark.alone
def test_a_fault_in_a_forked_process_comes_to_the_caller() -> None:
    def fail_late(batch: tuple[int, ...]) -> bytes:
        if batch == (5,):
            fail(batch)
        return forks(batch)

    with PoolWhenItPays(2) as executor, pytest.raises(ZeroDivisionError):
        list(forked(fail_late, [(number,) for number in range(9)], executor=executor))
    assert [] == multiprocessing.active_children()


@pytest.mark.alone
def test_a_forked_process_reads_the_store(tmp_path: Path) -> None:
    def find(_batch: tuple[int, ...]) -> bytes:
        return encode(store.find("themes", ["a"]))

    for folder in (None, tmp_path):
        with Store(folder) as store, PoolWhenItPays(2) as executor:
            store.keep("themes", {"a": b"code"})
            done = forked(find, [(number,) for number in range(9)], executor=executor)
            assert [decode(one) for one in done] == [{"a": b"code"}] * 9
            assert store.find("themes", ["a"]) == {"a": b"code"}


@pytest.mark.alone
def test_a_process_that_is_killed_is_told_of() -> None:
    def die(batch: tuple[int, ...]) -> bytes:
        if batch == (5,):
            os.kill(os.getpid(), signal.SIGKILL)
        return forks(batch)

    with PoolWhenItPays(2) as executor, pytest.raises(WorkerLostError, match="--jobs 1"):
        list(forked(die, [(number,) for number in range(9)], executor=executor))
    assert [] == multiprocessing.active_children()


def test_forked_processes_leave_ctrl_c_to_us_and_end_with_us(tmp_path: Path) -> None:
    script = """
        import os, signal, sys, time
        from pathlib import Path
        from dossierpress.engine.executors import PoolWhenItPays
        from dossierpress.engine.forked import forked

        parent = os.getpid()

        def work(batch):
            if os.getpid() == parent:
                return b""
            os.kill(os.getpid(), signal.SIGINT)
            (Path(sys.argv[1]) / str(os.getpid())).touch()
            time.sleep(0.05)
            if len(list(Path(sys.argv[1]).iterdir())) == 2:
                os.kill(parent, signal.SIGKILL)
            time.sleep(0.05)
            return b""

        with PoolWhenItPays(2) as executor:
            for done in forked(work, [(n,) for n in range(2000)], executor=executor):
                pass
    """
    done = run(script, str(tmp_path), check=False)

    assert -signal.SIGKILL == done.returncode
    workers = [int(path.name) for path in tmp_path.iterdir()]
    assert 2 == len(workers)
    give_up = time.monotonic() + 30
    while any(map(runs, workers)):
        assert time.monotonic() < give_up, "workers outlived the process that started them"
        time.sleep(0.02)


def end_at_once(_batch: tuple[int, ...]) -> None:
    """Ends the process, as the system does for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_of_a_pool_that_is_killed_is_told_of() -> None:
    with PoolWhenItPays(2) as executor, pytest.raises(WorkerLostError, match="--jobs 1"):
        list(executor.map(end_at_once, [(1,), (2,), (3,)]))


def test_a_pool_is_safe_beside_other_threads() -> None:
    # Forking with a lock held by another thread would hang; such a pool starts afresh instead.
    script = """
        import threading
        from concurrent.futures import ProcessPoolExecutor
        from dossierpress.engine.executors import _start_method, start_pool
        if __name__ == "__main__":
            alone = _start_method()
            stop = threading.Event()
            other = threading.Thread(target=stop.wait)
            other.start()
            print(alone, _start_method())
            with start_pool(1) as pool:
                print(pool.submit(pow, 2, 5).result())
            stop.set()
            other.join()
    """
    done = run(script)

    first, second = done.stdout.splitlines()
    assert "32" == second
    if sys.platform == "linux":
        assert "fork forkserver" == first


def test_workers_leave_ctrl_c_to_us_and_end_with_us() -> None:
    script = """
        import os, signal, sys, time
        from concurrent.futures import wait
        from dossierpress.engine.executors import start_pool
        pool = start_pool(2)
        wait([pool.submit(time.sleep, 0.2) for _ in range(2)])
        workers = list(pool._processes)
        futures = [pool.submit(time.sleep, 0.2) for _ in range(2)]
        for worker in workers:
            os.kill(worker, signal.SIGINT)
        wait(futures)
        assert [None, None] == [future.result() for future in futures]
        print(*workers, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = run(script, check=False)

    assert -signal.SIGKILL == done.returncode
    workers = [int(worker) for worker in done.stdout.split()]
    assert 2 == len(workers)
    give_up = time.monotonic() + 30
    while any(map(runs, workers)):
        assert time.monotonic() < give_up, "workers outlived the process that started them"
        time.sleep(0.02)


def runs(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def run(script: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        check=check,
    )


def test_ctrl_c_leaves_undone_what_was_not_begun(tmp_path: Path) -> None:
    script = """
        import os, signal, sys, time
        from functools import partial
        from pathlib import Path
        from dossierpress.engine.executors import PoolWhenItPays

        def mark(folder, number):
            (folder / str(number)).touch()
            time.sleep(0.05)

        if __name__ == "__main__":
            with PoolWhenItPays(2) as executor:
                for done in executor.map(partial(mark, Path(sys.argv[1])), range(200)):
                    os.kill(os.getpid(), signal.SIGINT)
    """
    done = run(script, str(tmp_path), check=False)

    assert "KeyboardInterrupt" in done.stderr
    assert 0 < len(list(tmp_path.iterdir())) < 100


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A dossier of several batches, and what a build of it in this process writes."""
    site = tmp_path_factory.mktemp("executors") / "site"
    write_corpus(80, site)
    publish(project_at(site))
    return site, tree(site / "output")


@pytest.mark.parametrize(
    "make",
    [
        InlineExecutor,
        OutOfOrder,
        lambda: ThreadPoolExecutor(2),
        lambda: ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("forkserver")),
        lambda: start_pool(2),
        pytest.param(lambda: PoolWhenItPays(2, pays_from=2), marks=pytest.mark.alone),
    ],
    ids=["inline", "out-of-order", "threads", "one-process", "two-processes", "when-it-pays"],
)
def test_any_executor_gives_the_same_bytes(
    expected: tuple[Path, dict[str, bytes]], make: Callable[[], Executor], tmp_path: Path
) -> None:
    site, files = expected
    with make() as executor:
        report = publish(
            project_at(site, output=tmp_path / "output"), executor=executor, cached=False
        )

    assert report.published
    assert report.counts.parsed > 80
    assert files == tree(tmp_path / "output")


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_command_that_ends_does_not_look_for_garbage_in_its_build(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    often, seen = gc.get_threshold(), []

    class Watched(PoolWhenItPays):
        def __exit__(self, *about: object) -> None:
            # The build has come to its end by now.
            seen.append(gc.get_threshold())
            super().__exit__(*about)

    monkeypatch.setattr(import_module(f"dossierpress.cli.{command}"), "PoolWhenItPays", Watched)
    lay(tmp_path, SMALL)
    arguments = [command, "--site", str(tmp_path), "--cache", str(tmp_path / "cache")]
    assert run_command(arguments) == 0
    assert gc.get_threshold() == often
    assert seen
    assert all(one > usual for one, usual in zip(seen[0], often, strict=True))


def test_what_is_left_at_the_end_is_not_looked_through_at_once() -> None:
    collected: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        collected.append(about["generation"] if phase == "start" else -1)

    with collecting_rarely(ends=True):
        left = [[number] for number in range(5000)]
        gc.callbacks.append(note)
    more = [[number] for number in range(100)]
    gc.callbacks.remove(note)
    assert (len(left), len(more)) == (5000, 100)
    assert collected == []
    assert gc.get_freeze_count() == 0


def test_the_values_of_a_large_build_are_not_looked_through_while_they_are_made() -> None:
    looked: list[str] = []
    gc.collect()

    def look(phase: str, info: dict[str, int]) -> None:  # noqa: ARG001
        looked.append(phase)

    with collecting_rarely():
        gc.callbacks.append(look)
        try:
            kept = [[number] for number in range(1_000_000)]
        finally:
            gc.callbacks.remove(look)

    assert [] == looked
    assert 1_000_000 == len(kept)
