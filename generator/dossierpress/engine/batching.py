"""Cut a stream of items into batches."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

BATCH = 64
"""Items sent to a worker at a time: sending them singly costs more than the work."""

_MOST = 64
"""Batches of large work."""
_Item = TypeVar("_Item")


def batches(items: Iterable[_Item], size: int = BATCH) -> Iterator[tuple[_Item, ...]]:
    """The items in order, `size` at a time."""
    remaining = iter(items)
    while batch := tuple(islice(remaining, size)):
        yield batch


def shares(work: Sequence[_Item], least: int) -> tuple[tuple[_Item, ...], ...]:
    """The work in order, in batches of at least so many: in hardly more than 64.

    What is read by neighbours is mostly the same, and is sent once for a batch.
    """
    return tuple(batches(work, max(least, len(work) // _MOST)))
