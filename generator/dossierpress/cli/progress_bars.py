"""Progress bars on a terminal; loaded only for a terminal."""

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from dossierpress.cli.talk import Talk

PATIENCE = 0.5
"""Seconds before anything is drawn."""


class ProgressBars:
    """Bars for the stages of one build; they appear after `PATIENCE`, and vanish at its end."""

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
            auto_refresh=False,  # it would take a thread, beside which no process is forked
        )

    def watch(self, stage: str, done: int, total: int) -> None:
        """Record the progress of a stage."""
        if not self._shown and self._clock() < self._begins:
            return
        if not self._shown:
            self._progress.start()
            self._shown = True
        if stage not in self._stages:
            self._stages[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._stages[stage], completed=done, total=total)
        self._progress.refresh()

    def end(self) -> None:
        """Remove the bars."""
        if self._shown:
            self._progress.stop()
