"""The diagnostics that a log may show: those that do not tell what is withheld.

A build in a script leaves its log with people who may read less than the author. On a terminal the
author sits, who sees everything.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dossierpress.cli.show_diagnostics import lines_below
from dossierpress.cli.talk import Talk
from dossierpress.diagnostics import Diagnostic, Lines
from dossierpress.leaks import Hidden
from dossierpress.report import BuildReport


class Told(NamedTuple):
    """What is told of a report."""

    diagnostics: tuple[Diagnostic, ...]
    lines: Lines
    """Where to get the source lines that may be quoted from."""


def public_part(report: BuildReport, root: Path) -> Told:
    """Those whose message has nothing withheld in it, without hints and notes that have."""
    told = (report.hidden.told(one) for one in report.diagnostics)
    return Told(tuple(one for one in told if one), _open_lines(report.hidden, root))


def told_part(talk: Talk, report: BuildReport, root: Path, *, reveal: bool) -> Told:
    """All of them where somebody sits before a terminal, or asked for it; else the public ones."""
    if reveal or talk.err.isatty():
        return Told(report.diagnostics, lines_below(root))
    return public_part(report, root)


def unseen(number: int) -> str:
    """That some are not shown, and how to see them."""
    many = "1 problem is" if number == 1 else f"{number} problems are"
    return f"{many} in what is withheld, and not shown in a log; `--show-withheld` shows all"


def _open_lines(hidden: Hidden, root: Path) -> Lines:
    """Lines as they may be quoted; None for each that has something withheld in it."""
    everything = lines_below(root)

    def lines(path: str) -> Sequence[str | None] | None:
        source = everything(path)
        return None if source is None or path in hidden.doubtful else _Open(hidden, path, source)

    return lines


class _Open(Sequence[str | None]):
    """The lines of a file, each asked about when it is to be quoted."""

    def __init__(self, hidden: Hidden, path: str, lines: Sequence[str | None]) -> None:
        self._hidden, self._path, self._lines = hidden, path, lines

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204
        line = self._lines[index]
        told = self._hidden.holds(self._path, index + 1) or self._hidden.tells(line)
        return None if told else line
