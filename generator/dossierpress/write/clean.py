"""Remove what builds have written."""

import contextlib

from dossierpress.diagnostics import Diagnostic
from dossierpress.project import Project
from dossierpress.write.changes import Written
from dossierpress.write.editions import remove_editions
from dossierpress.write.failure import failure_at
from dossierpress.write.manifest import MANIFEST
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import survey


def clean(project: Project) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """Remove the edition in output/ and the one before, and folders with nothing else in them."""
    edition, problems = survey(project)
    if edition is None:
        return None, problems
    at = MANIFEST
    try:
        for at in (*edition.files, SIGNATURE, MANIFEST):
            (project.output / at).unlink(missing_ok=True)
        at = ""
        remove_editions(project)
    except OSError as error:
        return None, (failure_at(project, at, error),)
    for folder in (*reversed(edition.folders), ""):
        with contextlib.suppress(OSError):  # not there, or a desktop's litter is in it
            (project.output / folder).rmdir()
    return Written(pruned=edition.files), ()
