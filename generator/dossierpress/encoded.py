"""Values that stages make, as bytes for the cache: a text that knows its place is a plain one."""

from msgspec.msgpack import Encoder


def encoded(value: object) -> bytes:
    """As MessagePack.

    Raises:
        TypeError: It holds something that is no struct, text, number, list or mapping.
    """
    return _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)  # only parsing needs the place
    raise TypeError(f"nothing is kept of a {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_plain)
