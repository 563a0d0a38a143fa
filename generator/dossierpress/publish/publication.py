"""Publish the rendered files into output/.

The complete new edition is staged beside output/ (see `stage`), read back, and exchanged with
output/ in one step: a reader finds the old edition or the new one, and a build that ends at any
point leaves one of them complete. If folders cannot be exchanged, the files that differ are
replaced one by one: every file is complete at any time, but a reader may find files of both
editions. The next build completes an interrupted one, for the manifest tells what is ours.
`remove_published` removes what builds have written.
"""

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import OutputFile
from dossierpress.publish.changes import Changes, ChangeSummary, changes_of
from dossierpress.publish.edition_folders import (
    EditionFolders,
    folders_of_editions,
    make_editions_folder,
    remove_editions,
)
from dossierpress.publish.exchange import is_exchange_unsupported, put_in_place
from dossierpress.publish.file_system import replace_synced, sync_folder
from dossierpress.publish.known_editions import edition_digest, edition_digest_in, remember_edition
from dossierpress.publish.lock import file_system_time
from dossierpress.publish.manifest import MANIFEST
from dossierpress.publish.output_folder import (
    PART_NAME,
    OutputContents,
    path_shown,
    survey_output,
    system_message,
    write_failure,
    write_failure_at,
)
from dossierpress.publish.previous_edition import tidy_editions
from dossierpress.publish.signature import SIGNATURE, SigningError
from dossierpress.publish.spare import remove_spare
from dossierpress.publish.stage import check_stage, stage_edition
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.project import Project


def write_file_by_file(project: Project, changes: Changes) -> Diagnostic | None:
    """Apply the changes file by file; the first failure, or None."""
    at = MANIFEST
    try:
        # Listed as ours before it is made: what an interrupted build leaves is never taken for
        # somebody else's.
        _replace_output_file(project, MANIFEST, changes.claim())
        for at in (*changes.pruned, *changes.litter):
            (project.output / at).unlink(missing_ok=True)
        for at in reversed(changes.needless):
            with contextlib.suppress(OSError):  # a desktop's litter is in it
                (project.output / at).rmdir()
        for output in changes.replaced:
            at = output.path
            _replace_output_file(project, at, output.data)
        at = SIGNATURE
        if changes.signature is None:
            (project.output / SIGNATURE).unlink(missing_ok=True)
        else:
            _replace_output_file(project, SIGNATURE, changes.signature)
        at = MANIFEST
        _replace_output_file(project, MANIFEST, changes.manifest)
    except OSError as error:
        return write_failure_at(project, at, error)
    return None


def _replace_output_file(project: Project, path: str, data: bytes) -> None:
    target = project.output / path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(PART_NAME)
    part.unlink(missing_ok=True)
    replace_synced(target, part, data)


def publish_edition(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    edition: OutputContents,
    outputs: Sequence[OutputFile],
    kept: Mapping[str, str],
    *,
    known: KnownFiles | None = None,
    made_of: str = "",
    key: Path | None = None,
    as_of: datetime | None = None,
) -> tuple[ChangeSummary | None, tuple[Diagnostic, ...]]:
    """Publish exactly the planned files and their manifest.

    Args:
        project: Where output/ is. Its lock is held.
        edition: What `survey` found there.
        outputs: Files that may differ from those there; the ones that do not are left alone.
        kept: Path -> digest of files there that are known to be intact.
        known: Files that need not be read, and are followed on their way. None reads all of them.
        made_of: Digest of all that the files were made of, for the manifest.
        key: Signs the manifest, where it is to be signed.
        as_of: The moment that a signed manifest is dated by.

    Returns:
        The changes; or None and why nothing was published.
    """
    known = known or KnownFiles()
    try:
        changes = changes_of(
            project, edition, outputs, kept, known=known, made_of=made_of, key=key, as_of=as_of
        )
    except SigningError as error:
        return None, (_cannot_be_signed(project, error),)
    if not changes.any:
        _remember_present_edition(project, changes)
        return ChangeSummary(), ()
    editions = folders_of_editions(project)
    # Before the exchange: a build that ends in between has recorded one edition too many.
    digest = edition_digest(changes.manifest, changes.signature)
    remember_edition(project, digest, changes.mark.serial if changes.mark else 0)
    try:
        notes = _in_one_step(project, editions, changes, known)
    except _CannotExchangeError as cannot:
        failed = write_file_by_file(project, changes)
        if failed:
            return None, (failed,)
        notes = (f"published file by file: {cannot}; readers could meet both editions meanwhile",)
    except OSError as error:
        return None, (write_failure(project, error, below=editions.stage),)
    if changes.signature is not None and changes.mark is not None:
        notes += (f"signed as edition {changes.mark.serial} of {changes.mark.date}",)
    return replace(changes.summary, notes=notes), ()


