"""Progress is drawn for somebody who watches, and only when it takes long."""

import io

from dossierpress.cli.progress import show_progress
from dossierpress.cli.progress_bars import PATIENCE
from dossierpress.cli.talk import Talk


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(stream: io.StringIO, moments: list[float], *, quiet: bool = False) -> str | None:
    """What is on a stream after progress at some moments; None where none is asked for."""
    clock = iter([0.0, *moments])
    talk = Talk(out=io.StringIO(), err=stream, environment={"TERM": "xterm"}, quiet=quiet)
    with show_progress(talk, lambda: next(clock)) as watch:
        if watch is None:
            return None
        for done, _ in enumerate(moments):
            watch("render", done, len(moments))
    return stream.getvalue()


def test_short_work_draws_nothing() -> None:
    assert drawn(Terminal(), [0.1, PATIENCE - 0.01]) == ""


def test_long_work_is_drawn_and_wiped() -> None:
    text = drawn(Terminal(), [0.1, PATIENCE + 0.01, 2.0])

    assert text is not None
    assert "render" in text
    assert text.endswith("\x1b[2K")


def test_nothing_is_drawn_where_nobody_watches() -> None:
    assert drawn(io.StringIO(), [9.0]) is None
    assert drawn(Terminal(), [9.0], quiet=True) is None
