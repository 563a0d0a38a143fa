"""AVIF: a picture among items. One with EXIF or XMP items is refused.

Their bytes can be anywhere in the file.
"""

from dossierpress.media.formats import DamagedError, RevealingError, Stripped
from dossierpress.media.iso_media import Box, boxes

_AVIF_CONTAINERS = {b"meta": 4, b"moov": 0, b"trak": 0, b"mdia": 0}


_ITEMS = {b"Exif": "EXIF", b"mime": "XMP", b"uri ": "notes of a program"}


_PRIVATE_ITEMS = {
    b"uuid": "notes of a program",
    b"udta": "notes of a program",
    b"xml ": "XMP",
    b"bxml": "XMP",
}


_UNUSED_BOXES = frozenset([b"free", b"skip"])


_INFORMATION = b"iinf"


_ENTRY = b"infe"


def strip_avif(data: bytes) -> Stripped:
    """Return an AVIF without metadata, with unused bytes cleared.

    Raises:
        RevealingError: It holds metadata.
        DamagedError: It is no AVIF that could be read.
    """
    found: dict[str, None] = {}
    names = set()
    blanked = bytearray(data)
    for box in boxes(data, _AVIF_CONTAINERS | {_INFORMATION: _head_of_entries(data)}):
        names.add(box.name)
        if box.name == _ENTRY:
            kind = _item_type(data, box)
            if kind in _ITEMS:
                found[_ITEMS[kind]] = None
        elif box.name in _PRIVATE_ITEMS:
            found[_PRIVATE_ITEMS[box.name]] = None
        elif box.name in _UNUSED_BOXES:
            blanked[box.payload : box.end] = bytes(box.end - box.payload)
    if not names & {b"meta", b"moov"}:
        raise DamagedError("it holds no picture")
    if found:
        raise RevealingError(" and ".join(found))
    return Stripped(data=bytes(blanked))


def _head_of_entries(data: bytes) -> int:
    """Bytes before the first entry of the list of items: its number is longer in version 1."""
    for box in boxes(data, _AVIF_CONTAINERS):
        if box.name == _INFORMATION and box.payload < box.end:
            return 6 if data[box.payload] == 0 else 8
    return 6


def _item_type(data: bytes, box: Box) -> bytes:
    version = data[box.payload] if box.payload < box.end else 0
    if version not in (2, 3):
        raise DamagedError(f"the item at byte {box.start + 1:,} is of an unknown kind")
    place = box.payload + (8 if version == 2 else 10)
    return data[place : min(place + 4, box.end)]
