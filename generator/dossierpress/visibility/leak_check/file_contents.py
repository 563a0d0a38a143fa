"""Extract all texts of a file: across tags, escapes, cells, cues and compressed streams.

Gets the bytes of a published file, gives all texts that a reader, a browser or a program may find
there, and what could not be read.
"""

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from dossierpress.kernel.escapes import readings
from dossierpress.visibility.leak_check.pdf import read_pdf

_MARKUP = frozenset((".html", ".xml", ".svg", ".xhtml", ".htm"))
_TABLES = frozenset((".csv", ".tsv"))
_CUES = frozenset((".vtt", ".srt"))
_PACKED = frozenset(
    """
    .png .jpg .jpeg .gif .webp .avif .ico .mp3 .mp4 .webm .woff .woff2 .ttf .otf .zip .gz
    """.split()  # noqa: SIM905 (reads better than twenty lines)
)

_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_CELL = re.compile(r"</?t[dh](?:\s[^>]*)?>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|rb|ruby|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tspan|textPath|tref|u|var|wbr)(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_SHOWN_BY_NUMBER = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
_TIMES = re.compile(r"^.*-->.*$|^\d+$", re.MULTILINE)
_SEPARATOR = re.compile(r"[,;\t|]")
_HELD = re.compile(r"base64,([A-Za-z0-9+/=]{16,})")
_QUERY = re.compile(r"\+(?<=\w\+)(?=\w)")  # begins with what `re` finds quickly
_RUNS = re.compile(
    rb"(?:[\x20-\x7e\t]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){6,}"
)
_WIDE_RUNS = re.compile(rb"(?:[\x20-\xff][\x00-\x06]){6,}")
_MARKS = ((b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SUBTITLES = re.compile(rb"S_VOBSUB|S_HDMV/PGS|S_DVBSUB|S_TEXT/|tx3g|wvtt|stpp|c608|mp4s")


class FileText(Struct, frozen=True, gc=False):
    """A text of a file."""

    text: str
    cells: bool = False
    """Whether commas and semicolons separate the cells of a table."""


class FileContents(Struct, frozen=True, gc=False):
    """All that could be read of a file."""

    texts: tuple[FileText, ...]
    unread: str | None = None
    """What could not be read, and may contain anything: `its pages are pictures`."""
    packed: bool = False
    """Whether most of it is no text, so that a few letters may occur by chance."""


def read_contents(path: str, data: bytes) -> FileContents:
    """Read a file in all ways in which a reader, a browser or a program may."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".pdf":
        texts, unread = read_pdf(data)
        said = (one for text in texts for one in _in_text(text))
        return FileContents((*said, *_strings(data)), unread)
    if suffix in _PACKED:
        unread = "its subtitles, which may be packed or drawn" if _SUBTITLES.search(data) else None
        return FileContents(tuple(_strings(data)), unread, packed=True)
    text = _decoded(data)
    if suffix in _MARKUP:
        found = _in_markup(text)
    elif suffix == ".json":
        found = _in_json(text)
    elif suffix in _TABLES:
        found = _in_table(text)
    elif suffix in _CUES:
        found = _in_cues(text)
    else:
        found = _in_text(text)
    return FileContents((*found, *_held(text)))


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def _in_text(text: str, *, cells: bool = False) -> Iterator[FileText]:
    for reading in readings(text):
        yield FileText(reading, cells)
        spaced = _QUERY.sub(" ", reading) if "+" in reading else reading
        if spaced != reading:
            yield FileText(spaced, cells)


def _in_markup(text: str) -> Iterator[FileText]:
    """Markup as written, with attributes and comments; and its text across tags."""
    for name, double, single in _ENTITY.findall(text):
        text = text.replace(f"&{name};", double or single)
    yield from _in_text(text)
    bare = _TAG.sub("\0", _INLINE.sub("", _CELL.sub("\t", text)))
    bare = html.unescape(_SHOWN_BY_NUMBER.sub("", bare))
    bare = _SHOWN_BY_NUMBER.sub("", bare)
    yield FileText(bare)
    if "<" in bare:  # tags that are shown as text
        yield FileText(_TAG.sub("", bare))


def _in_json(text: str) -> Iterator[FileText]:
    """JSON as written; and the texts of each list and each object side by side."""
    yield from _in_text(text)
    try:
        value = json.loads(text)
        yield from map(FileText, _side_by_side(value))
    except (ValueError, RecursionError):
        pass  # it is no JSON, or nested too deeply for any reader; the text itself is searched


def _side_by_side(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            inner = [*one.values()]
            yield "\n".join(f"{key}\t{item}" for key, item in one.items() if isinstance(item, str))
        elif isinstance(one, list):
            inner = one
        else:
            continue
        yield "\t".join(item for item in inner if isinstance(item, str))
        waiting += [item for item in inner if isinstance(item, dict | list)]


def _in_table(text: str) -> Iterator[FileText]:
    """A table cell by cell, and without cells that are no words: a year between two names."""
    yield from _in_text(text, cells=True)
    rows = (
        "\t".join(
            cell
            for part in _SEPARATOR.split(line)
            if (cell := part.strip().strip("\"'")) and not any(map(str.isdigit, cell))
        )
        for line in text.splitlines()
    )
    yield FileText("\0".join(rows))


def _in_cues(text: str) -> Iterator[FileText]:
    """Subtitles with tags and settings; and their text across tags and cues."""
    yield from _in_text(text)
    yield FileText(html.unescape(_TAG.sub("", _TIMES.sub("", text))))


def _held(text: str) -> Iterator[FileText]:
    """The texts of files embedded as `data:` addresses."""
    for found in _HELD.finditer(text) if "base64," in text else ():
        try:
            yield from _strings(base64.b64decode(found[1] + "=="))
        except (binascii.Error, ValueError):
            continue


def _strings(data: bytes) -> Iterator[FileText]:
    """Texts within binary data: metadata of a picture, lines of subtitles."""
    yield FileText("\0".join(run.decode("utf-8", "replace") for run in _RUNS.findall(data)))
    wide = [run.decode("utf-16-le", "replace") for run in _WIDE_RUNS.findall(data)]
    if wide:
        yield FileText("\0".join(wide))
