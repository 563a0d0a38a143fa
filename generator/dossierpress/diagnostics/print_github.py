"""Diagnostics as workflow commands of GitHub Actions, which shows them beside the changed lines."""

from collections.abc import Callable, Iterable

from dossierpress.diagnostics.diagnostic import Diagnostic, Severity
from dossierpress.diagnostics.print_text import note_line
from dossierpress.diagnostics.source_line import clip, show


def print_github(diagnostics: Iterable[Diagnostic], *, severity: Callable[[str], Severity]) -> str:
    """Write one `::error …::`, `::warning …::` or `::notice …::` line for each diagnostic."""
    return "".join(_command(one, severity(one.code)) for one in diagnostics)


def _command(diagnostic: Diagnostic, severity: Severity) -> str:
    properties = {"file": show(diagnostic.path)}
    if diagnostic.span is not None:
        properties |= {
            "line": str(diagnostic.span.line),
            "col": str(diagnostic.span.column),
            "endColumn": str(diagnostic.span.column + diagnostic.span.length),
        }
    properties["title"] = diagnostic.code
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = [show(clip(diagnostic.message))]
    if diagnostic.hint is not None:
        message.append(f"hint: {show(clip(diagnostic.hint))}")
    message += [f"note: {note_line(note)}" for note in diagnostic.notes]
    kind = severity if severity in ("error", "notice") else "warning"
    return f"::{kind} {listed}::{_data(chr(10).join(message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
