"""Diagnostics for programs: one JSON object."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from dossierpress.diagnostics.diagnostic import Diagnostic, Severity, Span
from dossierpress.diagnostics.source_line import clip

VERSION = 1
"""Of the shape: raised when a field changes its meaning or goes, not when one is added."""


def print_json(diagnostics: Iterable[Diagnostic], *, severity: Callable[[str], Severity]) -> str:
    """Write diagnostics as one JSON object, `{"version": 1, "diagnostics": […]}`."""
    report = {"version": VERSION, "diagnostics": as_data(diagnostics, severity=severity)}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_data(
    diagnostics: Iterable[Diagnostic], *, severity: Callable[[str], Severity]
) -> list[dict[str, Any]]:
    """Turn diagnostics into JSON values, for a report that holds more than them."""
    return [
        {
            "code": one.code,
            "severity": severity(one.code),
            "path": one.path,
            **_place(one.span),
            "message": clip(one.message),
            "hint": one.hint if one.hint is None else clip(one.hint),
            "fixes": [{**_place(fix.span), "text": fix.text} for fix in one.fixes],
            "notes": [
                {"message": clip(note.message), "path": note.path, **_place(note.span)}
                for note in one.notes
            ],
        }
        for one in diagnostics
    ]


def _place(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"line": None, "column": None, "length": None}
    return {"line": span.line, "column": span.column, "length": span.length}
