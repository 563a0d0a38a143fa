"""Remember results: by the identity of a value, and line by line of a text.

`IdentityKey` wraps a value for `lru_cache` that is too large to compare. `by_line` remembers
what a function makes of each line, for pages have most of their lines in common.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class IdentityKey(Generic[_Value]):
    """Holds a value, so that its identity stays its own for as long as the key is kept."""

    __slots__ = ("value",)

    def __init__(self, value: _Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


LONG = 5_000
"""Characters of a line that is not remembered: it takes much room, and hardly comes again."""
_LINES = 20_000
"""Lines that are remembered."""


def by_line(make: Callable[[str], str]) -> Callable[[str], Iterable[str]]:
    """What `make` makes of each line of a text, in order.

    Args:
        make: Pure; of a whole text it makes what it makes of its lines, put together.
    """
    known = lru_cache(maxsize=_LINES)(make)

    def made(text: str) -> Iterable[str]:
        lines = text.split("\n")
        return map(known if len(max(lines, key=len)) <= LONG else make, lines)

    return made
