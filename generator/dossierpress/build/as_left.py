"""Whether output/ and the edition before are still as a build has left them.

Whoever follows what is published, to copy or compress it, may write there as soon as it is in
place. The next build has to find that, so what the last one has left is not taken from a look that
came later. What the build has compared or linked is known; what is new is read back.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from dossierpress.known_files import KnownFiles, known_from
from dossierpress.project import Project
from dossierpress.snapshot import Snapshot
from dossierpress.store import Store
from dossierpress.write.editions import editions_of
from dossierpress.write.intact import intact
from dossierpress.write.lock import moment_of_system
from dossierpress.write.manifest import MANIFEST, read_manifest
from dossierpress.write.record import digest_in, is_known_here
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import folders_above

_Value = TypeVar("_Value")
_ROW = "output:"
"""Beginning of the rows of the store for folders that are published into, each by its path."""


def files_left(project: Project, store: Store, now: int | None) -> KnownFiles:
    """What is known of the files of output/ from the build before; see `KnownFiles`."""
    return known_from(store, _row(project.output), now=now)


def keep_files_left(project: Project, store: Store, left: KnownFiles) -> None:
    """Keep what is known of the files of output/ as they are after a build, for the next one."""
    manifest = read_manifest(project.output)
    if manifest is None:
        return
    left.ask_again(moment_of_system(project))
    left.keep(store, _row(project.output), (f"{project.output}/{path}" for path in manifest.files))
    gone = {key for key in store.keys("files") if key.startswith(_ROW) and not _is_there(key)}
    if gone:
        store.sweep("files", frozenset(store.keys("files")) - gone)


def _row(output: Path) -> str:
    return _ROW + os.fsencode(output).hex()


def _is_there(row: str) -> bool:
    return os.path.isdir(bytes.fromhex(row.removeprefix(_ROW)))  # noqa: PTH112 (as bytes)


def is_as_left(project: Project, before: Snapshot, after: Snapshot, known: KnownFiles) -> bool:
    """Whether nobody else had a hand in it.

    Args:
        project: Whose output/ is locked, and was published or found as it should be.
        before: What a look saw before the build, for sure.
        after: The same after it.
        known: Files of output/ that the build has read or written, and followed since.
    """
    return before.digest == after.digest or (
        _is_edition(project, after, known) and _is_kept(project, before, after)
    )


def _is_edition(project: Project, after: Snapshot, known: KnownFiles) -> bool:
    """Whether output/ holds what the build has published, and nothing else."""
    known_as, manifest = digest_in(project.output), read_manifest(project.output)
    if known_as is None or manifest is None or not is_known_here(project, known_as):
        return False
    now = _below(project.output, after.files)
    folders = {"", *(above for path in manifest.files for above in folders_above(path))}
    return (
        now.keys() - {SIGNATURE} == manifest.files.keys() | {MANIFEST}
        and _below(project.output, after.folders).keys() == folders
        and all(
            intact(project.output, path, digest, known) for path, digest in manifest.files.items()
        )
    )


def _is_kept(project: Project, before: Snapshot, after: Snapshot) -> bool:
    """Whether the edition before is the one that was published, or kept, when the build began."""
    editions = editions_of(project)
    kept = _below(editions.previous, after.files)
    if _below(editions.folder, after.files).keys() != {f"previous/{path}" for path in kept}:
        return False
    then = _below(editions.previous, before.files), _below(project.output, before.files)
    return not kept or kept in then


def _below(folder: os.PathLike[str], seen: Mapping[str, _Value]) -> dict[str, _Value]:
    """The part of what was seen that is a folder, as `""`, and what is below it, by path there."""
    top = os.fspath(folder)
    start = len(top) + 1
    return {
        path[start:]: one for path, one in seen.items() if path == top or path.startswith(f"{top}/")
    }
