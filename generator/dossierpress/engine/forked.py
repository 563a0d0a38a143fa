"""Work over values that are in memory: in processes that are forked for it, or inline.

A forked process has everything that this one has, so neither the work nor its values are sent to
it, and what it sends back is bytes. So large tables cost nothing, where an executor would encode
them for each call. What a forked process changes is lost.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any, Protocol, TypeVar

from dossierpress.engine.executors import PoolWhenItPays, begin_work, none_lost

_Item = TypeVar("_Item")


class Run(Protocol):
    """Runs a function over batches; its results come in their order."""

    def __call__(
        self, work: Callable[[tuple[_Item, ...]], bytes], batches: Sequence[tuple[_Item, ...]], /
    ) -> Iterator[bytes]:
        """Run it."""


def inline(
    work: Callable[[tuple[_Item, ...]], bytes], batches: Sequence[tuple[_Item, ...]]
) -> Iterator[bytes]:
    """Do all work in this process."""
    return map(work, batches)


def forked(
    work: Callable[[tuple[_Item, ...]], bytes],
    batches: Sequence[tuple[_Item, ...]],
    *,
    executor: Executor,
    before: Iterable[Callable[[], None]] = (),
) -> Iterator[bytes]:
    """Run a function over batches, in forked processes where that is safe and pays.

    Args:
        work: Gives the encoded result of a batch. It may read the store, which has a connection
            for each process.
        batches: What it is called with.
        executor: That of the build, which says how many processes there may be, and from how many
            batches they pay. Its own are ended, for it needs threads to talk to them.
        before: Called before any process is forked.

    Raises:
        WorkerLostError: A process was killed.
        Exception: Whatever `work` raises; then nothing more is begun.
    """
    if not (
        isinstance(executor, PoolWhenItPays) and executor.pays_for(batches) and executor.make_way()
    ):
        yield from inline(work, batches)
        return
    for prepare in before:
        prepare()
    # What the first batch computes for all, such as code of templates, the others inherit.
    yield work(batches[0])
    with ProcessPoolExecutor(
        max_workers=executor.workers,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_inherit,
        initargs=(work, batches[1:]),
    ) as pool:
        try:
            # The first call forks all of them, before the pool has any thread.
            yield from none_lost(pool.map(_work_on, range(len(batches) - 1)))
        finally:
            pool.shutdown(cancel_futures=True)


_inherited: tuple[Callable[[Any], bytes], Sequence[Any]] | None = None
"""In a forked process, what it works on."""


def _inherit(work: Callable[[Any], bytes], batches: Sequence[Any]) -> None:
    """Begin in a forked process: by being called, not by being sent."""
    global _inherited  # noqa: PLW0603 (this process is for this work alone)
    begin_work()
    gc.freeze()  # to look through what was there would copy all of it
    _inherited = work, batches


def _work_on(number: int) -> bytes:
    if _inherited is None:
        raise RuntimeError("nothing was inherited")
    work, batches = _inherited
    return work(batches[number])
