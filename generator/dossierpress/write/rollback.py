"""Publish the edition before once more, in one step."""

from dossierpress.diagnostics import Diagnostic
from dossierpress.project import Project
from dossierpress.write.changes import Written
from dossierpress.write.differences import differences
from dossierpress.write.editions import editions_of
from dossierpress.write.exchange import is_unsupported, put_in_place
from dossierpress.write.failure import failure_at
from dossierpress.write.manifest import read_manifest
from dossierpress.write.put_away import put_away
from dossierpress.write.survey import place, survey
from dossierpress.write.synced import sync_folder


def rollback(project: Project) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """Let the edition in output/ and the one before change places; twice changes nothing.

    The lock is held. Nothing is published that is not byte for byte what was published before.

    Returns:
        What changed; or None and why it cannot be done.
    """
    now, problems = survey(project)
    if now is None:
        return None, problems
    editions = editions_of(project)
    try:
        if editions.folder.is_dir():
            put_away(editions)
        then = read_manifest(editions.previous)
        if then is None:
            return None, (_refused(project, "no earlier edition is kept"),)
        spoilt = next(differences(editions.previous, then.files), None)
        if spoilt:
            what = f"`{spoilt[0]}` of the edition before is not as it was published"
            return None, (_refused(project, what),)
        put_in_place(editions.previous, project.output)
        sync_folder(project.output.parent)
        sync_folder(editions.folder)
    except OSError as error:
        if is_unsupported(error):
            return None, (_refused(project, "this place offers no exchange of folders"),)
        return None, (failure_at(project, "", error),)
    return Written(
        written=tuple(
            path for path, digest in then.files.items() if now.listed.get(path) != digest
        ),
        added=tuple(path for path in then.files if path not in now.listed),
        pruned=tuple(path for path in now.files if path not in then.files),
    ), ()


def _refused(project: Project, why: str) -> Diagnostic:
    return Diagnostic(
        code="out-no-rollback",
        path=place(project),
        message=f"cannot go back: {why}",
        hint="restore the content as it was, and build",
    )
