"""Put the rendered files in output/, which belongs to its manifest and to nothing else.

The complete new edition is made beside output/, checked, and exchanged with it in one step: a
reader finds the old edition or the new one, and a build that ends at any point leaves one of them
whole.
"""

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.known_files import KnownFiles
from dossierpress.model.output import Output
from dossierpress.project import Project
from dossierpress.write.changes import Changes, Written, changes_of
from dossierpress.write.editions import Editions, editions_of, make_folder
from dossierpress.write.exchange import is_unsupported, put_in_place
from dossierpress.write.failure import failure, said
from dossierpress.write.file_by_file import write_file_by_file
from dossierpress.write.lock import moment_of_system
from dossierpress.write.manifest import MANIFEST
from dossierpress.write.put_away import put_away
from dossierpress.write.record import digest_in, digest_of_edition, remember
from dossierpress.write.sign import SIGNATURE, SigningError
from dossierpress.write.stage import check_stage, stage
from dossierpress.write.survey import Edition, place
from dossierpress.write.synced import sync_folder


def write(  # noqa: PLR0913 (means, each by its name)
    project: Project,
    edition: Edition,
    outputs: Sequence[Output],
    kept: Mapping[str, str],
    *,
    known: KnownFiles | None = None,
    made_of: str = "",
    key: Path | None = None,
    as_of: datetime | None = None,
) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """Make output/ exactly the planned files and their manifest.

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
        What changed; or None and why nothing did.
    """
    known = known or KnownFiles()
    try:
        changes = changes_of(
            project, edition, outputs, kept, known=known, made_of=made_of, key=key, as_of=as_of
        )
    except SigningError as error:
        return None, (_unsigned(project, error),)
    if not changes.any:
        _remember_what_is_there(project, changes)
        return Written(), ()
    editions = editions_of(project)
    # Before it is published: a build that ends in between has told of one edition too many.
    digest = digest_of_edition(changes.manifest, changes.signature)
    remember(project, digest, changes.mark.serial if changes.mark else 0)
    try:
        notes = _in_one_step(project, editions, changes, known)
    except _CannotExchangeError as cannot:
        failed = write_file_by_file(project, changes)
        if failed:
            return None, (failed,)
        notes = (f"published file by file: {cannot}; readers could meet both editions meanwhile",)
    except OSError as error:
        return None, (failure(project, error, below=editions.stage),)
    if changes.signature is not None and changes.mark is not None:
        notes += (f"signed as edition {changes.mark.serial} of {changes.mark.date}",)
    return replace(changes.told, notes=notes), ()


def _remember_what_is_there(project: Project, changes: Changes) -> None:
    """It is what this build would have published, byte for byte, so it may come back too."""
    digest = digest_in(project.output)
    if digest is not None:
        remember(project, digest, changes.mark.serial if changes.mark and changes.signature else 0)


def _unsigned(project: Project, error: SigningError) -> Diagnostic:
    return Diagnostic(
        code="out-unsigned",
        path=place(project, MANIFEST),
        message=f"cannot be signed: {error}",
        hint="name a private key of SSH, or the public part of one that your agent holds",
    )


class _CannotExchangeError(Exception):
    """Nothing is published yet; the text says why it cannot be one step."""


def _in_one_step(
    project: Project, editions: Editions, changes: Changes, known: KnownFiles
) -> tuple[str, ...]:
    """Publish, or raise with output/ as it was; what is worth telling afterwards."""
    _make_room(project, editions)
    try:
        manifest = _output(MANIFEST, changes.manifest)
        written = {one.path: one for one in (*changes.replaced, manifest)}
        if changes.signature is not None:
            written[SIGNATURE] = _output(SIGNATURE, changes.signature)
        stage(
            editions.stage,
            before=project.output,
            unchanged=tuple(path for path in changes.files if path not in written),
            written=written,
            known=known,
        )
        known.ask_again(moment_of_system(project))
        check_stage(editions.stage, {**changes.files, MANIFEST: manifest.digest}, known)
        ready = editions.ready(manifest.digest)
        editions.stage.rename(ready)
        sync_folder(editions.folder)
        _publish(project.output, ready)
    except BaseException:
        with contextlib.suppress(OSError):  # the next build does it
            put_away(editions)
        raise
    try:
        sync_folder(project.output.parent)
        put_away(editions, known)
        sync_folder(editions.folder)
    except OSError as error:
        return (f"published, but the edition before could not be put away: {said(error)}",)
    return ()


def _output(path: str, data: bytes) -> Output:
    return Output(path=path, held=data, digest=hashlib.sha256(data).hexdigest())


def _make_room(project: Project, editions: Editions) -> None:
    try:
        make_folder(project, editions)
        put_away(editions)
    except OSError as error:
        if not is_unsupported(error):
            raise
        raise _CannotExchangeError(
            f"nothing can be made beside the folder ({said(error)})"
        ) from error


def _publish(output: Path, ready: Path) -> None:
    try:
        put_in_place(ready, output)
    except OSError as error:
        if not is_unsupported(error):
            raise
        raise _CannotExchangeError(f"folders cannot be exchanged here ({said(error)})") from error
