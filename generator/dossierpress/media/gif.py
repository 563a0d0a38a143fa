"""GIF: a screen, then pictures and extensions, each in blocks of at most 255 bytes."""

from dossierpress.media.stripped import DamagedError, Stripped

_EXTENSION = 0x21
_PICTURE = 0x2C
_TRAILER = 0x3B
_CONTROL = 0xF9
_APPLICATION = 0xFF
_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""How often to play, and the colour profile."""


def strip_gif(data: bytes) -> Stripped:
    """Take out of a GIF its comments, texts and all that programs have put beside the pictures."""
    if len(data) < 13:
        raise DamagedError("it ends in the middle")
    place = 13 + _table(data[10])
    parts = [data[:place]]
    pictures = 0
    while True:
        kind = _byte(data, place)
        if kind == _TRAILER:
            break
        if kind == _EXTENSION:
            end = _blocks(data, place + 2)
            if _is_kept(data[place:end]):
                parts.append(data[place:end])
        elif kind == _PICTURE:
            pictures += 1
            end = _blocks(data, place + 11 + _table(_byte(data, place + 9)))
            parts.append(data[place:end])
        else:
            raise DamagedError(f"a block should begin at byte {place + 1:,}, and does not")
        place = end
    if not pictures:
        raise DamagedError("it holds no picture")
    return Stripped(data=b"".join((*parts, b";")), end=place + 1)


def _is_kept(extension: bytes) -> bool:
    if extension[1] == _CONTROL:
        # Of a fixed length: four bytes, and nothing behind them.
        return len(extension) == 8
    return extension[1] == _APPLICATION and extension[3:14] in _APPLICATIONS


def _table(packed: int) -> int:
    """Bytes of a colour table, by the flags that announce it."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _blocks(data: bytes, place: int) -> int:
    """Where a run of blocks ends that begins at `place`."""
    while length := _byte(data, place):
        place += 1 + length
    return place + 1


def _byte(data: bytes, place: int) -> int:
    if place >= len(data):
        raise DamagedError("it ends in the middle")
    return data[place]
