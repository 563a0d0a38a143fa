"""How the parse result of a file is written into the cache, and read back without being checked.

Front matter was checked when it was parsed, and each row of the cache has a checksum and a key of
all our code: so its models are made again from their values, and no schema is built for them.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from msgspec.msgpack import Decoder, Encoder, Ext

from dossierpress.model.content import Parsed
from dossierpress.schema.base import Matter

_MATTER, _MOMENT = 1, 2
"""Codes of the extension types: MessagePack's own time forgets the zone."""


def encode(parsed: Parsed) -> bytes:
    """The result as the cache keeps it.

    Raises:
        TypeError: A value is of a type that the cache does not know.
    """
    return _ENCODER.encode(parsed)


def decode(data: bytes) -> Parsed | None:
    """The result that `encode` wrote; None where the bytes are something else."""
    try:
        return _DECODER.decode(data)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _extension(value: object) -> Ext | str:
    if isinstance(value, str):
        return str(value)  # a text that knows its place; only parsing needs that
    if not isinstance(value, Matter):
        raise TypeError(f"the cache holds no {type(value).__name__}")
    values = (_plain(value.__dict__[name]) for name in _names(type(value)))
    return Ext(_MATTER, _ENCODER.encode((type(value).__name__, *values)))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return Ext(_MOMENT, value.isoformat().encode())
    return value


def _value(code: int, data: memoryview) -> object:
    if code == _MOMENT:
        return datetime.fromisoformat(bytes(data).decode())
    name, *values = _INNER.decode(data)
    return _made(_models()[name], values)


def _made(model: type[Matter], values: list[Any]) -> Matter:
    """A model of these values, in the order of its fields, as pydantic itself would make it."""
    names = _names(model)
    if len(values) != len(names):
        raise ValueError(f"{model.__name__} has {len(names)} fields")
    made = model.__new__(model)
    fields = dict(zip(names, map(_frozen, values), strict=True))
    object.__setattr__(made, "__dict__", fields)
    object.__setattr__(made, "__pydantic_fields_set__", set(names))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _frozen(value: Any) -> Any:
    """Lists are tuples in every model."""
    return tuple(map(_frozen, value)) if type(value) is list else value


@cache
def _names(model: type[Matter]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@cache
def _models() -> Mapping[str, type[Matter]]:
    """Every model of front matter by its name."""
    found: dict[str, type[Matter]] = {}
    left: list[type[Matter]] = [Matter]
    while left:
        model = left.pop()
        found[model.__name__] = model
        left += model.__subclasses__()
    return found


_ENCODER = Encoder(enc_hook=_extension)
_INNER = Decoder(ext_hook=_value)
_DECODER = Decoder(Parsed, ext_hook=_value)
