"""A limit on the processor time of one piece of work.

Time of other processes does not count, so that a busy machine accepts whatever an idle one does.
The work is interrupted between two Python instructions: its result is lost, and any state that it
may have left half changed must be discarded.
"""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

_Result = TypeVar("_Result")

_AGAIN = 1.0
"""Seconds after which the interrupt is repeated, if a callback has swallowed the first one."""


class OverBudgetError(BaseException):
    """The work took too long. Not an `Exception`, so that handlers in the work do not catch it."""


def within_budget(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Return the result of a piece of work that takes less than `seconds` of processor time.

    In the main thread of a process a system timer of processor time interrupts it. In any other
    thread, and on Windows, a second thread watches the time: processor time where the system
    gives that of another thread (Linux), else wall-clock time.

    Raises:
        OverBudgetError: The work takes longer.
    """
    main = threading.current_thread() is threading.main_thread()
    try:
        with _alarm(seconds) if main and hasattr(signal, "setitimer") else _watch(seconds):
            return work()
    finally:
        # The last interrupt may have come while the first one was being handled.
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
            # A pending interrupt arrives here. Withdrawing it instead would leave the interpreter
            # looking for it at every instruction, for ever.
            for _ in range(2):
                pass
        finally:
            done.set()  # an interrupt came in the lines above
        watcher.join()


def _raise_in(thread: int) -> None:
    import ctypes  # noqa: PLC0415 (the main thread, which most builds are, never needs it)

    error = ctypes.py_object(OverBudgetError)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


def _clock_of(thread: int) -> Callable[[], float]:
    """A clock of a thread's processor time; of wall-clock time where the system has none."""
    with contextlib.suppress(AttributeError, OSError):
        clock = time.pthread_getcpuclockid(thread)
        time.clock_gettime(clock)
        return lambda: time.clock_gettime(clock)
    return time.monotonic
