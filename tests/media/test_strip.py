"""What is taken out of published files, and that what they show stays as it is."""

import contextlib
import io
import random
import struct
import zlib

import carriers
import pytest
from carriers import PROFILE, SECRET, chunk, element, segment
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from dossierpress.media.clean import STRIPPERS, pixel_size, strip_file
from dossierpress.media.formats import DamagedError, RevealingError, kind_by_content

PICTURES = {
    "jpeg": ("JPEG", carriers.jpeg()),
    "progressive jpeg": ("JPEG", carriers.jpeg(progressive=True)),
    "png": ("PNG", carriers.png()),
    "lossless webp": ("WebP", carriers.webp()),
    "lossy webp": ("WebP", carriers.webp(lossless=False)),
    "moving webp": ("WebP", carriers.moving_webp()),
    "gif": ("GIF", carriers.gif()),
}
OTHERS = {
    "mp4": ("MP4", carriers.mp4()),
    "mp3": ("MP3", carriers.mp3()),
    "webm": ("WebM", carriers.webm()),
}
ALL = PICTURES | OTHERS
SIGNS = (SECRET.encode(), b"xmpmeta", b"GPS", b"8BIM", b"Photoshop", b"35.6892")


def frames(data: bytes, *, upright: bool = False) -> list[tuple[object, ...]]:
    """Every picture of a file: size, pixels, and how long it is shown."""
    with Image.open(io.BytesIO(data)) as opened:
        shown = []
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            image = ImageOps.exif_transpose(opened) if upright else opened
            shown.append((image.size, image.convert("RGBA").tobytes(), opened.info.get("duration")))
        return shown


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_left_of_what_a_file_says(name: str) -> None:
    kind, data = ALL[name]
    assert SECRET.encode() in data

    stripped = strip_file(kind, data)

    assert [sign for sign in SIGNS if sign in stripped.data] == []
    assert stripped.kept == ()
    assert kind_by_content(stripped.data) == kind


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_the_same(name: str) -> None:
    kind, data = PICTURES[name]

    stripped = strip_file(kind, data).data

    assert frames(stripped) == frames(data)
    assert frames(stripped, upright=True) == frames(data, upright=True)
    assert pixel_size(kind, stripped) in ((24, 16), (16, 24))


@pytest.mark.parametrize("name", ["jpeg", "png", "lossless webp"])
def test_colours_and_the_right_way_up_are_kept(name: str) -> None:
    kind, data = PICTURES[name]

    with Image.open(io.BytesIO(strip_file(kind, data).data)) as opened:
        assert opened.info["icc_profile"] == PROFILE
        assert dict(opened.getexif()) == {0x0112: 6}
        assert frames(data)[0] != frames(data, upright=True)[0]


@pytest.mark.parametrize("orientation", [None, *range(10)])
def test_an_orientation_is_kept_where_there_is_one(orientation: int | None) -> None:
    for kind, data in (
        ("JPEG", carriers.jpeg(orientation=orientation)),
        ("PNG", carriers.png(orientation=orientation)),
    ):
        # The carrier of JPEG has a second block, as cameras write thumbnails; the first one counts.
        first_alone = data.replace(carriers.thumbnail_block()[:20], b"\0" * 20)
        with Image.open(io.BytesIO(strip_file(kind, first_alone).data)) as opened:
            kept = dict(opened.getexif()).get(0x0112)

        assert kept == (orientation if orientation in range(2, 9) else None)


@pytest.mark.parametrize("name", ALL)
def test_what_is_clean_stays_as_it_is(name: str) -> None:
    kind, data = ALL[name]

    once = strip_file(kind, data).data

    assert strip_file(kind, once).data == once


@pytest.mark.parametrize("name", [*OTHERS, "avif"])
def test_nothing_moves_in_a_film(name: str) -> None:
    if name == "mp3":
        assert strip_file("MP3", carriers.mp3()).data == carriers.SOUND * 10
        return
    kind, data = OTHERS.get(name, ("AVIF", carriers.avif()))

    stripped = strip_file(kind, data).data

    assert len(stripped) == len(data)
    assert stripped.find(b"the film itself") == data.find(b"the film itself")


