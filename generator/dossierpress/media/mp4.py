"""MP4: metadata is overwritten in place, for nothing may move, or offsets would be wrong."""

from dossierpress.media.formats import DamagedError, Stripped
from dossierpress.media.iso_media import Box, boxes

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
