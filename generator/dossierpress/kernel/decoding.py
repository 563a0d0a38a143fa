"""Bytes to text: strict UTF-8, one kind of newline, no control codes, no merge conflict markers.

Bytes that cannot be decoded are reported and replaced, and reading goes on: the rest of the file
may have more mistakes, and other files may refer to what it defines.
"""

import codecs
import itertools
import re

from dossierpress.kernel import invisible_characters
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.merge_conflicts import _REPORTED_AT_MOST, without_conflicts

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


def decoded_text(data: bytes) -> str | None:
    """The text of a file of the theme, as a browser reads it; None where it is not UTF-8."""
    try:
        return _NEWLINE.sub("\n", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


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
