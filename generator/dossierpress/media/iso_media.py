"""Boxes of the ISO base media file format, in which AVIF and MP4 are written."""

import struct
from collections.abc import Iterator, Mapping

from msgspec import Struct

from dossierpress.media.formats import DamagedError

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
