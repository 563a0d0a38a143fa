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

from dossierpress.engine.batching import batches
from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import Asset, Plan
from dossierpress.visibility.leak_check.scan import scan_files
from dossierpress.visibility.leak_check.secret import Secret

CheckedFiles = Literal["pages", "files", "earlier"]
"""Which files: pages, files that are published as they are, those of the edition before."""

_SIZE = 32
_TOGETHER = 200
"""Files that are in memory at the same time."""


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


def check_for_leaks(
    secrets: Sequence[Secret],
    files: Iterable[tuple[str, bytes | OnDisk]],
    *,
    kind: CheckedFiles,
    store: Store,
    likely: bool = False,
) -> tuple[Diagnostic, ...]:
    """Report every file that contains a secret; see `scan_files`.

    Args:
        secrets: What the files must not contain.
        files: (path, bytes or `OnDisk`) of all files of this kind.
        kind: Which files; each kind has its own cache row.
        store: The files that earlier builds have found clean. Only the time depends on it.
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
    clean: set[bytes] = set()
    problems: list[Diagnostic] = []
    for batch in batches(files, _TOGETHER):
        digests: dict[str, bytes] = {}
        new: list[tuple[str, bytes]] = []
        for path, held in batch:
            if isinstance(held, OnDisk):
                digests[path] = _digest(looked_for, path, bytes.fromhex(held.digest))
                if digests[path] in known:
                    continue
            data = held.read() if isinstance(held, OnDisk) else held
            digests[path] = _digest(looked_for, path, sha256(data).digest())
            if digests[path] not in known:
                new.append((path, data))
        found = scan_files(secrets, new, likely=likely)
        problems += found
        leaking = {one.path for one in found}
        clean |= {digest for path, digest in digests.items() if path not in leaking}
    if clean != known:
        store.keep("looked", {kind: b"".join(sorted(clean))})
    return tuple(problems)


def _digest(looked_for: bytes, path: str, digest: bytes) -> bytes:
    return sha256(looked_for + digest + path.encode("utf-8", "surrogatepass")).digest()


def _known_clean(store: Store, kind: CheckedFiles) -> frozenset[bytes]:
    kept = store.find("looked", [kind]).get(kind, b"")
    return frozenset(kept[at : at + _SIZE] for at in range(0, len(kept), _SIZE))
