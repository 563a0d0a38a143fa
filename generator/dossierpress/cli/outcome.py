"""What a build or a check came to: its diagnostics, its summary, its report, its exit code."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import asdict

from dossierpress.cli.options import Format
from dossierpress.cli.public_part import told_part, unseen
from dossierpress.cli.show_diagnostics import counted, show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.diagnostics import Diagnostic, as_data
from dossierpress.plural import many
from dossierpress.project import Project
from dossierpress.report import BuildReport

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


def tell(  # noqa: PLR0913 (what, of what, and how)
    talk: Talk,
    command: str,
    project: Project,
    report: BuildReport,
    *,
    form: Format,
    as_json: bool,
    reveal: bool = False,
) -> Outcome:
    """Write the diagnostics, and the `--json` report where one was asked for."""
    told = told_part(talk, report, project.root, reveal=reveal)
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
        talk.note(unseen(unshown))
    for note in report.notes:
        talk.note(note)
    exit_code = exit_code_of(report)
    if as_json:
        talk.report(command, exit_code, report_values(report, told.diagnostics))
    return Outcome(exit_code, told.diagnostics, _first_code(told.diagnostics, report))


def exit_code_of(report: BuildReport) -> int:
    """What the process ends with."""
    if any(one.code == "out-locked" for one in report.diagnostics):
        return LOCKED
    return 1 if report.errors else 0


def report_values(report: BuildReport, told: Sequence[Diagnostic]) -> Mapping[str, Any]:
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


def summary(report: BuildReport) -> tuple[str, ...]:
    """What was read, rendered, skipped, written and pruned, and how long each stage took."""
    counts = report.counts
    lines = [
        f"read {many(counts.read, 'file')}: {counts.parsed} parsed, {counts.cached} known already"
    ]
    if report.published:
        kinds = ", ".join(f"{number} {kind}" for kind, number in report.kinds)
        lines += [
            f"made {many(counts.pages, 'page')}: {counts.rendered} rendered,"
            f" {counts.skipped} skipped as unchanged" + (f" ({kinds})" if kinds else ""),
            f"wrote {many(counts.written, 'file')}, pruned {counts.pruned}",
        ]
    total = sum(seconds for _, seconds in report.seconds)
    stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in report.seconds)
    lines.append(f"took {total:.2f} s ({stages})")
    return tuple(lines)


def problems(report: BuildReport) -> str:
    """`2 errors and 1 warning`."""
    return counted(report.errors, report.warnings, report.notices)


def _first_code(told: Sequence[Diagnostic], report: BuildReport) -> str | None:
    codes = [one.code for one in told]
    errors = [code for code in codes if report.severity(code) == "error"]
    return next(iter(errors or codes), None)