def test_a_film_without_lengths_is_read_too() -> None:
    secret = SECRET.encode()
    unknown = b"\x01" + b"\xff" * 7
    body = (
        element(0x1654AE6B, element(0xAE, element(0x86, b"V_VP9")))
        + b"\x1f\x43\xb6\x75"
        + unknown
        + element(0xE7, b"\0")
        + element(0xA3, b"film")
        + b"\x1f\x43\xb6\x75"
        + unknown
        + element(0xE7, b"\1")
        + element(0xA3, b"more")
        + element(0x1254C367, secret)
    )
    data = element(0x1A45DFA3, b"") + b"\x18\x53\x80\x67" + unknown + body

    stripped = strip_file("WebM", data).data

    assert secret not in stripped
    assert (
        stripped
        == data[: -len(element(0x1254C367, secret))] + stripped[-len(element(0x1254C367, secret)) :]
    )


def test_a_track_of_places_is_told_of() -> None:
    (kept,) = strip_file("MP4", carriers.mp4((b"vide", b"meta"))).kept

    assert "(`meta`)" in kept


@pytest.mark.parametrize(
    ("options", "says"),
    [({"exif": carriers.exif()}, "EXIF"), ({"xmp": b"<x:xmpmeta/>"}, "XMP")],
)
def test_an_avif_that_says_something_is_refused(options: dict[str, bytes], says: str) -> None:
    with pytest.raises(RevealingError, match=says):
        strip_file("AVIF", carriers.avif(**options))


def test_an_avif_that_says_nothing_is_kept() -> None:
    data = carriers.avif()

    assert strip_file("AVIF", data).data == data
    assert pixel_size("AVIF", data) == (24, 16)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"trailer <</Root 1 0 R /Info 9 0 R>>", "`Info`"),
        (b"<</Type/XRef/Info 12 0 R>>", "`Info`"),
        (b"<</Type /Metadata /Subtype /XML /Length 9>>", "XMP"),
        (b"stream\n\xff\xd8\xff\xe1\0\x20Exif\0\0MM\0*", "EXIF of a picture"),
        (b"<</Names<</EmbeddedFiles 3 0 R>>>>", "attached"),
        (b"<</S/JavaScript/JS(app.alert(1))>>", "script"),
        (b"<</S /Launch /F (a)>>", "script"),
        (b"trailer <</Encrypt 4 0 R>>", "encrypted"),
    ],
)
def test_what_a_document_says_is_told(text: bytes, says: str) -> None:
    data = b"%PDF-1.7\n" + text + b"\n%%EOF\n"

    stripped = strip_file("PDF", data)

    assert data == stripped.data
    assert [says in words for words in stripped.kept] == [True]


def test_a_document_that_says_nothing_is_not_told_of() -> None:
    assert strip_file("PDF", b"%PDF-1.7\ntrailer <</Root 1 0 R /Information 1>>").kept == ()


# Anything between, nothing left

payloads = st.binary(max_size=60).map(lambda data: b"\xffSECRET" + data)


@given(
    extra=st.lists(
        st.tuples(st.sampled_from([*range(0xE1, 0xEE), 0xEF, 0xFE]), payloads), max_size=6
    )
)
def test_whatever_segments_a_jpeg_has(extra: list[tuple[int, bytes]]) -> None:
    plain = carriers.saved("JPEG")
    data = plain[:2] + b"".join(segment(*one) for one in extra) + plain[2:]

    stripped = strip_file("JPEG", data).data

    assert stripped == strip_file("JPEG", plain).data
    assert frames(stripped) == frames(plain)


names = st.from_regex(rb"[a-z][a-zA-Z][A-Z][a-z]", fullmatch=True).filter(
    lambda name: (
        name
        not in {
            b"tRNS",
            b"gAMA",
            b"cHRM",
            b"iCCP",
            b"sBIT",
            b"bKGD",
            b"pHYs",
            b"cICP",
            b"mDCV",
            b"acTL",
            b"fcTL",
        }
    )
)


@given(extra=st.lists(st.tuples(names, payloads), max_size=6), place=st.integers(0, 1))
def test_whatever_chunks_a_png_has(extra: list[tuple[bytes, bytes]], place: int) -> None:
    plain = carriers.saved("PNG")
    cut = (33, len(plain) - 12)[place]
    data = plain[:cut] + b"".join(chunk(*one) for one in extra) + plain[cut:]

    assert strip_file("PNG", data).data == plain


