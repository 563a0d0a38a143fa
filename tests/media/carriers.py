"""Files of every kind that say all they can of their making: made here, byte by byte."""

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import Image, ImageCms, PngImagePlugin

SECRET = "Somebody-7351"
"""Stands wherever a file can say something."""
_XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="' + SECRET + '"'
    ' xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="35,41.5N"'
    ' xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="' + SECRET + '"/>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
).encode()

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation: int | None = 6) -> bytes:
    """A TIFF block with a place, names, a serial number, a maker's note and a thumbnail."""
    block = Image.Exif()
    if orientation is not None:
        block[0x0112] = orientation
    block[0x010E] = block[0x013B] = block[0x8298] = block[0x010F] = SECRET
    camera = block.get_ifd(0x8769)
    camera[0xA431] = camera[0xA435] = camera[0xA430] = SECRET
    camera[0x927C] = camera[0x9286] = b"ASCII\0\0\0" + SECRET.encode()
    place = block.get_ifd(0x8825)
    place |= {1: "N", 2: (35.0, 41.0, 30.0), 3: "E", 4: (51.0, 25.0, 12.0), 29: SECRET}
    return block.tobytes()


def image(size: tuple[int, int] = (24, 16)) -> Image.Image:
    """A picture no two of whose corners are alike."""
    made = Image.new("RGB", size)
    made.putdata([(x * 10, y * 15, x * y % 256) for y in range(size[1]) for x in range(size[0])])
    return made


def saved(format_: str, **options: object) -> bytes:
    file = io.BytesIO()
    image().save(file, format_, **options)
    return file.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def thumbnail_block() -> bytes:
    """A second directory in EXIF whose JPEG holds the secret."""
    small = saved("JPEG", comment=SECRET.encode())
    first = struct.pack("<HHHII", 1, 0x0112, 3, 1, 6) + struct.pack("<I", 26)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 26 + 30, 0x0202, 4, 1, len(small), 0)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + first + second + small


def jpeg(*, progressive: bool = False, orientation: int | None = 6) -> bytes:
    data = saved(
        "JPEG",
        exif=exif(orientation),
        icc_profile=PROFILE,
        comment=SECRET.encode(),
        progressive=progressive,
        quality=90,
    )
    more = b"".join(
        [
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _XMP),
            segment(0xE1, thumbnail_block()),
            segment(
                0xED,
                b"Photoshop 3.0\x008BIM\x04\x04\0\0"
                + struct.pack(">I", 18)
                + b"\x1c\x02\x50\0\x0d"
                + SECRET.encode(),
            ),
            segment(0xE0, b"JFXX\0\x10" + SECRET.encode()),
            segment(0xE2, b"FPXR\0" + SECRET.encode()),
            segment(0xEB, b"JP" + SECRET.encode()),
            b"\xff\xff" + segment(0xFE, SECRET.encode()),
        ]
    )
    return data[:2] + more + data[2:] + saved("JPEG", comment=SECRET.encode()) + SECRET.encode()


def chunk(name: bytes, payload: bytes) -> bytes:
    check = zlib.crc32(payload, zlib.crc32(name))
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", check)


