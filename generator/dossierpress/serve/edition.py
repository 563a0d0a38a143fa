"""What the preview shows now. State, not events: whoever comes late has missed nothing."""

import secrets
import threading
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace


class Edition(Struct, frozen=True, kw_only=True, gc=False):
    """One state of the preview."""

    build: str
    """Changes whenever a page may have changed, and never comes back."""
    ready: bool = False
    """Whether there are pages at all."""
    problems: str | None = None
    """Diagnostics as text, while the content cannot be built."""


class CurrentEdition:
    """The state, for the thread that builds and the one that serves."""

    def __init__(self) -> None:
        # Pages that an earlier run of the preview has served must not take this run's builds for
        # theirs.
        self._run = secrets.token_hex(4)
        self._number = 0
        self._lock = threading.Lock()
        self._edition = Edition(build=f"{self._run}-0")
        self._tell: Callable[[], None] = _nobody

    def get(self) -> Edition:
        """The state as of now."""
        return self._edition

    def on_change(self, tell: Callable[[], None]) -> None:
        """Call `tell`, from any thread, whenever the state has changed."""
        self._tell = tell

    def published(self, *, changed: bool) -> None:
        """A build went through; `changed` where any page is not as it was."""
        with self._lock:
            before = self._edition
            if changed or not before.ready:
                self._number += 1
            build = f"{self._run}-{self._number}"
            self._edition = Edition(build=build, ready=True)
        self._tell()

    def failed(self, problems: str) -> None:
        """A build stopped; the pages are those of the last good one."""
        with self._lock:
            self._edition = replace(self._edition, problems=problems)
        self._tell()


def _nobody() -> None:
    pass
