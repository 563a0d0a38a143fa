"""MP3: frames of sound one after another, with tags of several kinds before and behind them."""

from dossierpress.media.formats import DamagedError, Stripped

_TAG = b"ID3"
_BEHIND = (b"TAG", b"ID3", b"APETAGEX", b"LYRICSBEGIN", b"3DI")
_LAYER_3 = 1
_BITRATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""In kbit/s: of MPEG 1, and of MPEG 2 and 2.5."""
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Version -> samples in a second."""
_LONGEST = 1441


def strip_mp3(data: bytes) -> Stripped:
    """Keep only the sound frames of an MP3."""
    start = _skip_tags(data)
    end = start
    while length := _frame(data, end):
        end += length
    rest = data[end:].lstrip(b"\0")
    if end == start:
        raise DamagedError("it holds no sound")
    # The last frame is often cut short; anything longer was to be played.
    if rest and not rest.startswith(_BEHIND) and len(rest) > _LONGEST:
        raise DamagedError(f"a frame should begin at byte {end + 1:,}, and does not")
    return Stripped(data=data[start:end])


def _skip_tags(data: bytes) -> int:
    place = 0
    while data.startswith(_TAG, place) and place + 10 <= len(data):
        size = 0
        for byte in data[place + 6 : place + 10]:
            size = size << 7 | byte & 0x7F
        place += 10 + size + (10 if data[place + 5] & 0x10 else 0)
    while place < len(data) and data[place] == 0:
        place += 1
    return place


def _frame(data: bytes, place: int) -> int:
    """Bytes of the frame that begins at `place`; 0 where none does, or not a whole one."""
    if place + 4 > len(data) or data[place] != 0xFF or data[place + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[place + 1] >> 3 & 3, data[place + 1] >> 1 & 3
    third = data[place + 2]
    bitrate, rate, padding = third >> 4, third >> 2 & 3, third >> 1 & 1
    if version not in _RATES or layer != _LAYER_3 or bitrate in (0, 15) or rate == 3:
        return 0
    first = version == 3
    samples = 144 if first else 72
    length = samples * 1000 * _BITRATES[first][bitrate] // _RATES[version][rate] + padding
    return length if place + length <= len(data) else 0
