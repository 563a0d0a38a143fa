"""Encode the parse result of a file for the cache, and decode it without validation.

What every build needs of all files stands together in one row, the *catalogue*: records with their
front matter, and diagnostics. Texts and places are a row for each file, read when somebody asks.
"""

from functools import lru_cache, partial
from typing import TYPE_CHECKING, cast

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.kept import SHORT, Kept, digest_of_bytes
from dossierpress.facts.stored_matter import read_matter, stored_values
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import RecordType
from dossierpress.model.content import MATTERS, Parsed, Record
from dossierpress.schema.base import Matter

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossierpress.model.content import Matters


class EncodedParsed(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A parse result, encoded."""

    entry: bytes
    """Of the catalogue."""
    row: bytes
    """Texts and places of its records; empty if they are short, and in the entry."""


class _StoredRecord(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Record` whose front matter is not decoded yet."""

    type: RecordType
    id: str
    path: str
    span: Span
    matter: Raw
    kept: bytes
    """Its digest."""


class _StoredParsed(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Parsed` as the catalogue has it."""

    path: str
    records: tuple[tuple[bytes, _StoredRecord], ...]
    """Each with its stamp."""
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[tuple[RecordType, str], ...]
    row: bytes
    """Digest of the row."""
    short: bytes
    """The row itself, if it is short."""


def encode_parsed(parsed: Parsed) -> EncodedParsed:
    """Encode a result for the cache.

    Raises:
        TypeError: A value is of a type that the cache cannot keep.
    """
    records = tuple(map(_stamped, parsed.records))
    row = _ENCODER.encode(tuple(one.kept.data for one in parsed.records))
    short = row if len(row) <= SHORT else b""
    told = (parsed.path, records, parsed.diagnostics, parsed.unread, digest_of_bytes(row), short)
    return EncodedParsed(entry=_ENCODER.encode(told), row=b"" if short else row)


def decode_parsed(entry: bytes, read: "Callable[[bytes], bytes]") -> Parsed | None:
    """Decode an entry that `encode_parsed` wrote; None for any other bytes.

    Args:
        entry: The entry.
        read: Gives the row with a digest, when somebody asks for a text.
    """
    try:
        stored = _DECODER.decode(entry)
        row = Kept.of(stored.short) if stored.short else Kept(stored.row, partial(read, stored.row))
        return Parsed(
            path=stored.path,
            records=tuple(
                [
                    _read_record(stamp, record, Kept(record.kept, partial(_part, row, place)))
                    for place, (stamp, record) in enumerate(stored.records)
                ]
            ),
            diagnostics=stored.diagnostics,
            unread=stored.unread,
        )
    except (ValueError, RecursionError):
        return None


def _stamped(record: Record) -> tuple[bytes, Raw]:
    if type(record.matter) is not MATTERS[record.type]:
        raise TypeError(f"the front matter of a {record.type} is not a {type(record.matter)}")
    data = _ENCODER.encode(record)
    return digest_of_bytes(data), Raw(data)


def _read_record(stamp: bytes, stored: _StoredRecord, kept: Kept) -> Record:
    return Record(
        type=stored.type,
        id=stored.id,
        path=stored.path,
        span=stored.span,
        matter=cast("Matters", read_matter(MATTERS[stored.type], stored.matter)),
        kept=kept,
        stamp=stamp,
    )


def _part(row: Kept, place: int) -> bytes:
    return _parts(row)[place]


@lru_cache(maxsize=4)
def _parts(row: Kept) -> tuple[bytes, ...]:
    """What is kept of each record of a file; cached, since a file may hold thousands."""
    return _ROW_DECODER.decode(row.data)


def _storable(value: object) -> object:
    if isinstance(value, Matter):
        return stored_values(value)
    if isinstance(value, Kept):
        return value.digest
    if isinstance(value, str):
        return str(value)  # a text with its place, which only parsing needs
    raise TypeError(f"the cache holds no {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_storable)


_DECODER = Decoder(_StoredParsed)
_ROW_DECODER = Decoder(tuple[bytes, ...])
