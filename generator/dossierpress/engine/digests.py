"""Digests of values: equal ones mean equal values."""

from collections.abc import Mapping
from hashlib import blake2b

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
    return blake2b(_ENCODER.encode(value), digest_size=DIGEST_SIZE).digest()


def _encoded(value: object) -> object:
    match value:
        case Markup():
            return Ext(1, value.encode())
        case str():
            return str(value)  # a text that knows its place in a file
        case BaseModel():
            return Ext(2, _ENCODER.encode((type(value).__name__, value.__dict__)))
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(f"a table holds no {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_encoded)
