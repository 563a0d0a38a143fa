"""Publish the edition before once more, in one step, if this user's builds published it.

A folder that came from somebody else may hold an edition of theirs in the place of the one before.
"""

from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.project import Project
from dossierpress.write.changes import Written
from dossierpress.write.differences import differences
from dossierpress.write.editions import Editions, editions_of, link_on_the_way
from dossierpress.write.exchange import is_unsupported, put_in_place
from dossierpress.write.failure import failure_at
from dossierpress.write.manifest import Manifest, read_manifest
from dossierpress.write.put_away import put_away
from dossierpress.write.record import digest_in, is_known, remember
from dossierpress.write.survey import litter, place, survey
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
        then = _earlier(project, editions)
        if isinstance(then, Diagnostic):
            return None, (then,)
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


def _earlier(project: Project, editions: Editions) -> Manifest | Diagnostic:
    """The edition before, if it is whole and was published by this user; else why not."""
    folder = editions.previous
    if link_on_the_way(project, folder) is not None:
        return _refused(project, "the edition before is a symbolic link")
    then, digest = read_manifest(folder), digest_in(folder)
    if then is None or digest is None:
        return _refused(project, "no earlier edition is kept")
    if not is_known(project, digest):
        return _unknown(project)
    for path in litter(folder):
        (folder / path).unlink()  # nothing that was published
    spoilt = next(differences(folder, then.files), None)
    if spoilt:
        what = f"`{spoilt[0]}` of the edition before is not as it was published"
        return _refused(project, what)
    remember(project, digest, then.serial or 0)
    return then


def _unknown(project: Project) -> Diagnostic:
    where = f"`{project.cache}`" if project.cache else "no cache folder"
    return Diagnostic(
        code="out-no-rollback",
        path=place(project),
        message="cannot go back: your builds have not published the edition that is kept, as far as"
        " is known",
        hint="restore the content as it was, and build",
        notes=(
            Note(
                message=f"what they published is remembered in {where}; a copy of a dossier, one"
                " of somebody else, and one whose cache was removed have no edition to go back to"
            ),
        ),
    )


def _refused(project: Project, why: str) -> Diagnostic:
    return Diagnostic(
        code="out-no-rollback",
        path=place(project),
        message=f"cannot go back: {why}",
        hint="restore the content as it was, and build",
    )
