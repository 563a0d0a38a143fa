"""WebM: nested elements, each with an identifier and a length of variable size.

Nothing may move, or the index would be wrong: metadata is replaced by a `Void` element of the same
length.
"""

from collections.abc import Iterator

from msgspec import Struct

from dossierpress.media.formats import DamagedError, Stripped

_SEGMENT = 0x18538067
_INFO = 0x1549A966
_TRACKS = 0x1654AE6B
_TRACK = 0xAE
_CLUSTER = 0x1F43B675
_ENTERED = frozenset([_SEGMENT, _INFO, _TRACKS, _TRACK])
_TAGS, _ATTACHMENTS, _CHAPTERS = 0x1254C367, 0x1941A469, 0x1043A770
_VOID, _CHECK_SUM = 0xEC, 0xBF
_DATE, _TITLE, _UID, _FILE_NAME = 0x4461, 0x7BA9, 0x73A4, 0x7384
_PREVIOUS, _PREVIOUS_NAME, _NEXT, _NEXT_NAME = 0x3CB923, 0x3C83AB, 0x3EB923, 0x3E83BB
_TRACK_NAME = 0x536E
_GONE = frozenset(
    [
        *(_TAGS, _ATTACHMENTS, _CHAPTERS, _VOID, _CHECK_SUM, _DATE, _TITLE, _UID, _FILE_NAME),
        *(_PREVIOUS, _PREVIOUS_NAME, _NEXT, _NEXT_NAME, _TRACK_NAME),
    ]
)
_BLANKED = frozenset([0x4D80, 0x5741])
"""Programs that wrote it: a file must have them, empty ones too."""
_ELEMENTS = 1_000_000


class _EbmlElement(Struct, frozen=True, gc=False):
    id: int
    start: int
    payload: int
    end: int


def strip_webm(data: bytes) -> Stripped:
    """Replace in a WebM tags, attachments, titles, dates and names of files and programs."""
    film = bytearray(data)
    found = set()
    for element in _elements(data):
        found.add(element.id)
        if element.id in _GONE:
            film[element.start : element.end] = _nothing(element.end - element.start)
        elif element.id in _BLANKED:
            film[element.payload : element.end] = bytes(element.end - element.payload)
    if not {_SEGMENT, _TRACKS} <= found:
        raise DamagedError("it holds no film and no sound")
    return Stripped(data=bytes(film))


def _nothing(length: int) -> bytes:
    """A `Void` element of `length` bytes, at least two."""
    if length < 10:
        return bytes([_VOID, 0x80 | length - 2]) + bytes(length - 2)
    return bytes([_VOID, 0x01]) + (length - 9).to_bytes(7, "big") + bytes(length - 9)


def _elements(data: bytes) -> Iterator[_EbmlElement]:
    """Every element outside of clusters, with those in the containers that are searched."""
    waiting = [(0, len(data))]
    count = 0
    while waiting:
        place, end = waiting.pop()
        if place >= end:
            continue
        element, unknown = _element(data, place, end)
        count += 1
        if count > _ELEMENTS:
            raise DamagedError("it has more elements than are read")
        yield element
        if unknown and element.id in (_SEGMENT, _CLUSTER):
            # Streamed without lengths: its elements are read as if they stood beside it.
            waiting.append((element.payload, end))
            continue
        waiting.append((element.end, end))
        if element.id in _ENTERED:
            waiting.append((element.payload, element.end))


def _element(data: bytes, place: int, end: int) -> tuple[_EbmlElement, bool]:
    width = 9 - data[place].bit_length()
    if width > 4 or place + width >= end:
        raise DamagedError(f"an element should begin at byte {place + 1:,}, and does not")
    identifier = int.from_bytes(data[place : place + width], "big")
    head = place + width
    wide = 9 - data[head].bit_length()
    payload = head + wide
    if wide > 8 or payload > end:
        raise DamagedError("it ends in the middle")
    length = int.from_bytes(data[head:payload], "big") & (1 << 7 * wide) - 1
    unknown = length == (1 << 7 * wide) - 1
    stop = end if unknown else payload + length
    if stop > end or (unknown and identifier not in (_SEGMENT, _CLUSTER)):
        raise DamagedError(f"the element at byte {place + 1:,} is longer than what it is in")
    return _EbmlElement(identifier, place, payload, stop), unknown
