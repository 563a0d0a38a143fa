"""The diagnostics that a log may show: those that do not tell what is withheld.

A build in a script leaves its log with people who may read less than the author. On a terminal the
author sits, who sees everything.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dossierpress.cli.show_diagnostics import lines_below
from dossierpress.cli.talk import Talk
from dossierpress.diagnostics import Diagnostic, Lines
from dossierpress.report import BuildReport

if TYPE_CHECKING:
    from dossierpress.leaks import Hidden


class Told(NamedTuple):
    """What is told of a report."""

    diagnostics: tuple[Diagnostic, ...]
    lines: Lines
    """Where to get the source lines that may be quoted from."""


def public_part(report: BuildReport, root: Path) -> Told:
    """Those whose message has nothing withheld in it, without hints and notes that have.

    Raises:
        ValueError: The report does not say what must not be shown.
    """
    if not report.diagnostics:
        return Told((), _no_lines)
    if report.hidden is None:
        raise ValueError("diagnostics, and nobody knows what must not be shown of them")
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


def _open_lines(hidden: "Hidden", root: Path) -> Lines:
    """Lines to quote from: none where anything is withheld, for nobody can tell all its forms.

    A published line may hold a private name in other letters, or a part of it; the place is told.
    """
    return _no_lines if hidden.keeps_anything else lines_below(root)


def _no_lines(_: str) -> None:
    """No file can be shown."""
