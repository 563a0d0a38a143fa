"""The one thing in EXIF that pictures need: which way up they are.

Everything else there (places, serial numbers, thumbnails, notes of the maker) goes, so the block is
never edited: a new one is made that holds the orientation alone.
"""

import struct

_ORIENTATION = 0x0112
_SHORT = 3
_UPRIGHT = 1
_ENTRIES = 512


def upright_block(tiff: bytes) -> bytes | None:
    """A TIFF block with the orientation of another and nothing else; None for upright pictures.

    Args:
        tiff: The block from its byte order on (`II*` or `MM*`). A damaged one has no orientation.
    """
    value = _orientation(tiff)
    if value is None or value == _UPRIGHT:
        return None
    entry = struct.pack("<HHIHH", _ORIENTATION, _SHORT, 1, value, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)


def _orientation(tiff: bytes) -> int | None:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return None
    start = int(struct.unpack_from(f"{order}I", tiff, 4)[0])
    if start + 2 > len(tiff):
        return None
    entries = int(struct.unpack_from(f"{order}H", tiff, start)[0])
    for number in range(min(entries, _ENTRIES)):
        place = start + 2 + 12 * number
        if place + 12 > len(tiff):
            return None
        tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _ORIENTATION:
            return value if (kind, count) == (_SHORT, 1) and 1 <= value <= 8 else None
    return None
