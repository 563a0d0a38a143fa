"""Digests of values: equal ones mean equal values."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from markupsafe import Markup
from msgspec.msgpack import Encoder, Ext
from pydantic import BaseModel

DIGEST_SIZE = 16
"""Bytes of a digest: 128 bits, and nobody gains by two alike in his own cache."""
ABSENT = b"\0" * DIGEST_SIZE
"""Of nothing at all."""


def digest_of(value: object) -> bytes:
    """Of a value: structs, models of front matter, texts, numbers, times, tuples, mappings.

    Finished HTML and text differ, and so do mappings of another order, for a reader may look
    through them. The order of a set is chance: a table that holds some says what stands for them.

    Raises:
        TypeError: A value is of another type.
    """
    try:
        data = _ENCODER.encode(value)
    except OverflowError:  # a year may have more digits than MessagePack has room for
        data = repr(value).encode()
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


_WAYS: dict[type[Any], Callable[[Any], object]] = {}
"""Type -> how its values are written: to ask for it each time would take longer than to write."""


def _encoded(value: Any) -> object:
    type_ = type(value)
    way = _WAYS.get(type_)
    if way is None:
        way = _WAYS[type_] = _way(type_)
    return way(value)


def _way(type_: type[Any]) -> Callable[[Any], object]:
    """How values of a type are written that msgspec does not know."""
    if issubclass(type_, Markup):
        return lambda value: Ext(1, value.encode())
    if issubclass(type_, str):  # a text that knows its place in a file
        return str
    if issubclass(type_, BaseModel):
        return lambda value: (type_.__name__, value.__dict__)
    if issubclass(type_, Mapping):
        return dict
    raise TypeError(f"a table holds no {type_.__name__}")


_ENCODER = Encoder(enc_hook=_encoded)
