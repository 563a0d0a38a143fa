"""Memoise results: by the identity of a value, key by key, and line by line of a text.

`IdentityKey` wraps a value for `lru_cache` that is too large to compare. `OnDemand` makes the
values of a mapping of its keys when they are asked for, and `map_values` of the values of another
mapping. `by_line` memoises a function for each line, since pages have most of their lines in
common.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_Made = TypeVar("_Made")


class IdentityKey(Generic[_Value]):
    """Compares and hashes by the identity of a value, and keeps the value alive."""

    __slots__ = ("value",)

    def __init__(self, value: _Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


class OnDemand(Mapping[_Key, _Made]):
    """A mapping whose values are made on first use."""

    __slots__ = ("_keys", "_made", "_make")

    def __init__(self, keys: Collection[_Key], make: Callable[[_Key], _Made]) -> None:
        """Make nothing yet.

        Args:
            keys: All keys, in order; a mapping gives its own.
            make: Pure; gives the value of a key.
        """
        self._keys = keys
        self._make = make
        self._made: dict[_Key, _Made] = {}

    def __getitem__(self, key: _Key) -> _Made:
        made = self._made.get(key)
        if made is None:
            if key not in self._keys:
                raise KeyError(key)
            made = self._made[key] = self._make(key)
        return made

    def __repr__(self) -> str:
        return repr(dict(self))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def map_values(
    values: Mapping[_Key, _Value], make: Callable[[_Value], _Made]
) -> OnDemand[_Key, _Made]:
    """A mapping with the keys of another one, whose values are made of its values on first use."""
    return OnDemand(values, lambda key: make(values[key]))


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
