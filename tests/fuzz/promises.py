"""What must hold of diagnostics, whatever the input was."""

from collections.abc import Iterable

from dossierpress.kernel.decoding import decode
from dossierpress.kernel.diagnostics import (
    Diagnostic,
    Span,
    codes,
    print_github,
    print_json,
    print_text,
    severity_of,
)


def check_diagnostics(diagnostics: Iterable[Diagnostic], files: dict[str, bytes]) -> None:
    """Each is of the table, says something, and points into a file that is there."""
    lines = {path: decode(data, path=path)[0].split("\n") for path, data in files.items()}
    found = tuple(diagnostics)
    for one in found:
        assert one.code in codes(), one
        assert one.message, one
        assert one.path in lines, one
        _check_place(one.path, one.span, lines)
        for note in one.notes:
            assert note.message, one
            if note.path is not None:
                assert note.path in lines, one
                _check_place(note.path, note.span, lines)
    print_json(found, severity=severity_of)
    print_github(found, severity=severity_of)
    text = print_text(found, lines=lines.get, severity=severity_of)
    text.encode()
    assert "\x1b" not in text, text


def _check_place(path: str, span: Span | None, lines: dict[str, list[str]]) -> None:
    if span is None:
        return
    assert 1 <= span.line <= len(lines[path]), (path, span, len(lines[path]))
    line = lines[path][span.line - 1]
    assert 1 <= span.column <= len(line) + 1, (path, span, line)
    assert span.length >= 1, (path, span)
