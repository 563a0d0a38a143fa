"""The diagnostics that a log may show: those that do not tell what is withheld.

A build in a script leaves its log with people who may read less than the author. On a terminal the
author sits, who sees everything.
"""

from pathlib import Path

from dossierpress.cli.show_diagnostics import lines_below
from dossierpress.cli.talk import Talk
from dossierpress.diagnostics import Diagnostic, print_text
from dossierpress.report import BuildReport


def public_part(report: BuildReport, root: Path) -> tuple[Diagnostic, ...]:
    """Those whose text, with the line that they quote, has nothing withheld in it.

    One that only points at a place in a withheld file is told without pointing there.
    """
    lines = lines_below(root)
    hidden = report.hidden

    def printed(one: Diagnostic) -> str:
        text = print_text([one], lines=lines, severity=report.severity, width=10_000)
        return "\n".join((text, *(fix.text for fix in one.fixes)))

    shown = []
    for whole in map(hidden.without_names, report.diagnostics):
        if whole.span and hidden.holds(whole.path, whole.span.line):
            continue
        if not hidden.shows(whole.path, printed(whole)):
            shown.append(whole)
            continue
        part = hidden.part_of(whole)
        if part is not None and not hidden.tells(printed(part), beside=part.path):
            shown.append(part)
    return tuple(shown)


def told_part(
    talk: Talk, report: BuildReport, root: Path, *, reveal: bool
) -> tuple[Diagnostic, ...]:
    """All of them where somebody sits before a terminal, or asked for it; else the public ones."""
    if reveal or talk.err.isatty():
        return report.diagnostics
    return public_part(report, root)


def unseen(number: int) -> str:
    """That some are not shown, and how to see them."""
    many = "1 problem is" if number == 1 else f"{number} problems are"
    return f"{many} in what is withheld, and not shown in a log; `--show-withheld` shows all"
