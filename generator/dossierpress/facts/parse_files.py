"""Parse every content file, or load its result from the cache.

Front matter is checked when it is parsed, and each row of the cache has a checksum and a key of all
our code: so models are rebuilt from their values without validation, and no schema is built for
them. No parser is loaded if all files are cached.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import cache, lru_cache, partial
from hashlib import blake2b
from typing import Any

from msgspec import Raw, Struct, to_builtins
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import force_setattr

from dossierpress.engine.budget import OverBudgetError, within_budget
from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.executors import batches
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import RecordType
from dossierpress.model.content import MATTERS, Parsed, Record
from dossierpress.schema.base import Matter
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.source.files import ContentFile

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


_BATCH = 32

Progress = Callable[[int, int], None]
"""Called after every batch with (number done, total)."""


class AllParsed(Struct, frozen=True, kw_only=True, gc=False):
    """Every content file's result, in the order of the files."""

    parsed: tuple[Parsed, ...]
    reused: int
    """How many were in the cache."""


def parse_all(
    files: Sequence[ContentFile],
    config: ParseConfig,
    *,
    executor: Executor,
    store: Store,
    progress: Progress,
) -> AllParsed:
    """Parse the files that are not in the store.

    A result always passes through its stored form, so that a build that parses and a build that
    reuses cannot see different values. A file that exceeds its time limit is reported and not
    stored: another run may be faster.
    """
    keys = {file.path: parse_key(file, config) for file in files}
    known = {
        key: parsed
        for key, data in store.find("parsed", keys.values()).items()
        if (parsed := decode_parsed(data)) is not None
    }
    missing = [file for file in files if keys[file.path] not in known]
    if missing:
        # Loaded and built only where there is something to parse, and before any process is forked.
        from dossierpress.facts import records as parse  # noqa: F401, PLC0415

        for type_ in {file.type for file in missing} & MATTERS.keys():
            MATTERS[type_].model_rebuild()
    done = 0
    finished: dict[str, bytes] = {}
    work = tuple(batches(missing, _BATCH))
    for batch, results in zip(
        work, executor.map(partial(_parse_batch, config=config), work), strict=True
    ):
        # Read back while other processes parse what follows.
        for file, (data, is_finished) in zip(batch, results, strict=True):
            known[keys[file.path]] = _just_parsed(data)
            if is_finished:
                finished[keys[file.path]] = data
        done += len(batch)
        progress(done, len(missing))
    store.keep("parsed", finished)
    store.sweep("parsed", frozenset(keys.values()))
    reused = len(files) - len(missing)
    return AllParsed(parsed=tuple(known[keys[file.path]] for file in files), reused=reused)


def parse_key(file: ContentFile, config: ParseConfig) -> str:
    """Equal keys mean equal `Parsed`."""
    return digest_of_parts(
        "parse", code_digest(), file.path, file.type, file.digest, _canonical(config)
    )


@lru_cache(maxsize=8)
def _canonical(config: ParseConfig) -> str:
    plain = to_builtins(config, enc_hook=lambda limits: limits.model_dump())
    return json.dumps(plain, sort_keys=True)


def _parse_batch(
    files: tuple[ContentFile, ...], *, config: ParseConfig
) -> tuple[tuple[bytes, bool], ...]:
    """For each file: its encoded result, and whether parsing finished within the limit."""
    return tuple(_parse_in_time(file, config) for file in files)


def _parse_in_time(file: ContentFile, config: ParseConfig) -> tuple[bytes, bool]:
    from dossierpress.facts.records import parse_file, parsing_took_too_long  # noqa: PLC0415 (see above)

    def stored() -> bytes:
        return encode_parsed(parse_file(file, config))

    try:
        return within_budget(config.limits.seconds, stored), True
    except OverBudgetError:
        return encode_parsed(parsing_took_too_long(file, config)), False


def _just_parsed(data: bytes) -> Parsed:
    parsed = decode_parsed(data)
    if parsed is None:
        raise ValueError("a parse result cannot be read back")  # a fault of ours
    return parsed
