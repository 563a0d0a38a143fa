"""PNG: a list of named chunks. Those that decoding does not need are left out."""

import struct
import zlib
from collections.abc import Iterator

from dossierpress.media.formats import DamagedError, Stripped
from dossierpress.media.jpeg import upright_block

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
