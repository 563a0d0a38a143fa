"""The previous edition: how it is kept, what it holds, and how a rollback publishes it.

An edition is staged under a temporary name, and renamed to the digest of its manifest just before
the exchange. So a folder of that name holds either the edition with this digest, which was never
published, or the edition that it was exchanged with. A crash needs no other record:
`tidy_editions` keeps the edition that was published until now, and removes one that never was.

A rollback is one step, and restores only what this user's builds published (`history`): a folder
that came from somebody else may hold an edition of theirs as the previous one.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.publish.changes import ChangeSummary
from dossierpress.publish.edition_folders import (
    EditionFolders,
    folders_of_editions,
    link_on_the_way,
)
from dossierpress.publish.exchange import is_exchange_unsupported, put_in_place
from dossierpress.publish.file_system import sync_folder
from dossierpress.publish.folder_contents import desktop_litter_below, files_below
from dossierpress.publish.known_editions import (
    edition_digest_in,
    is_known_edition,
    remember_edition,
)
from dossierpress.publish.manifest import MANIFEST, Manifest, read_manifest
from dossierpress.publish.output_folder import path_shown, survey_output, write_failure_at
from dossierpress.publish.signature import SIGNATURE
from dossierpress.publish.spare import keep_as_spare, remove_spare
from dossierpress.publish.verify import differences
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file


def tidy_editions(
    editions: EditionFolders, *, output: Path | None = None, known: KnownFiles | None = None
) -> None:
    """Tidy the folder of the editions after an exchange or an interrupted build.

    Args:
        editions: Of an output/ that is locked.
        output: The edition that has just been published: of the edition which goes, a spare is
            kept with what both have.
        known: What is known of its files.

    Raises:
        OSError: Something cannot be removed or moved.
    """
    remove_tree(editions.stage)
    for folder, digest in editions.all_ready():
        held = KnownFiles().digest(folder / MANIFEST)
        if held is None or held == digest:
            remove_tree(folder)
        else:
            if output is not None and known is not None:
                keep_as_spare(editions.previous, editions.spare, output, known)
            remove_tree(editions.previous)
            folder.rename(editions.previous)


def remove_tree(folder: Path) -> None:
    """Remove a folder if it exists."""
    if folder.exists():
        shutil.rmtree(folder)


class KeptEdition(Struct, frozen=True, kw_only=True):
    """The previous edition."""

    folder: Path
    digest: str | None
    """See `edition_digest`."""
    paths: tuple[str, ...]
    """All of its files without manifest and signature, in order."""
    differing: tuple[str, ...]
    """Its files that the published edition lacks or has with other bytes; in order."""
    gone: tuple[str, ...]
    """Its files that the published edition lacks."""

    def files(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of some of them."""
        for path in paths:
            yield path, self._read(path)

    def drop(self) -> None:
        """Remove it.

        Raises:
            OSError: It cannot be removed.
        """
        remove_tree(self.folder)

    def _read(self, path: str) -> bytes:
        try:
            return read_regular_file(self.folder / path)
        except OSError:  # a link, say: its target is not published
            return b""


def kept_edition(project: Project) -> KeptEdition | None:
    """The edition that `rollback` would restore; None if nothing is kept."""
    folder = _kept_folder(project)
    if folder is None:
        return None
    now, then = read_manifest(project.output), read_manifest(folder)
    published = now.files if now else {}
    listed = then.files if then else {}
    there = tuple(path for path in files_below(folder) if path not in (MANIFEST, SIGNATURE))
    return KeptEdition(
        folder=folder,
        digest=edition_digest_in(folder),
        paths=there,
        differing=tuple(
            path for path in there if path not in published or listed.get(path) != published[path]
        ),
        gone=tuple(path for path in there if path not in published),
    )


def kept_digest(project: Project) -> str | None:
    """The digest of the edition that `rollback` would restore; reads nothing else of it."""
    folder = _kept_folder(project)
    return None if folder is None else edition_digest_in(folder)


def published_paths(project: Project) -> frozenset[str] | None:
    """Every file of the published edition and the previous one; None if there is neither."""
    folder = _kept_folder(project)
    manifests = [read_manifest(one) for one in (project.output, folder) if one is not None]
    known = [one.files for one in manifests if one is not None]
    return frozenset().union(*known) if known else None


def _kept_folder(project: Project) -> Path | None:
    folder = folders_of_editions(project).previous
    if link_on_the_way(project, folder) is not None or not folder.is_dir():
        return None
    return folder


def publish_previous_edition(
    project: Project,
) -> tuple[ChangeSummary | None, tuple[Diagnostic, ...]]:
    """Exchange the edition in output/ and the previous one; twice changes nothing.

    The caller holds the lock. Only an edition is published that is byte for byte what was published
    before.

    Returns:
        The changes; or None and why it cannot be done.
    """
    now, problems = survey_output(project)
    if now is None:
        return None, problems
    editions = folders_of_editions(project)
    try:
        if editions.folder.is_dir():
            tidy_editions(editions)
        then = _previous_manifest(project, editions)
        if isinstance(then, Diagnostic):
            return None, (then,)
        remove_spare(editions.spare)  # it shares files with an edition that may go
        put_in_place(editions.previous, project.output)
        sync_folder(project.output.parent)
        sync_folder(editions.folder)
    except OSError as error:
        if is_exchange_unsupported(error):
            return None, (_cannot_go_back(project, "this place offers no exchange of folders"),)
        return None, (write_failure_at(project, "", error),)
    return ChangeSummary(
        written=tuple(
            path for path, digest in then.files.items() if now.listed.get(path) != digest
        ),
        added=tuple(path for path in then.files if path not in now.listed),
        pruned=tuple(path for path in now.files if path not in then.files),
    ), ()


def _previous_manifest(project: Project, editions: EditionFolders) -> Manifest | Diagnostic:
    """The previous edition, if it is complete and this user published it; else why not."""
    folder = editions.previous
    if link_on_the_way(project, folder) is not None:
        return _cannot_go_back(project, "the edition before is a symbolic link")
    then, digest = read_manifest(folder), edition_digest_in(folder)
    if then is None or digest is None:
        return _cannot_go_back(project, "no earlier edition is kept")
    if not is_known_edition(project, digest):
        return _not_published_by_user(project)
    for path in desktop_litter_below(folder):
        (folder / path).unlink()  # nothing that was published
    spoilt = next(differences(folder, then.files), None)
    if spoilt:
        what = f"`{spoilt[0]}` of the edition before is not as it was published"
        return _cannot_go_back(project, what)
    remember_edition(project, digest, then.serial or 0)
    return then


def _not_published_by_user(project: Project) -> Diagnostic:
    where = f"`{project.cache}`" if project.cache else "no cache folder"
    return Diagnostic(
        code="out-no-rollback",
        path=path_shown(project),
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


def _cannot_go_back(project: Project, why: str) -> Diagnostic:
    return Diagnostic(
        code="out-no-rollback",
        path=path_shown(project),
        message=f"cannot go back: {why}",
        hint="restore the content as it was, and build",
    )
