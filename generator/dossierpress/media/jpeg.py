"""JPEG: segments, and coded picture data between them.

Kept is what decoding needs: tables, frames, scans, the JFIF head without its thumbnail, Adobe's
colour transform, the colour profile, the orientation. Everything else that a segment can hold goes,
and with it whatever follows the end of the picture (previews, a second picture, a film).
"""

import re
import struct

from dossierpress.media.orientation import upright_block
from dossierpress.media.stripped import DamagedError, Stripped

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_JFIF, _EXIF, _PROFILE, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DECODING = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}
"""Frames, Huffman and arithmetic tables, quantisation, heights, restarts, hierarchies."""

# Within coded data a marker is anything but a stuffed byte, a restart or a filler.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def strip_jpeg(data: bytes) -> Stripped:
    """Take out of a JPEG all that says where, when, with what and by whom it was made."""
    segments, end = _segments(data)
    markers = {marker for marker, _ in segments}
    if not markers & _FRAMES or _SCAN not in markers:
        raise DamagedError("it holds no picture")
    parts = [bytes([0xFF, _START])]
    oriented = False
    for marker, payload in segments:
        if marker == _EXIF and payload.startswith(b"Exif\0") and not oriented:
            orientation = upright_block(payload[6:])
            oriented = orientation is not None
            kept = None if orientation is None else _segment(_EXIF, b"Exif\0\0" + orientation)
        else:
            kept = _kept(marker, payload)
        if kept is not None:
            parts.append(kept)
    parts.append(bytes([0xFF, _END]))
    return Stripped(data=b"".join(parts), end=end)


def _kept(marker: int, payload: bytes) -> bytes | None:
    """A segment as it is published, or None."""
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