def _remember_present_edition(project: Project, changes: Changes) -> None:
    """Record the published edition: this build would publish the same bytes."""
    digest = edition_digest_in(project.output)
    if digest is not None:
        remember_edition(
            project, digest, changes.mark.serial if changes.mark and changes.signature else 0
        )


def _cannot_be_signed(project: Project, error: SigningError) -> Diagnostic:
    return Diagnostic(
        code="out-unsigned",
        path=path_shown(project, MANIFEST),
        message=f"cannot be signed: {error}",
        hint="name a private key of SSH, or the public part of one that your agent holds",
    )


class _CannotExchangeError(Exception):
    """The folders cannot be exchanged, and nothing is published yet; the text says why."""


def _in_one_step(
    project: Project, editions: EditionFolders, changes: Changes, known: KnownFiles
) -> tuple[str, ...]:
    """Publish in one step, or raise with output/ as it was; returns notes."""
    _make_room(project, editions)
    try:
        manifest = _output(MANIFEST, changes.manifest)
        written = {one.path: one for one in (*changes.replaced, manifest)}
        if changes.signature is not None:
            written[SIGNATURE] = _output(SIGNATURE, changes.signature)
        stage_edition(
            editions.stage,
            before=project.output,
            spare=editions.spare,
            unchanged=tuple(path for path in changes.files if path not in written),
            written=written,
            known=known,
        )
        digests = {**changes.files, **{path: one.digest for path, one in written.items()}}
        now = file_system_time(project)
        staged = check_stage(editions.stage, digests, known, now=now)
        ready = editions.ready(manifest.digest)
        editions.stage.rename(ready)
        sync_folder(editions.folder)
        _exchange_with_output(project.output, ready)
    except BaseException:
        with contextlib.suppress(OSError):  # the next build does it
            tidy_editions(editions)
            remove_spare(editions.spare)
        raise
    try:
        sync_folder(project.output.parent)
        known.look_again(now, {f"{project.output}/{path}": one for path, one in staged.items()})
        tidy_editions(editions, output=project.output, known=known)
        sync_folder(editions.folder)
    except OSError as error:
        return (
            f"published, but the edition before could not be put away: {system_message(error)}",
        )
    return ()


def _output(path: str, data: bytes) -> OutputFile:
    return OutputFile(path=path, held=data, digest=hashlib.sha256(data).hexdigest())


def _make_room(project: Project, editions: EditionFolders) -> None:
    try:
        make_editions_folder(project, editions)
        tidy_editions(editions)
    except OSError as error:
        if not is_exchange_unsupported(error):
            raise
        raise _CannotExchangeError(
            f"nothing can be made beside the folder ({system_message(error)})"
        ) from error


def _exchange_with_output(output: Path, ready: Path) -> None:
    try:
        put_in_place(ready, output)
    except OSError as error:
        if not is_exchange_unsupported(error):
            raise
        raise _CannotExchangeError(
            f"folders cannot be exchanged here ({system_message(error)})"
        ) from error


def remove_published(project: Project) -> tuple[ChangeSummary | None, tuple[Diagnostic, ...]]:
    """Remove the published edition, the previous one, and folders that become empty."""
    edition, problems = survey_output(project)
    if edition is None:
        return None, problems
    at = MANIFEST
    try:
        for at in (*edition.files, SIGNATURE, MANIFEST):
            (project.output / at).unlink(missing_ok=True)
        at = ""
        remove_editions(project)
    except OSError as error:
        return None, (write_failure_at(project, at, error),)
    for folder in (*reversed(edition.folders), ""):
        with contextlib.suppress(OSError):  # not there, or a desktop's litter is in it
            (project.output / folder).rmdir()
    return ChangeSummary(pruned=edition.files), ()
