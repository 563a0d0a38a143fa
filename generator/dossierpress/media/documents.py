"""Texts and PDF, which are checked and published unchanged.

A browser must take a text for text, whatever type a host sends. Objects of a PDF refer to each
other by offsets and may be compressed and signed, so removing metadata would mean writing the
document anew. Its metadata is reported to the author instead.
"""

import re

from dossierpress.media.formats import DamagedError, Stripped

_BEGINNINGS = {"JSON": tuple('{["-0123456789tfn'), "WebVTT": ("WEBVTT",)}


def check_text(data: bytes, kind: str) -> Stripped:
    """Return a text unchanged; DamagedError if it is not UTF-8 or not of its format."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedError(f"byte {error.start + 1:,} is not valid UTF-8") from None
    place = text.find("\0")
    if place >= 0:
        raise DamagedError(f"character {place + 1:,} is U+0000, which no text holds")
    beginnings = _BEGINNINGS.get(kind)
    if beginnings is not None and not text.lstrip().startswith(beginnings):
        raise DamagedError(f"it does not begin as {kind} does")
    return Stripped(data=data)


_SIGNS = (
    (re.compile(rb"/Info\s+\d{1,10}\s+\d{1,5}\s+R"), "its author, program and dates (`Info`)"),
    (re.compile(rb"/Type\s*/Metadata|/Subtype\s*/XML"), "XMP"),
    (re.compile(rb"Exif\0\0(?:II\*\0|MM\0\*)"), "EXIF of a picture in it"),
    (re.compile(rb"/EmbeddedFiles?\b"), "a file that is attached to it"),
    (re.compile(rb"/(?:JavaScript|JS|Launch)\b"), "a script or a program to start"),
    (re.compile(rb"/Encrypt\s+\d"), "parts that cannot be read: it is encrypted"),
)


def inspect_pdf(data: bytes) -> Stripped:
    """Return a PDF unchanged, with its metadata named. Object streams are not decompressed."""
    return Stripped(data=data, kept=tuple(words for sign, words in _SIGNS if sign.search(data)))
