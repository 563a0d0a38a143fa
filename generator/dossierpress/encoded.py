"""Values that stages make, as bytes for the cache: a text that knows its place is a plain one."""

from typing import TypeVar

from msgspec.msgpack import Decoder, Encoder

V = TypeVar("V")


def encoded(value: object) -> bytes:
    """As MessagePack.

    Raises:
        TypeError: It holds something that is no struct, text, number, list or mapping.
    """
    return _ENCODER.encode(value)


def decoded(decoder: Decoder[V], data: bytes) -> V | None:
    """What `encoded` wrote; None where the bytes are something else."""
    try:
        return decoder.decode(data)
    except (ValueError, RecursionError):
        return None


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)  # only parsing needs the place
    raise TypeError(f"nothing is kept of a {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_plain)
