"""Diagnostics on the terminal or for programs, in the form that was asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from dossierpress.cli.options import Format
from dossierpress.cli.talk import Talk
from dossierpress.diagnostics import (
    WEIGHTS,
    Diagnostic,
    Lines,
    Severity,
    print_github,
    print_json,
    print_text,
    summarise,
)
from dossierpress.plural import many
from dossierpress.regular_file import read

SHOWN = 50
"""Diagnostics shown as text before the rest is only counted."""
_LARGEST = 16 * 1024 * 1024


def show_diagnostics(  # noqa: PLR0913 (what, of what, and how)
    talk: Talk,
    diagnostics: Sequence[Diagnostic],
    *,
    severity: Callable[[str], Severity],
    form: Format,
    root: Path,
    in_report: bool,
    lines: Lines | None = None,
) -> None:
    """Text goes to stderr, at most `SHOWN` of it; JSON and workflow commands to stdout.

    With a `--json` report (`in_report`), stdout is the report's: JSON diagnostics are in it, and
    workflow commands go to stderr. `lines` says which source lines may be quoted; by default all.
    """
    if form == "json":
        if not in_report:
            talk.data(print_json(diagnostics, severity=severity))
    elif form == "github":
        (talk.write if in_report else talk.data)(print_github(diagnostics, severity=severity))
    elif diagnostics:
        talk.write(as_text(talk, diagnostics, severity=severity, lines=lines or lines_below(root)))


def as_text(
    talk: Talk,
    diagnostics: Sequence[Diagnostic],
    *,
    severity: Callable[[str], Severity],
    lines: Lines,
) -> str:
    """At most `SHOWN` diagnostics, errors before warnings where they are too many.

    Where there are more, a summary of all of them comes first.
    """
    shown = diagnostics
    width = max(talk.width - 8, 40)
    summary = ""
    if len(diagnostics) > SHOWN:
        summary = summarise(diagnostics, severity=severity, width=max(talk.width, 80)) + "\n"
        weighed = sorted(diagnostics, key=lambda one: WEIGHTS[severity(one.code)])
        kept = {id(one) for one in weighed[:SHOWN]}
        shown = [one for one in diagnostics if id(one) in kept]
    text = print_text(
        shown,
        lines=lines,
        severity=severity,
        color=talk.color,
        width=width,
    )
    rest = len(diagnostics) - len(shown)
    more = f"\n… and {rest} more; `--format json` lists them all\n" if rest else ""
    return f"{summary}{text}{more}\n"


def lines_below(root: Path) -> Lines:
    """Source lines of files of the dossier, each file read once."""
    known: dict[str, Sequence[str] | None] = {}

    def lines(path: str) -> Sequence[str] | None:
        if path not in known:
            known[path] = _lines(root, path)
        return known[path]

    return lines


def _lines(root: Path, path: str) -> Sequence[str] | None:
    try:
        data = read(root / path, limit=_LARGEST)
    except (OSError, ValueError):
        return None
    text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def counted(errors: int, warnings: int, notices: int = 0) -> str:
    """`2 errors and 1 warning`."""
    parts = [
        many(number, word)
        for number, word in ((errors, "error"), (warnings, "warning"), (notices, "notice"))
        if number
    ]
    return " and ".join(parts) or "no problems"