@given(extra=st.lists(st.tuples(st.from_regex(rb"[A-Z]{4}", fullmatch=True), payloads), max_size=6))
def test_whatever_chunks_a_webp_has(extra: list[tuple[bytes, bytes]]) -> None:
    plain = carriers.saved("WEBP", lossless=True, icc_profile=PROFILE)
    more = b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in extra
        if name not in {b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
    )
    data = b"RIFF" + struct.pack("<I", len(plain) - 8 + len(more)) + plain[8:] + more

    assert strip_file("WebP", data).data == plain


@given(texts=st.lists(st.binary(min_size=1, max_size=255), max_size=6), kind=st.integers(0, 255))
def test_whatever_extensions_a_gif_has(texts: list[bytes], kind: int) -> None:
    plain = carriers.saved("GIF")
    place = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    kind = 0xFE if kind == 0xF9 else kind
    blocks = b"".join(bytes([len(text)]) + text for text in texts)
    data = plain[:place] + b"!" + bytes([kind]) + blocks + b"\0" + plain[place:]

    assert strip_file("GIF", data).data == plain


# Damage


@pytest.mark.parametrize("name", [*ALL, "avif"])
def test_a_file_that_is_cut_off_is_damaged_or_clean(name: str) -> None:
    kind, data = ALL.get(name, ("AVIF", carriers.avif()))
    refused = 0
    for length in range(16, len(data), max(1, len(data) // 300)):
        try:
            assert SECRET.encode() not in strip_file(kind, data[:length]).data
        except DamagedError:
            refused += 1

    assert refused > 20 or name == "mp3"


@pytest.mark.parametrize("kind", STRIPPERS)
@given(seed=st.integers(0, 2**32))
def test_damage_is_told_and_never_raises_anything_else(kind: str, seed: int) -> None:
    (source,) = [
        data
        for one, data in (
            *ALL.values(),
            ("AVIF", carriers.avif()),
            ("PDF", b"%PDF-1.7\n/Info 1 0 R"),
        )
        if one == kind
    ][:1]
    chance = random.Random(seed)
    data = bytearray(source)
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = bytes(data[: chance.randint(0, len(data))]) if chance.random() < 0.3 else bytes(data)

    # Anything but these two would end the test, and a build.
    with contextlib.suppress(DamagedError, RevealingError):
        pixel_size(kind, strip_file(kind, cut).data)


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("JPEG", b"\xff\xd8\xff\xd9", "no picture"),
        ("JPEG", b"\xff\xd8\xff\xe0", "in the middle"),
        ("JPEG", b"\xff\xd8\xff\xe0\0\x01", "longer than the file"),
        ("JPEG", b"\xff\xd8" + segment(0x70, b""), "in the middle"),
        ("JPEG", b"\xff\xd8" + segment(0xE0, b"") + b"<script>", "byte 7"),
        ("PNG", b"\x89PNG\r\n\x1a\n", "in the middle"),
        ("PNG", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "no picture"),
        ("PNG", b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"a")[:-1] + b"?", "check sum"),
        ("PNG", b"\x89PNG\r\n\x1a\n" + chunk(b"EvIL", b"a"), "critical chunk"),
        ("GIF", b"GIF89a" + bytes(7) + b";", "no picture"),
        ("GIF", b"GIF89a/*" + bytes(5) + b"*/=1;alert(1)", "byte 14|in the middle"),
        ("WebP", b"RIFF\x04\0\0\0WEBP", "no picture"),
        ("MP4", b"\0\0\0\x08ftyp", "no film"),
        ("MP4", b"\0\0\0\x03ftyp", "longer"),
        ("MP3", b"ID3\x03\0\0\0\0\0\0", "no sound"),
        ("MP3", carriers.SOUND + b"x" * 5000, "byte 418"),
        ("WebM", b"\x1a\x45\xdf\xa3\x80", "no film"),
        ("AVIF", b"\0\0\0\x10ftypavif\0\0\0\0", "no picture"),
    ],
)
def test_damage_is_named(kind: str, data: bytes, why: str) -> None:
    with pytest.raises(DamagedError, match=why):
        strip_file(kind, data)


def test_a_size_must_be_told() -> None:
    data = carriers.saved("PNG")
    nothing = chunk(b"IHDR", bytes(8) + data[24:29])

    with pytest.raises(DamagedError, match="width and height"):
        pixel_size("PNG", strip_file("PNG", data[:8] + nothing + data[33:]).data)


def test_hidden_data_of_a_packed_text_is_gone() -> None:
    data = carriers.png()
    packed = zlib.compress(SECRET.encode())

    assert packed in data
    assert packed not in strip_file("PNG", data).data
