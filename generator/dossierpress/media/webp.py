"""WebP: named chunks in a RIFF container."""

import struct
from collections.abc import Iterator

from dossierpress.media.formats import DamagedError, Stripped
from dossierpress.media.jpeg import upright_block

_WEBP_PICTURE = frozenset([b"VP8 ", b"VP8L", b"ALPH"])


_WEBP_KEPT = _WEBP_PICTURE | {b"ANIM", b"ICCP"}


_WEBP_HEAD = b"VP8X"


_WEBP_FRAME = b"ANMF"


_WEBP_FRAME_HEAD = 16


_WEBP_EXIF = b"EXIF"


_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def strip_webp(data: bytes) -> Stripped:
    """Remove from a WebP every chunk that is not needed to show it."""
    if len(data) < 12:
        raise DamagedError("it ends in the middle")
    end = 8 + int(struct.unpack_from("<I", data, 4)[0])
    if end > len(data):
        raise DamagedError("it ends in the middle")
    chunks: list[tuple[bytes, bytes]] = []
    orientation: bytes | None = None
    for name, payload in _webp_chunks(data, 12, end):
        if name in _WEBP_KEPT or name == _WEBP_HEAD:
            chunks.append((name, payload))
        elif name == _WEBP_FRAME:
            chunks.append((name, _webp_frame(payload)))
        elif name == _WEBP_EXIF:
            orientation = upright_block(payload.removeprefix(b"Exif\0\0"))
    if not {name for name, _ in chunks} & {b"VP8 ", b"VP8L", _WEBP_FRAME}:
        raise DamagedError("it holds no picture")
    if orientation is not None:
        chunks.append((_WEBP_EXIF, orientation))
    has_exif = _HAS_EXIF if orientation is not None else 0
    body = b"".join(
        _webp_chunk(name, _webp_head(payload, has_exif) if name == _WEBP_HEAD else payload)
        for name, payload in chunks
    )
    head = b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP"
    return Stripped(data=head + body, end=end)


def _webp_frame(payload: bytes) -> bytes:
    if len(payload) < _WEBP_FRAME_HEAD:
        raise DamagedError("a frame ends in the middle")
    inner = _webp_chunks(payload, _WEBP_FRAME_HEAD, len(payload))
    kept = (_webp_chunk(name, part) for name, part in inner if name in _WEBP_PICTURE)
    return payload[:_WEBP_FRAME_HEAD] + b"".join(kept)


def _webp_head(head: bytes, has_exif: int) -> bytes:
    if len(head) < 10:
        raise DamagedError("its head ends in the middle")
    return bytes([head[0] & ~(_HAS_EXIF | _HAS_XMP) | has_exif]) + head[1:10]


def _webp_chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _webp_chunks(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while place < end:
        if place + 8 > end:
            raise DamagedError("it ends in the middle")
        name, length = struct.unpack_from("<4sI", data, place)
        if place + 8 + length > end:
            raise DamagedError(f"the chunk at byte {place + 1:,} is longer than the file")
        yield name, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
