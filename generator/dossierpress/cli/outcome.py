"""What a command shows of its work: progress, diagnostics, summary, `--json` report, exit code.

Progress is drawn on a terminal alone, and not before the work has become long. A build in a
script leaves its log with people who may read less than the author: there only those diagnostics
are shown that do not tell what is withheld. On a terminal the author sits, who sees everything.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import asdict

from dossierpress.cli.options import Format
from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import (
    WEIGHTS,
    Diagnostic,
    Lines,
    Severity,
    as_data,
    print_github,
    print_json,
    print_text,
    summarise,
)
from dossierpress.kernel.plural import pluralised
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file

if TYPE_CHECKING:
    from dossierpress.visibility.log_redaction import Redaction

ProgressWatcher = Callable[[str, int, int], None]


@contextmanager
def show_progress(
    talk: Talk, clock: Callable[[], float] = time.perf_counter
) -> Iterator[ProgressWatcher | None]:
    """Give a build something to tell its progress to; None where nobody would see it."""
    if not talk.live:
        yield None
        return
    # What draws is loaded for a terminal alone: that takes a tenth of a small build.
    from dossierpress.cli.progress_bars import ProgressBars  # noqa: PLC0415

    drawing = ProgressBars(talk, clock)
    try:
        yield drawing.watch
    finally:
        drawing.end()


MOST_SHOWN = 50
"""Diagnostics shown as text before the rest is only counted."""
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
    """At most `SHOWN` diagnostics, errors before warnings where they are too many.

    Where there are more, a summary of all of them comes first.
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
    """What is told of a report."""

    diagnostics: tuple[Diagnostic, ...]
    lines: Lines
    """Where to get the source lines that may be quoted from."""


def redacted_diagnostics(report: BuildResult, root: Path) -> ShownDiagnostics:
    """Those whose message has nothing withheld in it, without hints and notes that have.

    Raises:
        ValueError: The report does not say what must not be shown.
    """
    if not report.diagnostics:
        return ShownDiagnostics((), _no_lines)
    if report.hidden is None:
        raise ValueError("diagnostics, and nobody knows what must not be shown of them")
    told = (report.hidden.told(one) for one in report.diagnostics)
    return ShownDiagnostics(tuple(one for one in told if one), _open_lines(report.hidden, root))


def diagnostics_to_show(
    talk: Talk, report: BuildResult, root: Path, *, reveal: bool
) -> ShownDiagnostics:
    """All of them where somebody sits before a terminal, or asked for it; else the public ones."""
    if reveal or talk.err.isatty():
        return ShownDiagnostics(report.diagnostics, lines_below(root))
    return redacted_diagnostics(report, root)


def how_many_hidden(number: int) -> str:
    """That some are not shown, and how to see them."""
    many = "1 problem is" if number == 1 else f"{number} problems are"
    return f"{many} in what is withheld, and not shown in a log; `--show-withheld` shows all"


def _open_lines(hidden: "Redaction", root: Path) -> Lines:
    """Lines to quote from: none where anything is withheld, for nobody can tell all its forms.

    A published line may hold a private name in other letters, or a part of it; the place is told.
    """
    return _no_lines if hidden.keeps_anything else lines_below(root)


def _no_lines(_: str) -> None:
    """No file can be shown."""


LOCKED = 75
"""EX_TEMPFAIL of sysexits.h: try again."""


class Outcome(NamedTuple):
    """What a command came to, once its diagnostics are written."""

    exit_code: int
    """75 where another build is publishing, 1 where anything else keeps the dossier from being
    published, else 0."""
    told: tuple[Diagnostic, ...]
    """Those that were told. In a log, even the code of another one tells something."""
    first_code: str | None
    """The code that `dossier explain` would be asked for: the first error's, or the first's."""


def show_outcome(  # noqa: PLR0913 (what, of what, and how)
    talk: Talk,
    command: str,
    project: Project,
    report: BuildResult,
    *,
    form: Format,
    as_json: bool,
    reveal: bool = False,
) -> Outcome:
    """Write the diagnostics, and the `--json` report where one was asked for."""
    told = diagnostics_to_show(talk, report, project.root, reveal=reveal)
    show_diagnostics(
        talk,
        told.diagnostics,
        severity=report.severity,
        form=form,
        root=project.root,
        in_report=as_json,
        lines=told.lines,
    )
    unshown = len(report.diagnostics) - len(told.diagnostics)
    if unshown:
        talk.note(how_many_hidden(unshown))
    for note in report.notes:
        talk.note(note)
    exit_code = exit_code_of(report)
    if as_json:
        talk.report(command, exit_code, report_values(report, told.diagnostics))
    return Outcome(exit_code, told.diagnostics, _first_code(told.diagnostics, report))


def exit_code_of(report: BuildResult) -> int:
    """What the process ends with."""
    if any(one.code == "out-locked" for one in report.diagnostics):
        return LOCKED
    return 1 if report.errors else 0


def report_values(report: BuildResult, told: Sequence[Diagnostic]) -> Mapping[str, Any]:
    """The report as plain values for JSON, with those of its diagnostics that may be told."""
    counts = report.counts
    return {
        "published": report.published,
        "errors": report.errors,
        "warnings": report.warnings,
        "notices": report.notices,
        "counts": asdict(counts),
        "pages": dict(report.kinds),
        "seconds": {stage: round(seconds, 4) for stage, seconds in report.seconds},
        "written": list(report.changed),
        "added": list(report.added),
        "pruned": list(report.pruned),
        "notes": list(report.notes),
        "diagnostics": as_data(told, severity=report.severity),
        "diagnostics_not_shown": len(report.diagnostics) - len(told),
    }


def build_summary(report: BuildResult) -> tuple[str, ...]:
    """What was read, rendered, skipped, written and pruned, and how long each stage took."""
    counts = report.counts
    read = pluralised(counts.read, "file")
    lines = [f"read {read}: {counts.parsed} parsed, {counts.cached} known already"]
    if report.published:
        kinds = ", ".join(f"{number} {kind}" for kind, number in report.kinds)
        lines += [
            f"made {pluralised(counts.pages, 'page')}: {counts.rendered} rendered,"
            f" {counts.skipped} skipped as unchanged" + (f" ({kinds})" if kinds else ""),
            f"wrote {pluralised(counts.written, 'file')}, pruned {counts.pruned}",
        ]
    total = sum(seconds for _, seconds in report.seconds)
    stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in report.seconds)
    lines.append(f"took {total:.2f} s ({stages})")
    return tuple(lines)


def problem_counts(report: BuildResult) -> str:
    """`2 errors and 1 warning`."""
    return count_problems(report.errors, report.warnings, report.notices)


def _first_code(told: Sequence[Diagnostic], report: BuildResult) -> str | None:
    codes = [one.code for one in told]
    errors = [code for code in codes if report.severity(code) == "error"]
    return next(iter(errors or codes), None)
