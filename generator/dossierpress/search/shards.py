"""Shards: the postings of a block, cut into files by ranges of words.

Where is cut depends on the words themselves, so that an edit moves few cuts: after at least some
thousand bytes, before the next word whose hash says so.
"""

from base64 import b64encode
from binascii import crc32
from collections.abc import Iterator

from msgspec import Struct

from dossierpress.search.postings import Postings

_LEAST = 3_000
_MOST = 8_000
"""Bytes of a shard; one with a single word may be larger."""
_ONE_IN = 16


class Shard(Struct, frozen=True, array_like=True, gc=False):
    """A range of words with their postings."""

    first: str
    """Its first word."""
    lines: str
    """`word:postings`, a line each, by word; postings in base64."""


def shards_of(postings: Postings) -> Iterator[Shard]:
    """The shards of a block, whose words are in order."""
    lines: list[str] = []
    first, size = "", 0
    for word, some in postings.items():
        line = f"{word}:{b64encode(some).decode().rstrip('=')}"
        length = len(line.encode()) + 1
        full = size + length > _MOST
        if lines and (full or (size >= _LEAST and crc32(word.encode()) % _ONE_IN == 0)):
            yield Shard(first, "\n".join(lines))
            lines, size = [], 0
        if not lines:
            first = word
        lines.append(line)
        size += length
    if lines:
        yield Shard(first, "\n".join(lines))
