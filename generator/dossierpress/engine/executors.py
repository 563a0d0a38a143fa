"""Executors for parsing: inline in this process, or a pool of processes when it pays.

A build only calls `executor.map(function, batches)`, so any executor will do and results come back
in order; the caller of a build owns its executor.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

PAYS_FROM = 3
"""Number of batches from which starting processes pays."""

_MOMENTS, _MOMENT = 50, 0.001  # how often to look for threads that are about to end, and seconds
_SELDOM = (2_000_000, 20, 100)  # new objects between collections, and how many between deeper ones

_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")


class InlineExecutor(Executor):
    """Runs every call at once in the calling thread."""

    def submit(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Call it now; the future is done when it is returned."""
        future: Future[_Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (a future carries any error to its reader)
            future.set_exception(error)
        return future


class PoolWhenItPays(Executor):
    """Runs small work inline; the first large work starts a pool of processes, which is kept."""

    def __init__(self, workers: int | None = None, *, pays_from: int = PAYS_FROM) -> None:
        """`workers` defaults to the processors available to us; `pays_from` counts batches."""
        self.workers = workers or _processors()
        self._pays_from = pays_from
        self._inline = InlineExecutor()
        self._pool: ProcessPoolExecutor | None = None

    def pays_for(self, batches: Sized) -> bool:
        """Whether there are enough batches for processes."""
        return self.workers > 1 and len(batches) >= self._pays_from

    def submit(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Run it inline: one call never pays for processes."""
        return self._inline.submit(fn, *args, **kwargs)

    def map(
        self,
        fn: Callable[..., _Result],
        /,
        *iterables: Iterable[object],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[_Result]:
        """Results in order, from processes where there are enough batches."""
        calls = list(zip(*iterables, strict=False))
        if not self.pays_for(calls):
            return (fn(*call) for call in calls)
        if self._pool is None:
            self._pool = start_pool(self.workers)
        columns = zip(*calls, strict=True)
        return none_lost(self._pool.map(fn, *columns, timeout=timeout, chunksize=chunksize))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; after Ctrl-C or an error, cancel what they have not begun."""
        self.shutdown(cancel_futures=kind is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End the processes, if there are any."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            self._pool = None

    def make_way(self) -> bool:
        """End the processes and the threads that talk to them: whether forking is safe then."""
        self.shutdown()
        # The system still knows a thread for a moment when it has been joined.
        for _ in range(_MOMENTS):
            if can_fork() or threading.active_count() > 1:
                break
            time.sleep(_MOMENT)
        return can_fork()


class WorkerLostError(ChildProcessError):
    """A process of a pool has ended before its work was done."""

    def __init__(self) -> None:
        super().__init__(
            None,
            "a process of this build was ended from outside, for want of memory perhaps:"
            " `--jobs 1` takes less",
        )


def none_lost(results: Iterator[_Result]) -> Iterator[_Result]:
    """The results of a pool.

    Raises:
        WorkerLostError: One of its processes was killed.
    """
    try:
        yield from results
    except BrokenProcessPool as error:
        raise WorkerLostError from error


def start_pool(workers: int | None = None) -> ProcessPoolExecutor:
    """Start a pool of processes that ignore Ctrl-C and end when this process does."""
    method = _start_method()
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        # Once, not in every process.
        context.set_forkserver_preload(
            ["dossierpress.facts.parse_files", "dossierpress.facts.records"]
        )
    return ProcessPoolExecutor(
        max_workers=workers or _processors(),
        mp_context=context,
        initializer=begin_work,
    )


def _start_method() -> str:
    """How to start processes: forking is fast, but safe only while no other thread holds a lock."""
    methods = multiprocessing.get_all_start_methods()
    if can_fork():
        return "fork"
    return "forkserver" if sys.platform == "linux" and "forkserver" in methods else "spawn"


def can_fork() -> bool:
    """Whether forking is safe here."""
    methods = multiprocessing.get_all_start_methods()
    return sys.platform == "linux" and "fork" in methods and threads() == 1


def threads() -> int:
    """Number of threads in this process, with those of libraries where the system lists them."""
    try:
        return len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return threading.active_count()


def _processors() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def collecting_rarely(*, ends: bool = False) -> Iterator[None]:
    """Run the cyclic garbage collector rarely: a build makes millions of lasting, acyclic values.

    Measured on 1,000 articles, frequent collection takes half the time of reading the cache and a
    fifth of that of parsing. A build of 10,000 holds half a million values that could be part of a
    cycle, and to look through them twice takes a twentieth of the time of an edit; to leave them
    alone takes no more memory, since hardly any is garbage.

    Going back to frequent collection would scan all these values at once. With `ends`, for a
    command that ends with its build, they are moved to the oldest generation instead.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        if ends:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation, untouched
        gc.set_threshold(*before)


def begin_work() -> None:
    """Begin as a process of a pool: leave Ctrl-C to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_SELDOM)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process with its parent: a killed parent closes its end of the pipe too."""
    connection.wait([sentinel])
    os._exit(1)
