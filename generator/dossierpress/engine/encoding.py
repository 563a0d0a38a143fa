"""Values as bytes for the cache, and digests of values: equal digests mean equal values.

Structs, models of front matter, kept bytes, texts, numbers, times, tuples and mappings can be
digested; structs, texts, numbers, lists and mappings can be encoded.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from markupsafe import Markup
from msgspec.msgpack import Decoder, Encoder, Ext
from pydantic import BaseModel

from dossierpress.engine.kept import DIGEST_SIZE, Kept, digest_of_bytes

ABSENT = b"\0" * DIGEST_SIZE
"""Of nothing at all."""


def digest_of(value: object) -> bytes:
    """Digest of a value: structs, models of front matter, texts, numbers, times, tuples, mappings.

    Finished HTML and text differ, and so do mappings in another order, for a reader may iterate.
    Sets have no stable order: a table that holds sets needs a `digested` function.

    Raises:
        TypeError: A value is of another type.
    """
    try:
        data = _DIGEST_ENCODER.encode(value)
    except OverflowError:  # a year may have more digits than MessagePack has room for
        data = repr(value).encode()
    return digest_of_bytes(data)


_WAYS: dict[type[Any], Callable[[Any], object]] = {}
"""Type -> how its values are written: looking it up each time would take longer than writing."""


def _digestible(value: Any) -> object:
    type_ = type(value)
    way = _WAYS.get(type_)
    if way is None:
        way = _WAYS[type_] = _way_to_digest(type_)
    return way(value)


def _way_to_digest(type_: type[Any]) -> Callable[[Any], object]:
    """How to write values of a type that msgspec does not know."""
    if issubclass(type_, Markup):
        return lambda value: Ext(1, value.encode())
    if issubclass(type_, str):  # a text that knows its place in a file
        return str
    if issubclass(type_, BaseModel):
        return lambda value: (type_.__name__, value.__dict__)
    if issubclass(type_, Mapping):
        return dict
    if issubclass(type_, Kept):
        return lambda value: value.digest
    raise TypeError(f"a table holds no {type_.__name__}")


_DIGEST_ENCODER = Encoder(enc_hook=_digestible)


V = TypeVar("V")


def encoded(value: object) -> bytes:
    """Encode a value as MessagePack.

    Raises:
        TypeError: It holds anything but structs, texts, numbers, lists and mappings.
    """
    return _CACHE_ENCODER.encode(value)


def decoded(decoder: Decoder[V], data: bytes) -> V | None:
    """Decode what `encoded` wrote; None for any other bytes."""
    try:
        return decoder.decode(data)
    except (ValueError, RecursionError):
        return None


def plain(value: object) -> object:
    """How the cache keeps a value that MessagePack does not know: a text that knows its place.

    Raises:
        TypeError: It is something else.
    """
    if isinstance(value, str):
        return str(value)  # only parsing needs the place
    raise TypeError(f"nothing is kept of a {type(value).__name__}")


_CACHE_ENCODER = Encoder(enc_hook=plain)
