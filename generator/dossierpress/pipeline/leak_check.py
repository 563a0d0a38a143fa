"""Scan the files of an edition for secrets, each version of a file only once.

The cache knows a clean file by a digest of the secrets, the path, the bytes and the code. Only
unknown files are scanned, so an edit does not pay for the whole edition. A file with a secret is
never cached: it is scanned every time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import Literal

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.batching import shares
from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.forked import Run, inline
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import Asset, Plan
from dossierpress.visibility.leak_check.scan import Scanner
from dossierpress.visibility.leak_check.secret import Secret

CheckedFiles = Literal["pages", "files", "earlier"]
"""Which files: pages, files that are published as they are, those of the edition before."""

_SIZE = 32
_TOGETHER = 8
"""Files of a batch, at least."""
_ENCODER = Encoder()
_DECODER = Decoder(tuple[Diagnostic, ...])


class OnDisk(Struct, frozen=True, kw_only=True, gc=False):
    """A file that is read only if it has to be scanned."""

    digest: str
    """SHA-256 of its bytes, hexadecimal."""
    read: Callable[[], bytes]


def asset_files(plan: Plan) -> Iterator[tuple[str, OnDisk]]:
    """The files that are published as they are."""
    for asset in plan.assets:
        yield asset.path, OnDisk(digest=asset.digest, read=partial(_data, asset))


def _data(asset: Asset) -> bytes:
    return asset.data


def check_for_leaks(  # noqa: PLR0913 (what is looked for, where and how)
    secrets: Sequence[Secret],
    files: Iterable[tuple[str, bytes | OnDisk]],
    *,
    kind: CheckedFiles,
    store: Store,
    run: Run = inline,
    likely: bool = False,
) -> tuple[Diagnostic, ...]:
    """Report every file that contains a secret; see `Scanner`.

    Args:
        secrets: What the files must not contain.
        files: (path, bytes or `OnDisk`) of all files of this kind.
        kind: Which files; each kind has its own cache row.
        store: The files that earlier builds have found clean. Only the time depends on it.
        run: Runs a function over batches.
        likely: Whether to report forms too that may be somebody else's names.
    """
    known = _known_clean(store, kind)
    if not secrets:
        if known:
            store.keep("looked", {kind: b""})
        return ()
    looked_for = sha256(
        f"{code_digest()}\0{likely}\0{sorted(map(repr, secrets))}".encode("utf-8", "surrogatepass")
    ).digest()
    digests: dict[str, bytes] = {}
    new: list[tuple[str, bytes | OnDisk]] = []
    for path, held in files:
        of_bytes = bytes.fromhex(held.digest) if isinstance(held, OnDisk) else sha256(held).digest()
        digests[path] = _digest(looked_for, path, of_bytes)
        if digests[path] not in known:
            new.append((path, held))
    problems = _scanned(secrets, new, run, likely=likely) if new else ()
    leaking = {one.path for one in problems}
    clean = {digest for path, digest in digests.items() if path not in leaking}
    if clean != known:
        store.keep("looked", {kind: b"".join(sorted(clean))})
    return problems


def _scanned(
    secrets: Sequence[Secret],
    files: Sequence[tuple[str, bytes | OnDisk]],
    run: Run,
    *,
    likely: bool,
) -> tuple[Diagnostic, ...]:
    scanner = Scanner.of(secrets)

    def scan(batch: tuple[tuple[str, bytes | OnDisk], ...]) -> bytes:
        read = ((path, held.read() if isinstance(held, OnDisk) else held) for path, held in batch)
        return _ENCODER.encode(
            [one for path, data in read for one in scanner.at(path, data, likely=likely)]
        )

    parts = run(scan, shares(files, _TOGETHER))
    return tuple(one for part in parts for one in _DECODER.decode(part))


def _digest(looked_for: bytes, path: str, digest: bytes) -> bytes:
    return sha256(looked_for + digest + path.encode("utf-8", "surrogatepass")).digest()


def _known_clean(store: Store, kind: CheckedFiles) -> frozenset[bytes]:
    kept = store.find("looked", [kind]).get(kind, b"")
    return frozenset(kept[at : at + _SIZE] for at in range(0, len(kept), _SIZE))
