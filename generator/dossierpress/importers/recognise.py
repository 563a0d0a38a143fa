"""Recognise the format of a file that is no JSON: a PDF, a table, an HTML page."""

import io
import json
import re
import zipfile
from collections.abc import Callable

READS = (
    '`dossier import` reads stand-off JSON (`{"articles": [{"id": …, "title": …, "text": …}],'
    ' "entities": […]}`) and W3C web annotations (JSON-LD with `@context`); docs/importing.md'
    " describes both"
)
"""The formats that an import reads, for the hint of a diagnostic."""


BYTES_LOOKED_AT = 4096
"""Number of bytes that are looked at."""


_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a document in RTF"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Microsoft Office"),
    (b"\x1f\x8b", "a file packed with gzip"),
    (b"BZh", "a file packed with bzip2"),
    (b"\xfd7zXZ\x00", "a file packed with xz"),
    (b"\x28\xb5\x2f\xfd", "a file packed with zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"ID3", "a recording"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


_IN_ZIP: tuple[tuple[str, str], ...] = (
    ("word/", "a document of Word (.docx)"),
    ("xl/", "a spreadsheet of Excel (.xlsx)"),
    ("ppt/", "a presentation of PowerPoint (.pptx)"),
    ("META-INF/container.xml", "an e-book (.epub)"),
    ("content.xml", "a document of LibreOffice (.odt, .ods)"),
)


_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[\s\S]*?\n---")


_FENCED_LINE = re.compile(r"#{1,6} \S")


_WEB_ARCHIVE = re.compile(r"(?:MIME-Version|From|Received|Return-Path|WARC/1)[: .]", re.IGNORECASE)


def recognise_format(data: bytes) -> str | None:
    """Name the format of a file; None if it may be meant as JSON."""
    if not data.strip():
        return "it holds nothing"
    binary = _binary(data)
    if binary is not None:
        return f"it seems to be {binary}"
    text = data[:BYTES_LOOKED_AT].decode("utf-8-sig", errors="replace").lstrip()
    if text.startswith(("{", "[")) and not _is_lines_of_json(text):
        return None
    found = next((name for is_it, name in _TEXTS if is_it(text)), "plain text")
    return f"it seems to be {found}"


def _binary(data: bytes) -> str | None:
    if data.startswith(b"PK"):
        return _zip(data)
    if data[4:8] == b"ftyp":
        return "a recording"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text in UTF-16; save it as UTF-8"
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return marked or ("no text" if b"\x00" in data[:BYTES_LOOKED_AT] else None)


def _zip(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()[:1000]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "a damaged ZIP archive"
    return next(
        (is_ for mark, is_ in _IN_ZIP if any(name.startswith(mark) for name in names)),
        "a ZIP archive",
    )


def _is_lines_of_json(text: str) -> bool:
    """Whether each line is one JSON value: JSON Lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[1].lstrip().startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(lines[0]), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_conll(text: str) -> bool:
    lines = [line for line in text.splitlines()[:-1] if line and not line.startswith("#")]
    return len(lines) > 1 and all(line.count("\t") == 9 for line in lines)


def _is_table(separator: str) -> Callable[[str], bool]:
    def is_it(text: str) -> bool:
        counts = [line.count(separator) for line in text.splitlines()[:4] if line.strip()]
        return len(counts) > 1 and counts[0] > 0 and len(set(counts)) == 1

    return is_it


_TEXTS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (_is_lines_of_json, "JSON Lines: one value on each line, where one for the file is wanted"),
    (lambda text: _TAG.search(text[:1024]) is not None, "a page of HTML"),
    (lambda text: text.startswith("<"), "XML"),
    (
        lambda text: _FRONT_MATTER.match(text) is not None,
        "an article with front matter, which needs no import: put it into content/articles/",
    ),
    (lambda text: _WEB_ARCHIVE.match(text) is not None, "an e-mail or a web archive"),
    (_is_conll, "CoNLL-U"),
    (_is_table("\t"), "a table (TSV)"),
    (_is_table(","), "a table (CSV)"),
    (_is_table(";"), "a table (CSV)"),
    (
        lambda text: _FENCED_LINE.match(text) is not None,
        "Markdown, which needs no import: put it into content/articles/",
    ),
)
