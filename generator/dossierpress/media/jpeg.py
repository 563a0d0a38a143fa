"""JPEG: segments, and coded picture data between them.

Kept are tables, frames, scans, the JFIF head without its thumbnail, Adobe's colour transform, the
colour profile, the orientation. Everything else goes, and with it whatever follows the end of the
picture (previews, a second picture, a film). Of EXIF only the orientation is needed: a new block is
made that holds it alone.
"""

import re
import struct

from dossierpress.media.formats import DamagedError, Stripped

_ORIENTATION = 0x0112


_SHORT_VALUE = 3


_UPRIGHT = 1


_MOST_ENTRIES = 512


def upright_block(tiff: bytes) -> bytes | None:
    """A TIFF block with only the orientation of the given one; None for upright pictures.

    Args:
        tiff: The block from its byte order on (`II*` or `MM*`). A damaged one has no orientation.
    """
    value = _orientation(tiff)
    if value is None or value == _UPRIGHT:
        return None
    entry = struct.pack("<HHIHH", _ORIENTATION, _SHORT_VALUE, 1, value, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)


def _orientation(tiff: bytes) -> int | None:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return None
    start = int(struct.unpack_from(f"{order}I", tiff, 4)[0])
    if start + 2 > len(tiff):
        return None
    entries = int(struct.unpack_from(f"{order}H", tiff, start)[0])
    for number in range(min(entries, _MOST_ENTRIES)):
        place = start + 2 + 12 * number
        if place + 12 > len(tiff):
            return None
        tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _ORIENTATION:
            return value if (kind, count) == (_SHORT_VALUE, 1) and 1 <= value <= 8 else None
    return None


_START, _END, _SCAN = 0xD8, 0xD9, 0xDA


_JFIF, _EXIF_SEGMENT, _PROFILE, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


_DECODING = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}
"""Frames, Huffman and arithmetic tables, quantisation, heights, restarts, hierarchies."""


# Within coded data a marker is anything but a stuffed byte, a restart or a filler.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def strip_jpeg(data: bytes) -> Stripped:
    """Remove from a JPEG all metadata: place, time, device, author."""
    segments, end = _segments(data)
    markers = {marker for marker, _ in segments}
    if not markers & _FRAMES or _SCAN not in markers:
        raise DamagedError("it holds no picture")
    parts = [bytes([0xFF, _START])]
    oriented = False
    for marker, payload in segments:
        if marker == _EXIF_SEGMENT and payload.startswith(b"Exif\0") and not oriented:
            orientation = upright_block(payload[6:])
            oriented = orientation is not None
            kept = (
                None if orientation is None else _segment(_EXIF_SEGMENT, b"Exif\0\0" + orientation)
            )
        else:
            kept = _kept_segment(marker, payload)
        if kept is not None:
            parts.append(kept)
    parts.append(bytes([0xFF, _END]))
    return Stripped(data=b"".join(parts), end=end)


def _kept_segment(marker: int, payload: bytes) -> bytes | None:
    """A segment as it is published; None if it is removed."""
    if marker == _SCAN:
        return bytes([0xFF, _SCAN]) + payload
    if marker in _DECODING:
        return _segment(marker, payload)
    if marker == _JFIF and payload.startswith(b"JFIF\0") and len(payload) >= 14:
        return _segment(marker, payload[:12] + b"\0\0")
    if marker == _PROFILE and payload.startswith(b"ICC_PROFILE\0"):
        return _segment(marker, payload)
    if marker == _ADOBE and payload.startswith(b"Adobe") and len(payload) >= 12:
        return _segment(marker, payload[:12])
    if 0xE0 <= marker <= 0xEF or marker == _COMMENT:
        return None
    raise DamagedError(f"it has a segment of an unknown kind, {marker:#04x}")


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _segments(data: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """((marker, payload) of every segment, where the picture ends).

    The payload of a scan begins with its length, and the coded data belongs to it.
    """
    found: list[tuple[int, bytes]] = []
    place = 2
    while True:
        if place + 2 > len(data):
            raise DamagedError("it ends in the middle")
        if data[place] != 0xFF:
            raise DamagedError(f"a segment should begin at byte {place + 1:,}, and does not")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == _END:
            return found, place + 2
        if place + 4 > len(data):
            raise DamagedError("it ends in the middle")
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise DamagedError(f"the segment at byte {place + 1:,} is longer than the file")
        if marker != _SCAN:
            found.append((marker, data[place + 4 : end]))
            place = end
            continue
        following = _MARKER.search(data, end)
        if following is None:
            raise DamagedError("it ends in the middle")
        found.append((marker, data[place + 2 : following.start()]))
        place = following.start()
