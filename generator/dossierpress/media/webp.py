"""WebP: named chunks in a RIFF container; frames of moving pictures hold chunks of their own."""

import struct
from collections.abc import Iterator

from dossierpress.media.orientation import upright_block
from dossierpress.media.stripped import DamagedError, Stripped

_PICTURE = frozenset([b"VP8 ", b"VP8L", b"ALPH"])
_KEPT = _PICTURE | {b"ANIM", b"ICCP"}
_HEAD = b"VP8X"
_FRAME = b"ANMF"
_FRAME_HEAD = 16
_EXIF = b"EXIF"
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def strip_webp(data: bytes) -> Stripped:
    """Take out of a WebP every chunk that is not needed to show it."""
    if len(data) < 12:
        raise DamagedError("it ends in the middle")
    end = 8 + int(struct.unpack_from("<I", data, 4)[0])
    if end > len(data):
        raise DamagedError("it ends in the middle")
    chunks: list[tuple[bytes, bytes]] = []
    orientation: bytes | None = None
    for name, payload in _chunks(data, 12, end):
        if name in _KEPT or name == _HEAD:
            chunks.append((name, payload))
        elif name == _FRAME:
            chunks.append((name, _frame(payload)))
        elif name == _EXIF:
            orientation = upright_block(payload.removeprefix(b"Exif\0\0"))
    if not {name for name, _ in chunks} & {b"VP8 ", b"VP8L", _FRAME}:
        raise DamagedError("it holds no picture")
    if orientation is not None:
        chunks.append((_EXIF, orientation))
    has_exif = _HAS_EXIF if orientation is not None else 0
    body = b"".join(
        _chunk(name, _flagged(payload, has_exif) if name == _HEAD else payload)
        for name, payload in chunks
    )
    head = b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP"
    return Stripped(data=head + body, end=end)


def _frame(payload: bytes) -> bytes:
    if len(payload) < _FRAME_HEAD:
        raise DamagedError("a frame ends in the middle")
    inner = _chunks(payload, _FRAME_HEAD, len(payload))
    kept = (_chunk(name, part) for name, part in inner if name in _PICTURE)
    return payload[:_FRAME_HEAD] + b"".join(kept)


def _flagged(head: bytes, has_exif: int) -> bytes:
    if len(head) < 10:
        raise DamagedError("its head ends in the middle")
    return bytes([head[0] & ~(_HAS_EXIF | _HAS_XMP) | has_exif]) + head[1:10]


def _chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _chunks(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while place < end:
        if place + 8 > end:
            raise DamagedError("it ends in the middle")
        name, length = struct.unpack_from("<4sI", data, place)
        if place + 8 + length > end:
            raise DamagedError(f"the chunk at byte {place + 1:,} is longer than the file")
        yield name, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
