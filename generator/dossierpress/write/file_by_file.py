"""Replace the files that differ, one after the other, where no exchange of folders can be had.

Every file is whole at any moment, but a reader may find files of both editions. A build that was
interrupted is completed by the next one, which the manifest tells what is ours.
"""

import contextlib

from dossierpress.diagnostics import Diagnostic
from dossierpress.project import Project
from dossierpress.write.changes import Changes
from dossierpress.write.failure import failure_at
from dossierpress.write.manifest import MANIFEST
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import PART
from dossierpress.write.synced import replace_synced


def write_file_by_file(project: Project, changes: Changes) -> Diagnostic | None:
    """Carry out the changes; the first thing that fails, or None."""
    at = MANIFEST
    try:
        # Claimed before it is made: what an interrupted build leaves is never taken for
        # somebody else's.
        _replace(project, MANIFEST, changes.claim)
        for at in (*changes.pruned, *changes.litter):
            (project.output / at).unlink(missing_ok=True)
        for at in reversed(changes.needless):
            with contextlib.suppress(OSError):  # a desktop's litter is in it
                (project.output / at).rmdir()
        for output in changes.replaced:
            at = output.path
            _replace(project, at, output.data)
        at = SIGNATURE
        if changes.signature is None:
            (project.output / SIGNATURE).unlink(missing_ok=True)
        else:
            _replace(project, SIGNATURE, changes.signature)
        at = MANIFEST
        _replace(project, MANIFEST, changes.manifest)
    except OSError as error:
        return failure_at(project, at, error)
    return None


def _replace(project: Project, path: str, data: bytes) -> None:
    target = project.output / path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(PART)
    part.unlink(missing_ok=True)
    replace_synced(target, part, data)
