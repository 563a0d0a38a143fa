"""Diagnostics for people: the place, the line with carets under it, the way out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import click
from msgspec import Struct

from dossierpress.diagnostics.diagnostic import Diagnostic, Note, Severity, Span
from dossierpress.diagnostics.source_line import clip, show, underline

Lines = Callable[[str], Sequence[str] | None]
"""Path -> the lines of the file without line ends; None for one that must not be shown."""

_COLOURS: Mapping[str, str] = {
    "error": "red",
    "warning": "yellow",
    "notice": "cyan",
    "off": "white",
}


def print_text(
    diagnostics: Iterable[Diagnostic],
    *,
    lines: Lines,
    severity: Callable[[str], Severity],
    color: bool = False,
    width: int = 120,
) -> str:
    """Write diagnostics as text, in the order given, with an empty line between them.

    Args:
        diagnostics: What to tell of.
        lines: Where to get source lines from.
        severity: Code -> severity.
        color: Whether to use terminal colours; see `wants_color`.
        width: Terminal cells that a source line may take.

    Returns:
        The text; it ends in a line end unless there is nothing to tell.
    """
    printing = _Printing(lines=lines, paint=click.style if color else _plain, width=width)
    return "\n".join(printing.one(one, severity(one.code)) for one in diagnostics)


def wants_color(*, terminal: bool, environment: Mapping[str, str]) -> bool:
    """Decide on colour: NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return terminal and environment.get("TERM") != "dumb" and environment.get("CLICOLOR") != "0"


def place(path: str | None, span: Span | None) -> str:
    """`path:line:col`, as editors and terminals make links of it."""
    if path is None:
        return ""
    return show(path) if span is None else f"{show(path)}:{span.line}:{span.column}"


def _plain(text: str, **_: object) -> str:
    return text


def note_line(note: Note) -> str:
    """Word a note: its message, and the place that it points at."""
    where = place(note.path, note.span)
    return show(clip(note.message)) + (f" at {where}" if where else "")


class _Printing(Struct, frozen=True, kw_only=True):
    lines: Lines
    paint: Callable[..., str]
    width: int

    def one(self, diagnostic: Diagnostic, severity: Severity) -> str:
        colour = _COLOURS[severity]
        head = self.paint(f"{severity}[{diagnostic.code}]", fg=colour, bold=True)
        where = self.paint(place(diagnostic.path, diagnostic.span), bold=True)
        text = [f"{where}: {head}: {show(clip(diagnostic.message))}"]
        if diagnostic.span is not None:
            text += self._source(diagnostic.path, diagnostic.span, colour)
        if diagnostic.hint is not None:
            text.append(f"{self.paint('hint', fg='green')}: {show(clip(diagnostic.hint))}")
        note = self.paint("note", fg="cyan")
        text += [f"{note}: {note_line(one)}" for one in diagnostic.notes]
        return "\n".join(text) + "\n"

    def _source(self, path: str, span: Span, colour: str) -> list[str]:
        source = self.lines(path)
        if source is None or not 0 < span.line <= len(source):
            return []
        text = source[span.line - 1]
        line, carets = underline(text, span.column, span.length, width=self.width)
        return [
            self.paint(f"{span.line:>5} | ", dim=True) + line,
            self.paint(f"{'':>5} | ", dim=True) + self.paint(carets, fg=colour, bold=True),
        ]
