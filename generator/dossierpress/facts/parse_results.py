"""Encode the parse result of a file for the cache, and decode it without validation.

Front matter is checked when it is parsed, and each row of the cache has a checksum and a key of all
our code: so models are rebuilt from their values, and no schema is built for them.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import force_setattr

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import RecordType
from dossierpress.model.content import Parsed, Record
from dossierpress.schema.base import Matter

_MATTER_CODE, _MOMENT_CODE = 1, 2
"""Codes of the extension types: MessagePack's own timestamp has no zone."""


_STAMP_SIZE = 16


class _StoredParsed(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Parsed` whose records are not decoded yet."""

    path: str
    records: tuple[Raw, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[tuple[RecordType, str], ...]


def encode_parsed(parsed: Parsed) -> bytes:
    """Encode a result for the cache.

    Raises:
        TypeError: A value is of a type that the cache cannot keep.
    """
    return _ENCODER.encode(parsed)


def decode_parsed(data: bytes) -> Parsed | None:
    """Decode what `encode_parsed` wrote; None for any other bytes."""
    try:
        stored = _DECODER.decode(data)
        return Parsed(
            path=stored.path,
            records=tuple(map(_read_record, stored.records)),
            diagnostics=stored.diagnostics,
            unread=stored.unread,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _read_record(data: Raw) -> Record:
    record = _RECORD_DECODER.decode(data)
    force_setattr(record, "stamp", blake2b(data, digest_size=_STAMP_SIZE).digest())
    return record


def _write_extension(value: object) -> Ext | str:
    if isinstance(value, str):
        return str(value)  # a text with its place, which only parsing needs
    if not isinstance(value, Matter):
        raise TypeError(f"the cache holds no {type(value).__name__}")
    values = (_without_datetime(value.__dict__[name]) for name in _fields(type(value)))
    return Ext(_MATTER_CODE, _ENCODER.encode((type(value).__name__, *values)))


def _without_datetime(value: object) -> object:
    if isinstance(value, datetime):
        return Ext(_MOMENT_CODE, value.isoformat().encode())
    return value


def _read_extension(code: int, data: memoryview) -> object:
    if code == _MOMENT_CODE:
        return datetime.fromisoformat(bytes(data).decode())
    name, *values = _MATTER_DECODER.decode(data)
    return _model_of(_models()[name], values)


def _model_of(model: type[Matter], values: list[Any]) -> Matter:
    """Build a model from its values, in the order of its fields."""
    names = _fields(model)
    if len(values) != len(names):
        raise ValueError(f"{model.__name__} has {len(names)} fields")
    return model.unchecked(dict(zip(names, _frozen(values), strict=True)))


def _frozen(values: list[Any]) -> tuple[Any, ...]:
    """Turn lists into tuples, as every model has them."""
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


_ENCODER = Encoder(enc_hook=_write_extension)


_MATTER_DECODER = Decoder(ext_hook=_read_extension)


_RECORD_DECODER = Decoder(Record, ext_hook=_read_extension)


_DECODER = Decoder(_StoredParsed, ext_hook=_read_extension)
