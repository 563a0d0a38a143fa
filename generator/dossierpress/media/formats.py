"""File formats: how one is recognised, and what the module of a format returns or raises.

A format is recognised by the first bytes of a file, whatever its name is.
"""

import re
from pathlib import PurePosixPath

from msgspec import Struct


class Stripped(Struct, frozen=True, kw_only=True, gc=False):
    """A file as it is to be published."""

    data: bytes
    kept: tuple[str, ...] = ()
    """Metadata that it still has, in words for a message: `its author`."""
    end: int | None = None
    """Offset of its end, in bytes, if data behind it was removed."""


class DamagedError(ValueError):
    """A file breaks the rules of its container; the text is the end of a message.

    `clean_media` turns it into a diagnostic.
    """


class RevealingError(ValueError):
    """A file holds metadata that cannot be removed; the text names it."""


_SIGNATURES = (
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("AVIF", re.compile(rb"....ftyp(?:avif|avis|mif1....(?:....){0,8}?avif)", re.DOTALL)),
    ("HEIC", re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)),
    ("QuickTime", re.compile(rb"....ftypqt", re.DOTALL)),
    ("MP4", re.compile(rb"....ftyp", re.DOTALL)),
    ("WebM", re.compile(rb"\x1a\x45\xdf\xa3")),
    ("MP3", re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    ("PDF", re.compile(rb"%PDF-")),
    ("TIFF", re.compile(rb"II\*\0|MM\0\*")),
    ("BMP", re.compile(rb"BM.{4}\0{4}", re.DOTALL)),
    ("ZIP", re.compile(rb"PK(?:\x03\x04|\x05\x06)")),
    ("RAR", re.compile(rb"Rar!\x1a\x07")),
    ("7z", re.compile(rb"7z\xbc\xaf\x27\x1c")),
    ("gzip", re.compile(rb"\x1f\x8b\x08")),
    ("Windows program", re.compile(rb"MZ[^\n]?\0")),
    ("Linux program", re.compile(rb"\x7fELF")),
    ("WebAssembly", re.compile(rb"\0asm")),
    ("Wave or AVI", re.compile(rb"RIFF....(?:WAVE|AVI )", re.DOTALL)),
    ("Ogg", re.compile(rb"OggS")),
    ("FLAC", re.compile(rb"fLaC")),
    ("Flash", re.compile(rb"[FCZ]WS[\x01-\x20]")),
    ("Office 97", re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
)
# Where a host tells no type, browsers take a file for HTML that begins with one of these.
_HTML = re.compile(
    rb"\s*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|"
    rb"!--|\?php|object|embed|meta|link|img|svg:?script)(?=[\s>/]|--)",
    re.IGNORECASE,
)
_SVG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE\s[^>]*>\s*)*<(?:\w+:)?svg\b"
)
_XML = re.compile(rb"\s*<\?xml\b")
_MARK = b"\xef\xbb\xbf"
_HEAD = 4096

_OF_EXTENSION = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
    ".svg": "SVG",
    ".pdf": "PDF",
    ".mp3": "MP3",
    ".mp4": "MP4",
    ".webm": "WebM",
    ".vtt": "WebVTT",
    ".json": "JSON",
    ".csv": "text",
    ".txt": "text",
}
TEXTS = frozenset(["WebVTT", "JSON", "text"])


def kind_by_name(path: str) -> str:
    """The format that an extension stands for; it must be a known one."""
    return _OF_EXTENSION[PurePosixPath(path).suffix.lower()]


def kind_by_content(data: bytes) -> str | None:
    """The format of a file by its first bytes; None for text and unknown formats."""
    for name, signature in _SIGNATURES:
        if signature.match(data):
            return name
    head = data[:_HEAD].removeprefix(_MARK)
    if _SVG.match(head):
        return "SVG"
    if _HTML.match(head):
        return "HTML"
    return "XML" if _XML.match(head) else None


def hidden_kind(behind: bytes) -> str | None:
    """The format of the data behind the end of a picture, if it is one that could be opened."""
    found = kind_by_content(behind.lstrip(b"\0\r\n\t "))
    return found if found in _OPENED else None


_OPENED = frozenset(["ZIP", "RAR", "7z", "HTML", "PDF", "Windows program", "Linux program", "SVG"])
"""Cameras put a second JPEG or a film behind the first; these no camera puts there."""
