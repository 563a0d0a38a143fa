"""How the parse result of a file is written into the cache, and read back without being checked.

Front matter was checked when it was parsed, and each row of the cache has a checksum and a key of
all our code: so its models are made again from their values, and no schema is built for them.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import force_setattr

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.content import Parsed, Record
from dossierpress.model.key import RecordType
from dossierpress.schema.base import Matter

_MATTER, _MOMENT = 1, 2
"""Codes of the extension types: MessagePack's own time forgets the zone."""
_STAMP_SIZE = 16


class _Stored(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Parsed` whose records are not read yet."""

    path: str
    records: tuple[Raw, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[tuple[RecordType, str], ...]


def encode(parsed: Parsed) -> bytes:
    """The result as the cache keeps it.

    Raises:
        TypeError: A value is of a type that the cache does not know.
    """
    return _ENCODER.encode(parsed)


def decode(data: bytes) -> Parsed | None:
    """The result that `encode` wrote; None where the bytes are something else."""
    try:
        stored = _DECODER.decode(data)
        return Parsed(
            path=stored.path,
            records=tuple(map(_record, stored.records)),
            diagnostics=stored.diagnostics,
            unread=stored.unread,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _record(data: Raw) -> Record:
    record = _RECORD.decode(data)
    force_setattr(record, "stamp", blake2b(data, digest_size=_STAMP_SIZE).digest())
    return record


def _extension(value: object) -> Ext | str:
    if isinstance(value, str):
        return str(value)  # a text that knows its place; only parsing needs that
    if not isinstance(value, Matter):
        raise TypeError(f"the cache holds no {type(value).__name__}")
    values = (_plain(value.__dict__[name]) for name in _fields(type(value)))
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
    """A model of these values, in the order of its fields."""
    names = _fields(model)
    if len(values) != len(names):
        raise ValueError(f"{model.__name__} has {len(names)} fields")
    return model.unchecked(dict(zip(names, _frozen(values), strict=True)))


def _frozen(values: list[Any]) -> tuple[Any, ...]:
    """Lists are tuples in every model."""
    if not values:
        return ()
    return tuple([_frozen(one) if type(one) is list else one for one in values])


@cache
def _fields(model: type[Matter]) -> tuple[str, ...]:
    """Names of fields, in their order."""
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
_RECORD = Decoder(Record, ext_hook=_value)
_DECODER = Decoder(_Stored, ext_hook=_value)
