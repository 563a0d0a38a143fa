"""Show diagnostics on a terminal or to programs.

A log may be read by people who must not see everything that the author sees: it gets only
diagnostics that tell nothing of what is withheld. A terminal gets all of them, for the author sits
there.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dossierpress.cli.options import Format
from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import (
    WEIGHTS,
    Diagnostic,
    Lines,
    Severity,
    print_github,
    print_json,
    print_text,
    summarise,
)
from dossierpress.kernel.plural import pluralised
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.source.regular_file import read_regular_file

if TYPE_CHECKING:
    from dossierpress.visibility.log_redaction import Redaction

MOST_SHOWN = 50
"""Diagnostics that are shown as text; the rest is only counted."""


_LARGEST_FILE = 16 * 1024 * 1024


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
    """Write text to stderr, at most `MOST_SHOWN` diagnostics; JSON and workflow commands to stdout.

    With a `--json` report (`in_report`), stdout is the report's: JSON diagnostics are in it, and
    workflow commands go to stderr. `lines` says which source lines may be quoted; by default all.
    """
    if form == "json":
        if not in_report:
            talk.data(print_json(diagnostics, severity=severity))
    elif form == "github":
        (talk.write if in_report else talk.data)(print_github(diagnostics, severity=severity))
    elif diagnostics:
        talk.write(
            diagnostics_as_text(
                talk, diagnostics, severity=severity, lines=lines or lines_below(root)
            )
        )


def diagnostics_as_text(
    talk: Talk,
    diagnostics: Sequence[Diagnostic],
    *,
    severity: Callable[[str], Severity],
    lines: Lines,
) -> str:
    """At most `MOST_SHOWN` diagnostics as text, errors before warnings if there are more.

    If there are more, a summary of all of them comes first.
    """
    shown = diagnostics
    width = max(talk.width - 8, 40)
    summary = ""
    if len(diagnostics) > MOST_SHOWN:
        summary = summarise(diagnostics, severity=severity, width=max(talk.width, 80)) + "\n"
        weighed = sorted(diagnostics, key=lambda one: WEIGHTS[severity(one.code)])
        kept = {id(one) for one in weighed[:MOST_SHOWN]}
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
            known[path] = _lines_of_file(root, path)
        return known[path]

    return lines


def _lines_of_file(root: Path, path: str) -> Sequence[str] | None:
    try:
        data = read_regular_file(root / path, limit=_LARGEST_FILE)
    except (OSError, ValueError):
        return None
    text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def count_problems(errors: int, warnings: int, notices: int = 0) -> str:
    """`2 errors and 1 warning`."""
    parts = [
        pluralised(number, word)
        for number, word in ((errors, "error"), (warnings, "warning"), (notices, "notice"))
        if number
    ]
    return " and ".join(parts) or "no problems"


class ShownDiagnostics(NamedTuple):
    """The diagnostics of a result that are shown."""

    diagnostics: tuple[Diagnostic, ...]
    lines: Lines
    """Gives the source lines of a file that may be quoted."""


def redacted_diagnostics(result: BuildResult, root: Path) -> ShownDiagnostics:
    """The diagnostics whose message tells nothing withheld, without hints and notes that do.

    Raises:
        ValueError: The result has diagnostics and no redaction.
    """
    if not result.diagnostics:
        return ShownDiagnostics((), _no_lines)
    if result.redaction is None:
        raise ValueError("diagnostics, and nobody knows what must not be shown of them")
    shown = (result.redaction.redacted(one) for one in result.diagnostics)
    return ShownDiagnostics(
        tuple(one for one in shown if one), _quotable_lines(result.redaction, root)
    )


def diagnostics_to_show(
    talk: Talk, result: BuildResult, root: Path, *, reveal: bool
) -> ShownDiagnostics:
    """All diagnostics on a terminal or with `reveal`, else the redacted ones."""
    if reveal or talk.err.isatty():
        return ShownDiagnostics(result.diagnostics, lines_below(root))
    return redacted_diagnostics(result, root)


def how_many_hidden(number: int) -> str:
    """A note that some diagnostics are not shown, and how to see them."""
    many = "1 problem is" if number == 1 else f"{number} problems are"
    return f"{many} in what is withheld, and not shown in a log; `--show-withheld` shows all"


def _quotable_lines(redaction: "Redaction", root: Path) -> Lines:
    """The source lines that a log may quote: none if anything is withheld.

    A published line may hold a private name in other letters, or a part of it, and no list of
    forms is complete.
    """
    return _no_lines if redaction.keeps_anything else lines_below(root)


def _no_lines(_: str) -> None:
    """No lines of any file may be quoted."""
