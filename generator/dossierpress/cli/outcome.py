"""What a command shows of its work: progress, diagnostics, summary, `--json` report, exit code.

Progress is drawn only on a terminal, and only if the work takes long. A log may be read by people
who must not see everything that the author sees: it gets only diagnostics that tell nothing of
what is withheld. A terminal gets all of them, for the author sits there.
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


LOCKED = 75
"""EX_TEMPFAIL of sysexits.h: try again."""


class Outcome(NamedTuple):
    """The outcome of a command whose diagnostics are written."""

    exit_code: int
    """75 where another build is publishing, 1 where anything else keeps the dossier from being
    published, else 0."""
    shown: tuple[Diagnostic, ...]
    """The shown diagnostics. In a log, even the code of another one would tell something."""
    first_code: str | None
    """The code to suggest for `dossier explain`: of the first error, else of the first one."""


def show_outcome(  # noqa: PLR0913 (what, of what, and how)
    talk: Talk,
    command: str,
    project: Project,
    result: BuildResult,
    *,
    form: Format,
    as_json: bool,
    reveal: bool = False,
) -> Outcome:
    """Write the diagnostics, and the `--json` report where one was asked for."""
    shown = diagnostics_to_show(talk, result, project.root, reveal=reveal)
    show_diagnostics(
        talk,
        shown.diagnostics,
        severity=result.severity,
        form=form,
        root=project.root,
        in_report=as_json,
        lines=shown.lines,
    )
    unshown = len(result.diagnostics) - len(shown.diagnostics)
    if unshown:
        talk.note(how_many_hidden(unshown))
    for note in result.notes:
        talk.note(note)
    exit_code = exit_code_of(result)
    if as_json:
        talk.report(command, exit_code, report_values(result, shown.diagnostics))
    return Outcome(exit_code, shown.diagnostics, _first_code(shown.diagnostics, result))


def exit_code_of(result: BuildResult) -> int:
    """The exit code of the process."""
    if any(one.code == "out-locked" for one in result.diagnostics):
        return LOCKED
    return 1 if result.errors else 0


def report_values(result: BuildResult, shown: Sequence[Diagnostic]) -> Mapping[str, Any]:
    """The result as plain values for the JSON report, with the diagnostics that are shown."""
    counts = result.counts
    return {
        "published": result.published,
        "errors": result.errors,
        "warnings": result.warnings,
        "notices": result.notices,
        "counts": asdict(counts),
        "pages": dict(result.kinds),
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds},
        "written": list(result.changed),
        "added": list(result.added),
        "pruned": list(result.pruned),
        "notes": list(result.notes),
        "diagnostics": as_data(shown, severity=result.severity),
        "diagnostics_not_shown": len(result.diagnostics) - len(shown),
    }


def build_summary(result: BuildResult) -> tuple[str, ...]:
    """What was read, rendered, skipped, written and pruned, and how long each stage took."""
    counts = result.counts
    read = pluralised(counts.read, "file")
    lines = [f"read {read}: {counts.parsed} parsed, {counts.cached} known already"]
    if result.published:
        kinds = ", ".join(f"{number} {kind}" for kind, number in result.kinds)
        lines += [
            f"made {pluralised(counts.pages, 'page')}: {counts.rendered} rendered,"
            f" {counts.skipped} skipped as unchanged" + (f" ({kinds})" if kinds else ""),
            f"wrote {pluralised(counts.written, 'file')}, pruned {counts.pruned}",
        ]
    total = sum(seconds for _, seconds in result.seconds)
    stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in result.seconds)
    lines.append(f"took {total:.2f} s ({stages})")
    return tuple(lines)


def problem_counts(result: BuildResult) -> str:
    """`2 errors and 1 warning`."""
    return count_problems(result.errors, result.warnings, result.notices)


def _first_code(shown: Sequence[Diagnostic], result: BuildResult) -> str | None:
    codes = [one.code for one in shown]
    errors = [code for code in codes if result.severity(code) == "error"]
    return next(iter(errors or codes), None)
