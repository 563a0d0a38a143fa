"""AVIF and MP4, which are written in boxes of the ISO base media file format.

An AVIF with EXIF or XMP items is refused, for their bytes can be anywhere in the file. In an MP4
nothing may move, or offsets would be wrong: metadata is overwritten in place.
"""

import struct
from collections.abc import Iterator, Mapping

from msgspec import Struct

from dossierpress.media.formats import DamagedError, RevealingError, Stripped

_BOXES = 100_000
_LEVELS = 16


class Box(Struct, frozen=True, kw_only=True, gc=False):
    """One box."""

    name: bytes
    start: int
    """Offset of its length."""
    payload: int
    """Offset of the first byte after its head."""
    end: int
    path: tuple[bytes, ...]
    """Names of the boxes around it, the outermost first."""


def boxes(data: bytes, containers: Mapping[bytes, int]) -> Iterator[Box]:
    """Every box of a file, a container before what is in it.

    Args:
        data: The file.
        containers: Boxes to look into -> bytes between their head and the first box in them.
    """
    count = 0
    waiting: list[tuple[int, int, tuple[bytes, ...]]] = [(0, len(data), ())]
    while waiting:
        place, end, path = waiting.pop()
        if place == end:
            continue
        box = _box(data, place, end, path)
        count += 1
        if count > _BOXES or len(path) > _LEVELS:
            raise DamagedError("it has more boxes than are read")
        yield box
        waiting.append((box.end, end, path))
        if box.name in containers:
            inner = box.payload + containers[box.name]
            if inner > box.end:
                raise DamagedError(f"the box at byte {place + 1:,} ends in the middle")
            waiting.append((inner, box.end, (*path, box.name)))


def _box(data: bytes, place: int, end: int, path: tuple[bytes, ...]) -> Box:
    if place + 8 > end:
        raise DamagedError("it ends in the middle")
    length, name = struct.unpack_from(">I4s", data, place)
    payload = place + 8
    if length == 1:
        if place + 16 > end:
            raise DamagedError("it ends in the middle")
        (length,) = struct.unpack_from(">Q", data, payload)
        payload += 8
    elif length == 0 and not path:
        length = end - place
    if not payload <= place + length <= end:
        raise DamagedError(f"the box at byte {place + 1:,} is longer than what it is in")
    return Box(name=name, start=place, payload=payload, end=place + length, path=path)


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


_MP4_CONTAINERS = {
    b"moov": 0,
    b"trak": 0,
    b"mdia": 0,
    b"minf": 0,
    b"stbl": 0,
    b"stsd": 8,
    b"edts": 0,
    b"mvex": 0,
    b"moof": 0,
    b"traf": 0,
}
_BLANKED = frozenset([b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"xml ", b"bxml"])
_TIMED = frozenset([b"mvhd", b"tkhd", b"mdhd"])
_HANDLER = b"hdlr"
_DESCRIPTIONS = b"stsd"
_SHOWN = frozenset([b"vide", b"soun", b"text", b"subt", b"sbtl", b"clcp", b"tmcd"])
_ENCODER = slice(42, 74)
"""Of the description of a video: the name of what encoded it."""
_VIDEO = frozenset([b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp08", b"vp09", b"mp4v"])


def strip_mp4(data: bytes) -> Stripped:
    """Overwrite in an MP4 all that is not picture, sound, subtitles or needed to play them."""
    film = bytearray(data)
    kept: dict[str, None] = {}
    names = set()
    for box in boxes(data, _MP4_CONTAINERS):
        names.add(box.name)
        if box.name in _BLANKED:
            film[box.start + 4 : box.start + 8] = b"free"
            _blank_out(film, box.payload, box.end)
        elif box.name in _TIMED:
            width = 16 if data[box.payload : box.payload + 1] == b"\1" else 8
            _blank_out(film, box.payload + 4, min(box.payload + 4 + width, box.end))
        elif box.name == _HANDLER:
            _blank_out(film, min(box.payload + 24, box.end), box.end)
            kept |= dict.fromkeys(_not_shown(data, box))
        elif box.path[-1:] == (_DESCRIPTIONS,) and box.name in _VIDEO:
            start, end = box.payload + _ENCODER.start, box.payload + _ENCODER.stop
            _blank_out(film, min(start, box.end), min(end, box.end))
    if b"moov" not in names:
        raise DamagedError("it holds no film and no sound")
    return Stripped(data=bytes(film), kept=tuple(kept))


def _not_shown(data: bytes, box: Box) -> tuple[str, ...]:
    """Tracks of sensor data, such as positions of the camera."""
    kind = data[box.payload + 8 : box.payload + 12]
    if box.path[-1:] != (b"mdia",) or kind in _SHOWN:
        return ()
    shown = kind.decode("ascii", errors="replace")
    return (f"a track that is neither picture nor sound (`{shown}`) and may hold places",)


def _blank_out(film: bytearray, start: int, end: int) -> None:
    film[start:end] = bytes(end - start)
