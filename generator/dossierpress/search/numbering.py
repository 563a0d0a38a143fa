"""Where each text stands in the index: its block, and its number there.

Both come from a hash of its key, so that they stay what they are whatever else is published. A
block has as many numbers as 12 bits hold, and at most a quarter of them are taken: few texts meet
another one in the place of their own.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from msgspec import Struct

from dossierpress.kernel.key import Key

NUMBER_BITS = 12
_NUMBERS = 1 << NUMBER_BITS
_MOST = 1024
"""Texts in a block."""
_BUNDLE_BITS = 7
"""Of a block's numbers, as many as belong to one bundle: its texts are read together."""


class Place(Struct, frozen=True, array_like=True, gc=False):
    """Where a text stands."""

    block: int
    number: int

    @property
    def bundle(self) -> str:
        """Name of its bundle: `3-17`."""
        return f"{self.block}-{self.number >> _BUNDLE_BITS}"

    @property
    def name(self) -> str:
        """Name of the text itself in the index: `3-2210`."""
        return f"{self.block}-{self.number}"


def places_of(keys: Collection[Key]) -> dict[Key, Place]:
    """The place of every text, by block and number."""
    hashes = {key: _hash(key) for key in keys}
    blocks = block_count(hashes.values(), _MOST)
    free = sorted((one % blocks, one >> (64 - NUMBER_BITS), key) for key, one in hashes.items())
    found: dict[Key, Place] = {}
    taken: set[tuple[int, int]] = set()
    for block, wanted, key in free:
        number = wanted
        while (block, number) in taken:
            number = (number + 1) % _NUMBERS
        taken.add((block, number))
        found[key] = Place(block, number)
    return dict(sorted(found.items(), key=lambda one: (one[1].block, one[1].number)))


def block_count(hashes: Iterable[int], most: int) -> int:
    """How many blocks there must be, a power of two, so that none has more than some entries."""
    hashes = tuple(hashes)
    blocks = 1
    while hashes and max(Counter(one % blocks for one in hashes).values()) > most:
        blocks *= 2
    return blocks


def in_blocks(keys: Collection[Key], most: int) -> Mapping[int, tuple[Key, ...]]:
    """Block -> its keys in their order; each is in the block of its hash, and none has too many."""
    hashes = {key: _hash(key) for key in keys}
    blocks = block_count(hashes.values(), most)
    found: dict[int, list[Key]] = {number: [] for number in range(blocks)}
    for key, one in hashes.items():
        found[one % blocks].append(key)
    return {number: tuple(some) for number, some in found.items()}


def _hash(key: Key) -> int:
    return int.from_bytes(blake2b(f"{key.type}:{key.id}".encode(), digest_size=8).digest(), "big")
