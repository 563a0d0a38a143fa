"""Parse every content file, or find that it has been parsed before."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import lru_cache, partial

from msgspec import Struct, to_builtins

from dossierpress.budget import OverBudgetError, within
from dossierpress.cache_keys import code_digest, digest_of_parts
from dossierpress.executors import batches
from dossierpress.model.content import MATTERS, Parsed
from dossierpress.model.files import ContentFile
from dossierpress.parse_results import decode, encode
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.store import Store

_BATCH = 32

Progress = Callable[[int, int], None]
"""Told of every batch: (done, of how many)."""


class AllParsed(Struct, frozen=True, kw_only=True, gc=False):
    """Every content file's result, in the order of the files."""

    parsed: tuple[Parsed, ...]
    reused: int
    """How many were known already."""


def parse_all(
    files: Sequence[ContentFile],
    config: ParseConfig,
    *,
    executor: Executor,
    store: Store,
    progress: Progress,
) -> AllParsed:
    """Parse what the store does not know.

    A result always passes through its stored form, so that a build which parses and a build which
    reuses cannot see different values. A file that takes longer than its limit says so, and is
    not stored: another machine, or another day, may be faster.
    """
    keys = {file.path: parse_key(file, config) for file in files}
    known = {
        key: parsed
        for key, data in store.find("parsed", keys.values()).items()
        if (parsed := decode(data)) is not None
    }
    missing = [file for file in files if keys[file.path] not in known]
    if missing:
        # Loaded and built only where there is something to parse, and before any process is forked.
        from dossierpress import parse  # noqa: F401, PLC0415

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
    """What each file says, as it is stored, and whether its parsing came to its end."""
    return tuple(_parse_in_time(file, config) for file in files)


def _parse_in_time(file: ContentFile, config: ParseConfig) -> tuple[bytes, bool]:
    from dossierpress.parse import give_up, parse  # noqa: PLC0415 (see above)

    def stored() -> bytes:
        return encode(parse(file, config))

    try:
        return within(config.limits.seconds, stored), True
    except OverBudgetError:
        return encode(give_up(file, config)), False


def _just_parsed(data: bytes) -> Parsed:
    parsed = decode(data)
    if parsed is None:
        raise ValueError("a parse result cannot be read back")  # a fault of ours
    return parsed
