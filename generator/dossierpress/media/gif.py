"""GIF: a screen, then pictures and extensions, each in blocks."""

from dossierpress.media.formats import DamagedError, Stripped

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
