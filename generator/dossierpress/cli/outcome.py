"""What a command shows of its work: summary, `--json` report, exit code."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import asdict

from dossierpress.cli.options import Format
from dossierpress.cli.show_diagnostics import (
    count_problems,
    diagnostics_to_show,
    how_many_hidden,
    show_diagnostics,
)
from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import Diagnostic, as_data
from dossierpress.kernel.plural import pluralised
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.source.project import Project

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
