"""A limit on the time that one piece of work may take of a processor.

Time that other processes take does not count, so that a busy machine refuses nothing that an idle
one takes. The work is stopped where it stands, between two steps of Python's: what it has in hand
is lost, and whatever it may have left half done must be thrown away.
"""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

_Result = TypeVar("_Result")

_AGAIN = 1.0
"""Seconds after which work that has lost the first call to stop, in a callback, is told again."""


class OverBudgetError(BaseException):
    """The work took too long. No `Exception`, so that nothing on the way takes it for its own."""


def within_budget(seconds: float, work: Callable[[], _Result]) -> _Result:
    """The result of a piece of work, if it takes less than so many seconds of a processor.

    In the main thread of a process a timer of the system stops it, which the system counts for.
    In any other thread, and on Windows, a second thread looks at the time: of a processor where
    the system tells that of another thread (Linux), else of the clock on the wall.

    Raises:
        OverBudgetError: It does not.
    """
    main = threading.current_thread() is threading.main_thread()
    try:
        with _alarm(seconds) if main and hasattr(signal, "setitimer") else _watch(seconds):
            return work()
    finally:
        # The last call to stop may have come while the first one was being answered.
        if main and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_signal: int, _frame: object) -> None:
        raise OverBudgetError

    before = signal.signal(signal.SIGPROF, ring)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def _watch(seconds: float) -> Iterator[None]:
    thread = threading.get_ident()
    now = _clock_of(thread)
    end = now() + seconds
    done, lock = threading.Event(), threading.Lock()

    def look() -> None:
        while not done.wait(max(end - now(), 0.01)):
            with lock:
                if done.is_set():
                    return
                if now() >= end:
                    _raise_in(thread)
            if now() >= end:
                done.wait(_AGAIN)

    watcher = threading.Thread(target=look, name="budget", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        try:
            with lock:
                done.set()
            # A call to stop that has not come yet comes here. To take it back instead would leave
            # the interpreter looking for it at every step, for ever.
            for _ in range(2):
                pass
        finally:
            done.set()  # one has come in the lines above
        watcher.join()


def _raise_in(thread: int) -> None:
    import ctypes  # noqa: PLC0415 (the main thread, which most builds are, never needs it)

    error = ctypes.py_object(OverBudgetError)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


def _clock_of(thread: int) -> Callable[[], float]:
    """Seconds that a thread has had of a processor, or those that pass, where nobody counts."""
    with contextlib.suppress(AttributeError, OSError):
        clock = time.pthread_getcpuclockid(thread)
        time.clock_gettime(clock)
        return lambda: time.clock_gettime(clock)
    return time.monotonic
