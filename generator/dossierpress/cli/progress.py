"""How far long work has come: drawn on a terminal alone, and not before it has become long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dossierpress.cli.talk import Talk

Watcher = Callable[[str, int, int], None]


@contextmanager
def watched(talk: Talk, clock: Callable[[], float] = time.perf_counter) -> Iterator[Watcher | None]:
    """Give a build something to tell its progress to; None where nobody would see it."""
    if not talk.live:
        yield None
        return
    # What draws is loaded for a terminal alone: that takes a tenth of a small build.
    from dossierpress.cli.drawing import Drawing  # noqa: PLC0415

    drawing = Drawing(talk, clock)
    try:
        yield drawing.watch
    finally:
        drawing.end()
