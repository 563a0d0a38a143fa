"""Bytes to text: strict UTF-8, one kind of newline, no control codes, no merge conflict markers.

Bytes that cannot be decoded are reported and replaced, and reading goes on: the rest of the file
may have more mistakes, and other files may refer to what it defines. Every text is searched for
merge conflict markers: they hold two versions, at least one of which must not be published.
"""

import codecs
import itertools
import re
from collections.abc import Iterator

from dossierpress.kernel import invisible_characters
from dossierpress.kernel.diagnostics import Diagnostic, Note, Span

_MERGE_MARK = re.compile(r"[ \t]*(<{7,}|\|{7,}|={7,}|>{7,})(?=[ \t\r]|$)(.*)$")
_REPORTED_AT_MOST = 20


def without_conflicts(text: str, *, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Return a text with the first version of each merge conflict, and a diagnostic for each.

    Removed lines are left empty, so that other diagnostics keep their places.

    Args:
        text: Lines end in `\n`.
        path: Of the file, for diagnostics.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text, ()
    lines = text.split("\n")
    problems = []
    for marks in _conflicts(lines):
        problems.append(_unresolved_merge(path, lines, marks))
        # What is between the first two marks stays: the first of the two versions.
        second = marks[1] if len(marks) > 1 else marks[0]
        for number in (marks[0], *range(second, marks[-1] + 1)):
            lines[number] = ""
    if not lines[0] and lines[1:2] == ["---"]:
        lines[:2] = ["---", ""]  # front matter begins on the first line
    return "\n".join(lines), tuple(problems[:_REPORTED_AT_MOST])


def whole_conflict(text: str, *, path: str) -> Diagnostic | None:
    r"""Report the first conflict, if all its markers are there, in a file published as it is.

    Args:
        text: Lines end in `\n`.
        path: Of the file, for diagnostics.
    """
    if "<<<<<<<" not in text:
        return None
    lines = text.split("\n")
    both = (marks for marks in _conflicts(lines) if len(marks) > 2)
    marks = next(both, None)
    return _unresolved_merge(path, lines, marks) if marks else None


def _conflicts(lines: list[str]) -> Iterator[list[int]]:
    """The line numbers of the markers of each conflict.

    An indented marker counts only where both a start and an end marker are there.
    """
    open_: list[int] = []
    for number, line in enumerate(lines):
        found = _MERGE_MARK.match(line)
        if found is None:
            continue
        sign, rest = found[1][0], found[2].strip()
        inset = found.start(1) > 0
        if sign == "<":
            if open_ and _marks_stand_out(lines, open_):
                yield open_
            open_ = [number]
        elif sign == ">":
            # Seven nested block quotations begin so too; a branch name or nothing follows a marker.
            if open_ or (not inset and found[1] == ">>>>>>>" and len(rest.split()) <= 1):
                yield [*open_, number]
                open_ = []
        elif open_ and not (sign == "=" and rest):
            open_.append(number)
    if open_ and _marks_stand_out(lines, open_):
        yield open_


def _marks_stand_out(lines: list[str], marks: list[int]) -> bool:
    return not lines[marks[0]][0].isspace()


def _unresolved_merge(path: str, lines: list[str], marks: list[int]) -> Diagnostic:
    first, *others = (_place_of_line(lines, number) for number in marks)
    return Diagnostic(
        code="md-unresolved-merge",
        path=path,
        span=first,
        message="two versions of this place were never merged"
        if others
        else "a mark of a merge was left behind",
        hint="keep the words that are right, and delete the lines with the marks",
        notes=tuple(Note(message="it goes on", path=path, span=place) for place in others[:3]),
    )


def _place_of_line(lines: list[str], number: int) -> Span:
    line = lines[number]
    return Span(line=number + 1, column=len(line) - len(line.lstrip()) + 1, length=7)


_NEWLINE = re.compile("\r\n?")
# C0 without tab and newline, DEL, C1, and a byte order mark that is not at the start: they are
# invisible, and each has been used to hide text or has broken a program.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, *, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Return the text of a file, its lines ending in `\n`, and what is wrong with its bytes."""
    encoding = _wide_encoding(data)
    if encoding is not None:
        text, problems = _decode_wide(data, encoding, path)
    else:
        text, problems = _decode_utf8(data.removeprefix(codecs.BOM_UTF8), path)
    text = _NEWLINE.sub("\n", text)
    controls = _controls(text, path)
    text = _CONTROL.sub("\ufffd", text) if controls else text
    text, unmerged = without_conflicts(text, path=path)
    return text, problems + controls + unmerged + _hidden(text, path)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 by its byte order mark, or by a NUL beside nearly every letter."""
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            return encoding
    start = data[:512]
    if len(start) < 4 or len(data) % 2:
        return None
    zeros_first, zeros_second = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 2 * 0.6
    if zeros_second > most and not zeros_first:
        return "utf-16-le"
    return "utf-16-be" if zeros_first > most and not zeros_second else None


def _decode_wide(data: bytes, encoding: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    problem = Diagnostic(
        code="md-encoding",
        path=path,
        span=Span(line=1, column=1),
        message="the file is UTF-16, and only UTF-8 is read",
        hint="save it as UTF-8, for example with `iconv -f UTF-16 -t UTF-8`",
    )
    return data.decode(encoding, errors="replace").removeprefix("\ufeff"), (problem,)


def _decode_utf8(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        before = _NEWLINE.sub("\n", data[: error.start].decode())
        byte = data[error.start : error.start + 1]
        problem = Diagnostic(
            code="md-encoding",
            path=path,
            span=_place_of_offset(before, len(before)),
            message=f"the byte 0x{byte.hex().upper()} is not UTF-8",
            hint=_conversion(byte),
        )
        return data.decode(errors="replace"), (problem,)


def _conversion(byte: bytes) -> str:
    """The hint on how to convert: a lone high byte nearly always means a Windows code page."""
    meant = byte.decode("cp1252", errors="ignore")
    reads = f", where it reads `{meant}`" if meant.isprintable() and meant else ""
    return (
        f"save the file as UTF-8; if it is Windows-1252{reads}, "
        "`iconv -f WINDOWS-1252 -t UTF-8` converts it"
    )


def _controls(text: str, path: str) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    for match in _CONTROL.finditer(text):
        if len(found) == _REPORTED_AT_MOST:
            break
        number = ord(match[0])
        name = "byte order mark" if number == 0xFEFF else "control character"
        found.append(
            Diagnostic(
                code="md-control-character",
                path=path,
                span=_place_of_offset(text, match.start()),
                message=f"the {name} U+{number:04X} is not text",
                hint="delete it; it often comes from copying out of another program",
            )
        )
    return tuple(found)


def _hidden(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Report overrides, tags and zero-width characters in words, which mislead anywhere."""
    if not invisible_characters.may_mislead(text):
        return ()
    return tuple(
        Diagnostic(
            code="md-hidden-character",
            path=path,
            span=_place_of_offset(text, start),
            message=f"the character U+{ord(text[start]):04X} "
            f"({invisible_characters.character_name(text[start])}) "
            "cannot be seen, and changes what can",
            hint="delete it; for words in another script, write `[words]{lang=ar dir=rtl}`",
        )
        for start, _ in itertools.islice(
            invisible_characters.misleading_runs(text), _REPORTED_AT_MOST
        )
    )


def _place_of_offset(text: str, offset: int) -> Span:
    begin = text.rfind("\n", 0, offset) + 1
    return Span(line=text.count("\n", 0, offset) + 1, column=offset - begin + 1)
