"""Encode the parse result of a file for the cache, and decode it without validation."""

from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.facts.stored_matter import read_matter, stored_values
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import RecordType
from dossierpress.model.content import MATTERS, Parsed, Record
from dossierpress.schema.base import Matter

if TYPE_CHECKING:
    from dossierpress.model.content import Matters

_STAMP_SIZE = 16


class _StoredRecord(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Record` whose front matter is not decoded yet."""

    type: RecordType
    id: str
    path: str
    span: Span
    matter: Raw
    kept_locations: Raw
    kept_body: Raw


class _StoredParsed(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Parsed` as the cache keeps it."""

    path: str
    records: tuple[tuple[bytes, _StoredRecord], ...]
    """Each with its stamp."""
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[tuple[RecordType, str], ...]


def encode_parsed(parsed: Parsed) -> bytes:
    """Encode a result for the cache.

    Raises:
        TypeError: A value is of a type that the cache cannot keep.
    """
    records = tuple(map(_stamped, parsed.records))
    return _ENCODER.encode((parsed.path, records, parsed.diagnostics, parsed.unread))


def decode_parsed(data: bytes) -> Parsed | None:
    """Decode what `encode_parsed` wrote; None for any other bytes."""
    try:
        stored = _DECODER.decode(data)
        return Parsed(
            path=stored.path,
            records=tuple([_read_record(stamp, record) for stamp, record in stored.records]),
            diagnostics=stored.diagnostics,
            unread=stored.unread,
        )
    except (ValueError, RecursionError):
        return None


def _stamped(record: Record) -> tuple[bytes, Raw]:
    if type(record.matter) is not MATTERS[record.type]:
        raise TypeError(f"the front matter of a {record.type} is not a {type(record.matter)}")
    data = _ENCODER.encode(record)
    return blake2b(data, digest_size=_STAMP_SIZE).digest(), Raw(data)


def _read_record(stamp: bytes, stored: _StoredRecord) -> Record:
    return Record(
        type=stored.type,
        id=stored.id,
        path=stored.path,
        span=stored.span,
        matter=cast("Matters", read_matter(MATTERS[stored.type], stored.matter)),
        kept_locations=stored.kept_locations,
        kept_body=stored.kept_body,
        stamp=stamp,
    )


def _storable(value: object) -> object:
    if isinstance(value, Matter):
        return stored_values(value)
    if isinstance(value, str):
        return str(value)  # a text with its place, which only parsing needs
    raise TypeError(f"the cache holds no {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_storable)


_DECODER = Decoder(_StoredParsed)
