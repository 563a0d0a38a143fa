"""How far long work has come: drawn on a terminal alone, and not before it has become long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from dossierpress.cli.talk import Talk

PATIENCE = 0.5
"""Seconds before anything is drawn."""

Watcher = Callable[[str, int, int], None]


@contextmanager
def watched(talk: Talk, clock: Callable[[], float] = time.perf_counter) -> Iterator[Watcher | None]:
    """Give a build something to tell its progress to; None where nobody would see it."""
    if not talk.live:
        yield None
        return
    drawing = _Drawing(talk, clock)
    try:
        yield drawing.watch
    finally:
        drawing.end()


class _Drawing:
    def __init__(self, talk: Talk, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begins = clock() + PATIENCE
        self._shown = False
        self._stages: dict[str, TaskID] = {}
        self._progress = Progress(
            TextColumn("{task.description:>8}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=talk.err, no_color=not talk.color, highlight=False),
            transient=True,
        )

    def watch(self, stage: str, done: int, total: int) -> None:
        if not self._shown and self._clock() < self._begins:
            return
        if not self._shown:
            self._progress.start()
            self._shown = True
        if stage not in self._stages:
            self._stages[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._stages[stage], completed=done, total=total)

    def end(self) -> None:
        if self._shown:
            self._progress.stop()
