"""Look for what is withheld in the files of an edition, but not twice in the same bytes.

A file in which nothing was found is known by a digest of all that this depends on: what is looked
for, the path, the bytes, the code. Only what is not known yet is looked through, so that an edit
does not pay for the whole edition. What was found is never remembered: it is looked for each
time.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.executors import batches
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.visibility.leak_check.scan import scan_files
from dossierpress.visibility.leak_check.secret import Secret

CheckedFiles = Literal["pages", "files", "earlier"]
"""Which files: pages, files that are published as they are, those of the edition before."""

_SIZE = 32
_TOGETHER = 200
"""Files whose bytes are held at once."""


class OnDisk(Struct, frozen=True, kw_only=True, gc=False):
    """A file that is read only if it has to be looked through."""

    digest: str
    """SHA-256 of its bytes, hexadecimal."""
    read: Callable[[], bytes]


def check_for_leaks(
    secrets: Sequence[Secret],
    files: Iterable[tuple[str, bytes | OnDisk]],
    *,
    kind: CheckedFiles,
    store: Store,
    likely: bool = False,
) -> tuple[Diagnostic, ...]:
    """Every file that shows a secret; see `scan`.

    Args:
        secrets: What is looked for.
        files: (path, bytes, here or on the disk) of all files of this kind.
        kind: What they are; what is known of each kind is kept apart.
        store: What earlier builds have found clean. Only the time depends on it.
        likely: Whether forms that may be somebody else's names are told too.
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
        told = {one.path for one in found}
        clean |= {digest for path, digest in digests.items() if path not in told}
    if clean != known:
        store.keep("looked", {kind: b"".join(sorted(clean))})
    return tuple(problems)


def _digest(looked_for: bytes, path: str, digest: bytes) -> bytes:
    return sha256(looked_for + digest + path.encode("utf-8", "surrogatepass")).digest()


def _known_clean(store: Store, kind: CheckedFiles) -> frozenset[bytes]:
    kept = store.find("looked", [kind]).get(kind, b"")
    return frozenset(kept[at : at + _SIZE] for at in range(0, len(kept), _SIZE))
