"""Work on texts done line by line and remembered: pages have most of their lines in common."""

from collections.abc import Callable, Iterable
from functools import lru_cache

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
