"""PDF: looked through for what it says of its making, and published as it is.

Its objects point at one another by offsets, may be packed and signed; taking something out means
writing the document anew. Authors are told instead.
"""

import re

from dossierpress.media.stripped import Stripped

_SIGNS = (
    (re.compile(rb"/Info\s+\d{1,10}\s+\d{1,5}\s+R"), "its author, program and dates (`Info`)"),
    (re.compile(rb"/Type\s*/Metadata|/Subtype\s*/XML"), "XMP"),
    (re.compile(rb"Exif\0\0(?:II\*\0|MM\0\*)"), "EXIF of a picture in it"),
    (re.compile(rb"/EmbeddedFiles?\b"), "a file that is attached to it"),
    (re.compile(rb"/(?:JavaScript|JS|Launch)\b"), "a script or a program to start"),
    (re.compile(rb"/Encrypt\s+\d"), "parts that cannot be read: it is encrypted"),
)


def inspect_pdf(data: bytes) -> Stripped:
    """Tell what a PDF says of its making. What is packed in object streams is not unpacked."""
    return Stripped(data=data, kept=tuple(words for sign, words in _SIGNS if sign.search(data)))
