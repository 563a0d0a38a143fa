"""Report every change of a file of the dossier, without missing one.

The folders of the dossier are watched recursively. The site's own folder is watched too, since a
folder that is removed and comes back (a change of branch) loses its watch.
"""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import BaseFilter, Change, DefaultFilter, watch

from dossierpress.source.discovery import CONTENT, TEMPLATES
from dossierpress.source.project import SETTINGS

_QUIET = 50  # milliseconds without a change before a burst of saves counts as over
_LONGEST_BURST = 400
_ROUND = 100  # milliseconds after which a watch looks at whether to end
_NOT_YET = 0.2  # seconds until a folder that is not there is looked for again


class FileWatcher:
    """Watches files until it is stopped; calls `changed` from its own threads."""

    def __init__(
        self,
        root: Path,
        *,
        changed: Callable[[], None],
        polls: Callable[[str], None],
        force_polling: bool = False,
    ) -> None:
        """Make ready to watch.

        Args:
            root: The site's folder.
            changed: Called after every burst of changes.
            polls: Called, with the reason, where the system has no watches left and files are
                looked at in turn instead.
            force_polling: Do so from the start.
        """
        self._root = root
        self._changed = changed
        self._polls = polls
        self._polling = force_polling
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._again = threading.Event()
        self._ready = (threading.Event(), threading.Event())
        self._threads = tuple(
            threading.Thread(target=target, name=name, daemon=True)
            for target, name in ((self._folder, "watch-site"), (self._trees, "watch-content"))
        )

    def start(self) -> None:
        """Start watching; after this returns, no change is missed."""
        for thread in self._threads:
            thread.start()
        for ready in self._ready:
            ready.wait(timeout=10)

    def stop(self) -> None:
        """End, and wait for it."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _folder(self) -> None:
        ours = _Only({SETTINGS, CONTENT, TEMPLATES})
        while not self._stop.is_set():
            for changes in self._watch([self._root], ours, until=self._stop, recursive=False):
                self._ready[0].set()
                if not changes:
                    continue
                if any(Path(path).name != SETTINGS for _, path in changes):
                    self._again.set()
                self._changed()

    def _trees(self) -> None:
        until = _Either(self._stop, self._again)
        while not self._stop.is_set():
            self._again.clear()
            trees = [self._root / name for name in (CONTENT, TEMPLATES)]
            there = [tree for tree in trees if tree.is_dir()]
            if not there:
                self._ready[1].set()
                until.wait(_NOT_YET)
                continue
            first = not self._ready[1].is_set()
            for changes in self._watch(there, DefaultFilter(), until=until, recursive=True):
                if changes or not first:
                    # Files may have changed between two watches.
                    self._changed()
                first = True
                self._ready[1].set()

    def _watch(
        self,
        paths: list[Path],
        watch_filter: BaseFilter,
        *,
        until: "threading.Event | _Either",
        recursive: bool,
    ) -> Iterable[set[tuple[Change, str]]]:
        """Bursts of changes, and an empty set every now and then."""
        polling = self._polling
        try:
            yield from watch(
                *paths,
                watch_filter=watch_filter,
                debounce=_LONGEST_BURST,
                step=_QUIET,
                stop_event=until,
                rust_timeout=_ROUND,
                yield_on_timeout=True,
                raise_interrupt=False,
                force_polling=True if polling else None,
                recursive=recursive,
                ignore_permission_denied=True,
            )
        except FileNotFoundError:
            time.sleep(_NOT_YET)
        except (OSError, RuntimeError) as error:
            if polling:
                time.sleep(_NOT_YET)  # a folder that went while it was being read
            else:
                self._begin_polling(str(error))

    def _begin_polling(self, reason: str) -> None:
        with self._lock:
            first = not self._polling
            self._polling = True
        if first:
            self._polls(reason)


class _Only(BaseFilter):
    """Changes of certain names alone."""

    def __init__(self, names: set[str]) -> None:
        super().__init__()
        self._names = names

    def __call__(self, change: Change, path: str) -> bool:  # noqa: ARG002
        return Path(path).name in self._names


class _Either:
    """Set if one of two events is set."""

    def __init__(self, first: threading.Event, second: threading.Event) -> None:
        self._first = first
        self._second = second

    def is_set(self) -> bool:
        return self._first.is_set() or self._second.is_set()

    def wait(self, seconds: float) -> None:
        self._second.wait(seconds)
