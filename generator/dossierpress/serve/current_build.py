"""The state of the preview, and the thread that builds again after every change.

It is a state, not a stream of events: a page that connects late misses nothing. One build runs at
a time.
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
    """Id of the build: changes whenever a page may have changed, and is never used again."""
    ready: bool = False
    """Whether there are any pages yet."""
    problems: str | None = None
    """Diagnostics as text, while the content has errors."""


class CurrentPreview:
    """The current state, shared by the thread that builds and the one that serves."""

    def __init__(self) -> None:
        # Open pages of an earlier run of the preview must not take this run's builds for theirs.
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
        """A build succeeded; `changed` says whether any page differs."""
        with self._lock:
            before = self._state
            if changed or not before.ready:
                self._number += 1
            build = f"{self._run}-{self._number}"
            self._state = PreviewState(build=build, ready=True)
        self._tell()

    def failed(self, problems: str) -> None:
        """A build failed; the pages stay those of the last good one."""
        with self._lock:
            self._state = replace(self._state, problems=problems)
        self._tell()


def _nobody() -> None:
    pass


class BuildCallbacks(Struct, frozen=True, kw_only=True):
    """How to build, and what to call afterwards."""

    build: Callable[[Callable[[str, int, int], None]], BuildResult]
    """Builds once into the preview's folder; its argument is called with the progress."""
    as_text: Callable[[BuildResult], str]
    """The diagnostics of a failed build, as text."""
    finished: Callable[[BuildResult], None]
    """Called after every build."""
    bug: Callable[[Exception], str]
    """Called with an unexpected error; returns the text that the pages show."""


class _EndedError(Exception):
    """The preview is ending, so this build is cancelled."""


class Rebuilder:
    """The thread that builds. All changes during a build lead to one more build."""

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
        """Stop the thread; a running build is cancelled before it publishes."""
        self._ending.set()
        self._due.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._due.wait()
            if self._ending.is_set():
                return
            # Cleared before the files are read: a later change sets it again.
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
