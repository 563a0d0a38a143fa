"""Cut a stream of items into batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 64
"""Items sent to a worker at a time: sending them singly costs more than the work."""

_Item = TypeVar("_Item")


def batches(items: Iterable[_Item], size: int = BATCH) -> Iterator[tuple[_Item, ...]]:
    """The items in order, `size` at a time."""
    remaining = iter(items)
    while batch := tuple(islice(remaining, size)):
        yield batch
