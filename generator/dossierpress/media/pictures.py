"""JPEG, PNG, WebP and GIF: keep what decoding needs, and remove all metadata.

JPEG has segments, and coded picture data between them. Kept are tables, frames, scans, the JFIF
head without its thumbnail, Adobe's colour transform, the colour profile, the orientation. PNG
and WebP are lists of named chunks, GIF a screen and then blocks. The one thing in EXIF that
pictures need is which way up they are: a new block is made that holds the orientation alone.
"""

import re
import struct
import zlib
from collections.abc import Iterator

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


PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_PNG_KEPT = frozenset(
    [
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
        *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI"),  # colours
        *(b"bKGD", b"pHYs"),
        *(b"acTL", b"fcTL", b"fdAT"),  # moving pictures
    ]
)
"""What a browser needs to show the picture as it is. Texts, times and private chunks are not."""
_PNG_EXIF = b"eXIf"

PngChunk = tuple[bytes, bytes]


def strip_png(data: bytes) -> Stripped:
    """Remove from a PNG every chunk that is not needed to show it."""
    parts = [PNG_SIGNATURE]
    names = []
    end = len(PNG_SIGNATURE)
    for name, payload in _png_chunks(data):
        names.append(name)
        end += 12 + len(payload)
        if name in _PNG_KEPT:
            parts.append(_png_chunk(name, payload))
        elif name == _PNG_EXIF:
            orientation = upright_block(payload)
            if orientation is not None:
                parts.append(_png_chunk(_PNG_EXIF, orientation))
        elif not name[0] & 0x20:
            raise DamagedError(f"it has a critical chunk of an unknown kind, `{_chunk_name(name)}`")
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise DamagedError("it holds no picture")
    return Stripped(data=b"".join(parts), end=end)


def _png_chunk(name: bytes, payload: bytes) -> bytes:
    check = zlib.crc32(payload, zlib.crc32(name))
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", check)


def _png_chunks(data: bytes) -> Iterator[PngChunk]:
    """Every chunk to the last one, `IEND`."""
    place = len(PNG_SIGNATURE)
    while True:
        if place + 12 > len(data):
            raise DamagedError("it ends in the middle")
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise DamagedError(f"the chunk at byte {place + 1:,} is longer than the file")
        payload = data[place + 8 : end - 4]
        (check,) = struct.unpack_from(">I", data, end - 4)
        if not name.isalpha() or check != zlib.crc32(payload, zlib.crc32(name)):
            raise DamagedError(f"the check sum of the chunk at byte {place + 1:,} is wrong")
        yield name, payload
        if name == b"IEND":
            return
        place = end


def _chunk_name(name: bytes) -> str:
    return name.decode("ascii")


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


_GIF_EXTENSION = 0x21
_GIF_PICTURE = 0x2C
_GIF_TRAILER = 0x3B
_GIF_CONTROL = 0xF9
_GIF_APPLICATION = 0xFF
_GIF_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""How often to play, and the colour profile."""


def strip_gif(data: bytes) -> Stripped:
    """Remove from a GIF comments, texts and extensions of programs."""
    if len(data) < 13:
        raise DamagedError("it ends in the middle")
    place = 13 + _colour_table_size(data[10])
    parts = [data[:place]]
    pictures = 0
    while True:
        kind = _gif_byte(data, place)
        if kind == _GIF_TRAILER:
            break
        if kind == _GIF_EXTENSION:
            end = _end_of_blocks(data, place + 2)
            if _is_kept_extension(data[place:end]):
                parts.append(data[place:end])
        elif kind == _GIF_PICTURE:
            pictures += 1
            end = _end_of_blocks(data, place + 11 + _colour_table_size(_gif_byte(data, place + 9)))
            parts.append(data[place:end])
        else:
            raise DamagedError(f"a block should begin at byte {place + 1:,}, and does not")
        place = end
    if not pictures:
        raise DamagedError("it holds no picture")
    return Stripped(data=b"".join((*parts, b";")), end=place + 1)


def _is_kept_extension(extension: bytes) -> bool:
    if extension[1] == _GIF_CONTROL:
        # Of a fixed length: four bytes, and nothing behind them.
        return len(extension) == 8
    return extension[1] == _GIF_APPLICATION and extension[3:14] in _GIF_APPLICATIONS


def _colour_table_size(packed: int) -> int:
    """Bytes of a colour table, by the flags that announce it."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _end_of_blocks(data: bytes, place: int) -> int:
    """Where a run of blocks ends that begins at `place`."""
    while length := _gif_byte(data, place):
        place += 1 + length
    return place + 1


def _gif_byte(data: bytes, place: int) -> int:
    if place >= len(data):
        raise DamagedError("it ends in the middle")
    return data[place]
