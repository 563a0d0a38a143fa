"""What the preview shows now, and the thread that builds it anew whenever something has changed.

State, not events: whoever comes late has missed nothing. One build runs at a time.
"""

import secrets
import threading
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.pipeline.build_result import BuildResult


class PreviewState(Struct, frozen=True, kw_only=True, gc=False):
    """One state of the preview."""

    build: str
    """Changes whenever a page may have changed, and never comes back."""
    ready: bool = False
    """Whether there are pages at all."""
    problems: str | None = None
    """Diagnostics as text, while the content cannot be built."""


class CurrentPreview:
    """The state, for the thread that builds and the one that serves."""

    def __init__(self) -> None:
        # Pages that an earlier run of the preview has served must not take this run's builds for
        # theirs.
        self._run = secrets.token_hex(4)
        self._number = 0
        self._lock = threading.Lock()
        self._state = PreviewState(build=f"{self._run}-0")
        self._tell: Callable[[], None] = _nobody

    def get(self) -> PreviewState:
        """The state as of now."""
        return self._state

    def on_change(self, tell: Callable[[], None]) -> None:
        """Call `tell`, from any thread, whenever the state has changed."""
        self._tell = tell

    def published(self, *, changed: bool) -> None:
        """A build went through; `changed` where any page is not as it was."""
        with self._lock:
            before = self._state
            if changed or not before.ready:
                self._number += 1
            build = f"{self._run}-{self._number}"
            self._state = PreviewState(build=build, ready=True)
        self._tell()

    def failed(self, problems: str) -> None:
        """A build stopped; the pages are those of the last good one."""
        with self._lock:
            self._state = replace(self._state, problems=problems)
        self._tell()


def _nobody() -> None:
    pass


class BuildCallbacks(Struct, frozen=True, kw_only=True):
    """How to build, and whom to tell."""

    build: Callable[[Callable[[str, int, int], None]], BuildResult]
    """One build into the preview's folder, which tells its progress to what it is given."""
    as_text: Callable[[BuildResult], str]
    """The diagnostics of a build that stopped."""
    finished: Callable[[BuildResult], None]
    """Hears of every build."""
    bug: Callable[[Exception], str]
    """Hears of an error of ours; returns what the pages show of it."""


class _EndedError(Exception):
    """Nobody waits for this build any more."""


class Rebuilder:
    """The thread that builds. Changes that come during a build make one more build, not many."""

    def __init__(self, work: BuildCallbacks, current: CurrentPreview) -> None:
        self._work = work
        self._current = current
        self._due = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="build", daemon=True)

    def start(self) -> None:
        """Build for the first time."""
        self._due.set()
        self._thread.start()

    def due(self) -> None:
        """Something has changed."""
        self._due.set()

    def stop(self) -> None:
        """End; a build that is under way is given up before it writes."""
        self._ending.set()
        self._due.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._due.wait()
            if self._ending.is_set():
                return
            # Cleared before the files are read: what changes from here on is due again.
            self._due.clear()
            self._build()

    def _go_on(self, _stage: str, _done: int, _total: int) -> None:
        if self._ending.is_set():
            raise _EndedError

    def _build(self) -> None:
        try:
            result = self._work.build(self._go_on)
        except _EndedError:
            return
        except Exception as error:  # noqa: BLE001 (the preview goes on, and shows what befell it)
            self._current.failed(self._work.bug(error))
            return
        if result.published:
            self._current.published(changed=bool(result.changed or result.pruned))
        else:
            self._current.failed(self._work.as_text(result))
        self._work.finished(result)
