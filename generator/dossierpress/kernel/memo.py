"""Memoise results: by the identity of a value, and line by line of a text.

`IdentityKey` wraps a value for `lru_cache` that is too large to compare. `by_line` memoises a
function for each line, since pages have most of their lines in common.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class IdentityKey(Generic[_Value]):
    """Compares and hashes by the identity of a value, and keeps the value alive."""

    __slots__ = ("value",)

    def __init__(self, value: _Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


LONG = 5_000
"""Longer lines, in characters, are not kept: they take much room and hardly occur again."""
_LINES = 20_000
"""The most lines that are kept."""


def by_line(make: Callable[[str], str]) -> Callable[[str], Iterable[str]]:
    """Return a function that gives `make` of each line of a text, in order, from memory if it can.

    Args:
        make: Pure; its result for a text is that for its lines, joined.
    """
    known = lru_cache(maxsize=_LINES)(make)

    def made(text: str) -> Iterable[str]:
        lines = text.split("\n")
        return map(known if len(max(lines, key=len)) <= LONG else make, lines)

    return made