def png(*, orientation: int | None = 6) -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET)
    texts.add_text("Comment", SECRET, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    data = saved("PNG", pnginfo=texts, exif=exif(orientation), icc_profile=PROFILE, dpi=(72, 72))
    more = chunk(b"tIME", struct.pack(">HBBBBB", 2024, 5, 19, 1, 2, 3)) + chunk(
        b"prVt", SECRET.encode()
    )
    return data[:33] + more + data[33:] + SECRET.encode()


def webp(*, lossless: bool = True) -> bytes:
    return saved("WEBP", lossless=lossless, exif=exif(), xmp=_XMP, icc_profile=PROFILE)


def moving_webp() -> bytes:
    return saved(
        "WEBP",
        save_all=True,
        append_images=[image().rotate(180)],
        lossless=True,
        exif=exif(),
        xmp=_XMP,
    )


def gif() -> bytes:
    """Two pictures that repeat, with a comment, XMP and a private block."""
    data = saved(
        "GIF", save_all=True, append_images=[image().rotate(180)], loop=0, comment=SECRET.encode()
    )
    packet = b"!\xff\x0bXMP DataXMP" + _XMP
    packet += b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    private = b"!\xff\x0bPRIVATE1.00" + bytes([len(SECRET)]) + SECRET.encode() + b"\0"
    plain = b"!\x01\x0c" + bytes(12) + bytes([len(SECRET)]) + SECRET.encode() + b"\0"
    place = 13 + 3 * 2 ** ((data[10] & 7) + 1)
    return data[:place] + packet + private + plain + data[place:] + SECRET.encode()


def avif(**options: object) -> bytes:
    return saved("AVIF", **options)


def box(name: bytes, *parts: bytes) -> bytes:
    payload = b"".join(parts)
    return struct.pack(">I4s", 8 + len(payload), name) + payload


def _track(kind: bytes, sample: bytes) -> bytes:
    head = bytes(4) + struct.pack(">II", 3_800_000_000, 3_800_000_000)
    return box(
        b"trak",
        box(b"tkhd", head, bytes(72)),
        box(
            b"mdia",
            box(b"mdhd", head, struct.pack(">IIHH", 1000, 0, 0x55C4, 0)),
            box(b"hdlr", bytes(8), kind, bytes(12), SECRET.encode(), b"\0"),
            box(b"minf", box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), sample))),
        ),
        box(b"udta", box(b"name", SECRET.encode())),
        box(b"meta", bytes(4), SECRET.encode()),
    )


def mp4(kinds: Sequence[bytes] = (b"vide", b"soun")) -> bytes:
    """Boxes as in a film, the film itself being a few bytes."""
    name = SECRET.encode().ljust(31, b"\0")
    sample = box(b"avc1", bytes(42), bytes([len(SECRET)]), name, bytes(4))
    place = b"+35.6892+051.3890/"
    return b"".join(
        [
            box(b"ftyp", b"isom", bytes(4), b"isommp42"),
            box(b"free", SECRET.encode()),
            box(
                b"moov",
                box(b"mvhd", bytes(4), struct.pack(">II", 3_800_000_000, 3_800_000_000), bytes(88)),
                *(_track(kind, sample) for kind in kinds),
                box(
                    b"udta",
                    box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place),
                    box(b"\xa9ART", SECRET.encode()),
                ),
            ),
            box(b"uuid", bytes(16), SECRET.encode()),
            box(b"mdat", b"the film itself"),
        ]
    )


def mp3() -> bytes:
    """Ten frames of silence between tags of three kinds."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    text = b"TPE1" + struct.pack(">IH", len(SECRET) + 1, 0) + b"\0" + SECRET.encode()
    return b"".join(
        [
            b"ID3\x03\0\0" + bytes([0, 0, 0, len(text) + 7]) + text + bytes(7),
            frame * 10,
            b"APETAGEX" + struct.pack("<IIII", 2000, 32, 0, 0) + bytes(8) + SECRET.encode(),
            b"TAG" + SECRET.encode().ljust(125, b"\0"),
        ]
    )


SOUND = b"\xff\xfb\x90\x00" + bytes(413)


def element(identifier: int, payload: bytes) -> bytes:
    name = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return name + (0x0100000000000000 | len(payload)).to_bytes(8, "big") + payload


def webm() -> bytes:
    """Elements as in a film."""
    secret = SECRET.encode()
    info = b"".join(
        element(one, secret) for one in (0x7BA9, 0x7384, 0x73A4, 0x4D80, 0x5741, 0x4461)
    )
    track = element(0xAE, element(0xD7, b"\1") + element(0x86, b"V_VP9") + element(0x536E, secret))
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(
        0x18538067,
        element(0x1549A966, info)
        + element(0xEC, secret)
        + element(0x1654AE6B, track)
        + element(0x1254C367, element(0x7373, secret))
        + element(0x1941A469, element(0x61A7, secret))
        + element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"the film itself")),
    )
