"""Parse every content file, or load its result from the cache.

No parser is loaded if all files are cached.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial

from msgspec import Struct, to_builtins
from msgspec.msgpack import Decoder

from dossierpress.engine.batching import batches
from dossierpress.engine.budget import OverBudgetError, within_budget
from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.encoding import decoded, encoded
from dossierpress.engine.kept import Rows
from dossierpress.engine.store import Store
from dossierpress.facts.parse_results import EncodedParsed, decode_parsed, encode_parsed
from dossierpress.model.content import MATTERS, Parsed
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.source.files import ContentFile

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
    keys = parse_keys(files, config)
    before = decoded(_CATALOGUE, store.find("catalogue", [_ALL]).get(_ALL, b"")) or {}
    entries = {key: entry for key in keys.values() if (entry := before.get(key)) is not None}
    by_key = {keys[file.path]: file for file in files}
    rows = Rows(store, "parsed", partial(_row_again, by_key, config))
    known = {
        key: parsed
        for key, entry in entries.items()
        if (parsed := decode_parsed(entry, partial(rows.read, key))) is not None
    }
    missing = [file for file in files if keys[file.path] not in known]
    if missing:
        _load_parser(missing)
    done = 0
    work = tuple(batches(missing, _BATCH))
    for batch, results in zip(
        work, executor.map(partial(_parse_batch, config=config), work), strict=True
    ):
        # Read back while other processes parse what follows.
        for file, (made, is_finished) in zip(batch, results, strict=True):
            key = keys[file.path]
            if is_finished:
                entries[key] = made.entry
                if made.row:
                    rows.keep(key, made.row)
            read = partial(rows.read, key) if is_finished else partial(_the_row, made)
            parsed = decode_parsed(made.entry, read)
            if parsed is None:
                raise ValueError("a parse result cannot be read back")  # a fault of ours
            known[key] = parsed
        done += len(batch)
        progress(done, len(missing))
    rows.write()
    if entries != before:
        in_order = {key: entries[key] for key in keys.values() if key in entries}
        store.keep("catalogue", {_ALL: encoded(in_order)})
    store.sweep("parsed", entries.keys())
    reused = len(files) - len(missing)
    return AllParsed(parsed=tuple(known[keys[file.path]] for file in files), reused=reused)


def parse_keys(files: Iterable[ContentFile], config: ParseConfig) -> dict[str, str]:
    """Path -> key of the result; equal keys mean equal `Parsed`."""
    plain = to_builtins(config, enc_hook=lambda limits: limits.model_dump())
    for_all = digest_of_parts("parse", code_digest(), json.dumps(plain, sort_keys=True))
    return {
        file.path: digest_of_parts(for_all, file.path, file.type, file.digest) for file in files
    }


def _load_parser(files: Iterable[ContentFile]) -> None:
    """Load and build what parsing needs: only where there is work, and before any fork."""
    from dossierpress.facts import records as parse  # noqa: F401, PLC0415

    for type_ in {file.type for file in files} & MATTERS.keys():
        MATTERS[type_].model_rebuild()


def _row_again(files: Mapping[str, ContentFile], config: ParseConfig, key: str) -> bytes:
    """A row that the cache has lost."""
    _load_parser([files[key]])
    return _parse_in_time(files[key], config)[0].row


def _the_row(made: EncodedParsed, _: bytes) -> bytes:
    return made.row


def _parse_batch(
    files: tuple[ContentFile, ...], *, config: ParseConfig
) -> tuple[tuple[EncodedParsed, bool], ...]:
    """For each file: its encoded result, and whether parsing finished within the limit."""
    return tuple(_parse_in_time(file, config) for file in files)


def _parse_in_time(file: ContentFile, config: ParseConfig) -> tuple[EncodedParsed, bool]:
    from dossierpress.facts.records import parse_file, parsing_took_too_long  # noqa: PLC0415 (see above)

    def stored() -> EncodedParsed:
        return encode_parsed(parse_file(file, config))

    try:
        return within_budget(config.limits.seconds, stored), True
    except OverBudgetError:
        return encode_parsed(parsing_took_too_long(file, config)), False


_ALL = "all"
"""Key of the catalogue."""
_CATALOGUE = Decoder(dict[str, bytes])
"""Key of a parse result -> its entry."""
