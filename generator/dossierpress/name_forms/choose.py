"""Which of several stretches of one text are read, where they overlap."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Characters of a text, from one offset to another."""

    @property
    def start(self) -> int:
        """Of the first character."""

    @property
    def end(self) -> int:
        """Behind the last one."""


S = TypeVar("S", bound=Stretch)


def choose(found: Iterable[S]) -> list[S]:
    """Keep the leftmost and longest of those that overlap; of equals, the one listed first."""
    kept: list[S] = []
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            kept.append(one)
            end = one.end
    return kept
