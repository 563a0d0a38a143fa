"""Build whenever something has changed, in a thread of its own, one build at a time."""

import threading
from collections.abc import Callable

from msgspec import Struct

from dossierpress.report import BuildReport
from dossierpress.serve.edition import CurrentEdition


class Work(Struct, frozen=True, kw_only=True):
    """How to build, and whom to tell."""

    build: Callable[[Callable[[str, int, int], None]], BuildReport]
    """One build into the preview's folder, which tells its progress to what it is given."""
    as_text: Callable[[BuildReport], str]
    """The diagnostics of a build that stopped."""
    told: Callable[[BuildReport], None]
    """Hears of every build."""
    bug: Callable[[Exception], str]
    """Hears of an error of ours; returns what the pages show of it."""


class _EndedError(Exception):
    """Nobody waits for this build any more."""


class Rebuilding:
    """The thread that builds. Changes that come during a build make one more build, not many."""

    def __init__(self, work: Work, edition: CurrentEdition) -> None:
        self._work = work
        self._edition = edition
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
            report = self._work.build(self._go_on)
        except _EndedError:
            return
        except Exception as error:  # noqa: BLE001 (the preview goes on, and shows what befell it)
            self._edition.failed(self._work.bug(error))
            return
        if report.published:
            self._edition.published(changed=bool(report.changed or report.pruned))
        else:
            self._edition.failed(self._work.as_text(report))
        self._work.told(report)
