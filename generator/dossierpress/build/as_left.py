"""Whether output/ and the edition before are still as a build has left them.

Whoever follows what is published, to copy or compress it, may write there as soon as it is in
place. The next build has to find that, so what the last one has left is not taken from a look that
came later. What was there when the build began, and is the same file still, the build itself has
compared; what is new is read back.
"""

import os
from collections.abc import Mapping
from typing import TypeVar

from dossierpress.project import Project
from dossierpress.snapshot import Snapshot
from dossierpress.write.editions import editions_of
from dossierpress.write.intact import intact
from dossierpress.write.manifest import MANIFEST, read_manifest
from dossierpress.write.record import digest_in, is_known_here
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import folders_above

_Value = TypeVar("_Value")


def is_as_left(project: Project, before: Snapshot, after: Snapshot) -> bool:
    """Whether nobody else had a hand in it.

    Args:
        project: Whose output/ is locked, and was published or found as it should be.
        before: What a look saw before the build, for sure.
        after: The same after it.
    """
    return before.digest == after.digest or (
        _is_edition(project, before, after) and _is_kept(project, before, after)
    )


def _is_edition(project: Project, before: Snapshot, after: Snapshot) -> bool:
    """Whether output/ holds what the build has published, and nothing else."""
    known_as, manifest = digest_in(project.output), read_manifest(project.output)
    if known_as is None or manifest is None or not is_known_here(project, known_as):
        return False
    then, now = (_below(project.output, look.files) for look in (before, after))
    folders = {"", *(above for path in manifest.files for above in folders_above(path))}
    return (
        now.keys() - {SIGNATURE} == manifest.files.keys() | {MANIFEST}
        and _below(project.output, after.folders).keys() == folders
        and all(
            then.get(path) == now[path] or intact(project.output, path, digest)
            for path, digest in manifest.files.items()
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
