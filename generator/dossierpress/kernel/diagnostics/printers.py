"""Print diagnostics: for people, for GitHub Actions, and for programs.

Every printer gets diagnostics in order and a function from a code to its severity, and returns
text. In quoted source lines, invisible characters and those that move the cursor are spelled out.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click
from msgspec import Struct
from rich.cells import cell_len

from dossierpress.kernel.diagnostics.diagnostic import Diagnostic, Note, Severity, Span

# Bidi controls reorder what is shown (U+202A-202E, U+2066-2069, the marks); the others take no
# room or break the line. U+200C and U+200D are left: Persian and emoji are not written without.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_TAB = "    "
_ELLIPSIS = "…"


MOST_CHARACTERS = 2_000
"""The most characters of a message, a hint or a note that are printed."""


def clip(text: str) -> str:
    """Cut a text that is too long to read."""
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + _ELLIPSIS


def show(text: str) -> str:
    """Spell out invisible characters, `<U+202E>`; a tab becomes four spaces."""
    return spell_out(text.replace("\t", _TAB))


def spell_out(text: str, *, keep: str = "") -> str:
    r"""Spell out invisible characters, but for tabs and the characters in `keep`."""
    return _UNSHOWABLE.sub(
        lambda found: found[0] if found[0] in keep else f"<U+{ord(found[0]):04X}>", text
    )


def underline(line: str, column: int, length: int, *, width: int) -> tuple[str, str]:
    """Lay out a source line and the caret line below it.

    Args:
        line: As in the file, without its line end.
        column: Of the first character meant, from 1, in code points.
        length: Code points meant; cut at the end of the line, at least 1.
        width: Terminal cells that the line may take. A longer line is cut around the carets.

    Returns:
        Two strings without line ends: the line, and spaces with carets.
    """
    start = min(max(column - 1, 0), len(line))
    end = min(max(start + length, start + 1), max(len(line), start + 1))
    before, meant, after = _around(line, start, end, most=4 * width)
    before, meant, after = _cut(before, meant, after, width)
    pad = " " * cell_len(before)
    # A combining character alone, or the end of the line, still gets its caret.
    return (before + meant + after).rstrip(), pad + "^" * max(cell_len(meant), 1)


def _around(line: str, start: int, end: int, *, most: int) -> tuple[str, str, str]:
    """The text before, in and after a range, as printed; what is far outside it is not read.

    A line may hold a million characters, and each of them may take eight cells.
    """
    before = show(line[max(start - most, 0) : start])
    meant = show(line[start : min(end, start + most)])
    after = show(line[end : end + most])
    return (
        _ELLIPSIS + before if start > most else before,
        meant + _ELLIPSIS if end - start > most else meant,
        after + _ELLIPSIS if len(line) - end > most else after,
    )


def _cut(before: str, meant: str, after: str, width: int) -> tuple[str, str, str]:
    if cell_len(before) + cell_len(meant) + cell_len(after) <= width:
        return before, meant, after
    if cell_len(meant) > width - 2:
        meant = _first_cells(meant, width - 3) + _ELLIPSIS
        after = ""
    room = width - cell_len(meant)
    kept_after = _first_cells(after, max(room // 3, room - cell_len(before)))
    if kept_after != after:
        kept_after = _first_cells(kept_after, max(cell_len(kept_after) - 1, 0)) + _ELLIPSIS
    room -= cell_len(kept_after)
    kept_before = _last_cells(before, room)
    if kept_before != before:
        kept_before = _ELLIPSIS + _last_cells(kept_before, max(room - 1, 0))
    return kept_before, meant, kept_after


def _first_cells(text: str, cells: int) -> str:
    while cell_len(text) > cells:
        text = text[: max(len(text) - 1 - (cell_len(text) - cells - 1) // 2, 0)]
    return text


def _last_cells(text: str, cells: int) -> str:
    while cell_len(text) > cells:
        text = text[1 + (cell_len(text) - cells - 1) // 2 :]
    while text and unicodedata.combining(text[0]):
        text = text[1:]
    return text


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
        diagnostics: The diagnostics to print.
        lines: Gives the source lines of a file.
        severity: Code -> severity.
        color: Whether to use terminal colours; see `wants_color`.
        width: Terminal cells that a source line may take.

    Returns:
        The text; it ends in a line end unless it is empty.
    """
    printing = _TextPrinter(lines=lines, paint=click.style if color else _uncoloured, width=width)
    return "\n".join(printing.one(one, severity(one.code)) for one in diagnostics)


def wants_color(*, terminal: bool, environment: Mapping[str, str]) -> bool:
    """Decide on colour: NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return terminal and environment.get("TERM") != "dumb" and environment.get("CLICOLOR") != "0"


def place(path: str | None, span: Span | None) -> str:
    """`path:line:col`, which editors and terminals turn into links."""
    if path is None:
        return ""
    return show(path) if span is None else f"{show(path)}:{span.line}:{span.column}"


def _uncoloured(text: str, **_: object) -> str:
    return text


def note_line(note: Note) -> str:
    """The text of a note: its message, and the place that it points at."""
    where = place(note.path, note.span)
    return show(clip(note.message)) + (f" at {where}" if where else "")


class _TextPrinter(Struct, frozen=True, kw_only=True):
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


def print_github(diagnostics: Iterable[Diagnostic], *, severity: Callable[[str], Severity]) -> str:
    """Write one `::error …::`, `::warning …::` or `::notice …::` line for each diagnostic."""
    return "".join(_workflow_command(one, severity(one.code)) for one in diagnostics)


def _workflow_command(diagnostic: Diagnostic, severity: Severity) -> str:
    properties = {"file": show(diagnostic.path)}
    if diagnostic.span is not None:
        properties |= {
            "line": str(diagnostic.span.line),
            "col": str(diagnostic.span.column),
            "endColumn": str(diagnostic.span.column + diagnostic.span.length),
        }
    properties["title"] = diagnostic.code
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    message = [show(clip(diagnostic.message))]
    if diagnostic.hint is not None:
        message.append(f"hint: {show(clip(diagnostic.hint))}")
    message += [f"note: {note_line(note)}" for note in diagnostic.notes]
    kind = severity if severity in ("error", "notice") else "warning"
    return f"::{kind} {listed}::{_escaped_data(chr(10).join(message))}\n"


def _escaped_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped_data(text).replace(":", "%3A").replace(",", "%2C")


JSON_VERSION = 1
"""Version of the JSON format: raised when a field is changed or removed, not when one is added."""


def print_json(diagnostics: Iterable[Diagnostic], *, severity: Callable[[str], Severity]) -> str:
    """Write diagnostics as one JSON object, `{"version": 1, "diagnostics": […]}`."""
    report = {"version": JSON_VERSION, "diagnostics": as_data(diagnostics, severity=severity)}
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
            **_place_data(one.span),
            "message": clip(one.message),
            "hint": one.hint if one.hint is None else clip(one.hint),
            "fixes": [{**_place_data(fix.span), "text": fix.text} for fix in one.fixes],
            "notes": [
                {"message": clip(note.message), "path": note.path, **_place_data(note.span)}
                for note in one.notes
            ],
        }
        for one in diagnostics
    ]


def _place_data(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"line": None, "column": None, "length": None}
    return {"line": span.line, "column": span.column, "length": span.length}
