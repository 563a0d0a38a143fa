"""Progress of a command: drawn only on a terminal, and only if the work takes long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dossierpress.cli.talk import Talk

if TYPE_CHECKING:
    from dossierpress.pipeline.prepare import StageWatcher


@contextmanager
def show_progress(
    talk: Talk, clock: Callable[[], float] = time.perf_counter
) -> "Iterator[StageWatcher | None]":
    """Give a callback that draws the progress of a build; None without a terminal."""
    if not talk.live:
        yield None
        return
    # Loaded only for a terminal: it takes a tenth of a small build.
    from dossierpress.cli.progress_bars import ProgressBars  # noqa: PLC0415

    drawing = ProgressBars(talk, clock)
    try:
        yield drawing.watch
    finally:
        drawing.end()
