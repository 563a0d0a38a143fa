"""Compare a folder byte for byte with what it should hold: a copy, a stage, output/.

`differences` compares a folder with a list of digests; `audit` with the manifest in it, wherever
it was copied to, and checks signature and age; `compare_with_clean_build` with the files of a
build from nothing.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.portable_names import printable_path
from dossierpress.model.output import OutputFile
from dossierpress.publish.folder_contents import desktop_litter_below, files_below, folders_below
from dossierpress.publish.manifest import MANIFEST, Manifest, encode_manifest, read_manifest
from dossierpress.publish.output_folder import path_shown
from dossierpress.publish.signature import SIGNATURE, SigningError, is_manifest_signed_by
from dossierpress.source.known_files import KnownFiles, is_intact
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file

Difference = Literal["missing", "changed", "more"]

_NEVER_LISTED = (MANIFEST, SIGNATURE)
"""Files that no manifest lists; reported only on request."""


def differences(
    folder: Path, files: Mapping[str, str], known: KnownFiles | None = None
) -> Iterator[tuple[str, Difference]]:
    """(path, difference), expected files first, then others, each in order.

    Args:
        folder: A published edition, a stage, or a copy; nothing is there if it is not.
        files: Path -> digest of all that should be there, but for manifest and signature.
        known: Files that need not be read. None reads all of them.
    """
    there = frozenset(files_below(folder)) if folder.is_dir() else frozenset()
    for path, digest in sorted(files.items()):
        if path not in there:
            yield path, "missing"
        elif not is_intact(folder, path, digest, known):
            yield path, "changed"
    for path in sorted(there.difference(files, _NEVER_LISTED)):
        yield path, "more"


_CLEAN_BUILD_MESSAGES: Mapping[Difference, str] = {
    "missing": "missing; a clean build writes this file",
    "changed": "differs from what a clean build writes",
    "more": "no clean build writes this file",
}


def compare_with_clean_build(
    project: Project, outputs: Sequence[OutputFile], *, made_of: str = ""
) -> tuple[Diagnostic, ...]:
    """Every difference between output/ and these files, which must be all of it."""
    wanted = {output.path: output.digest for output in outputs}
    there = read_manifest(project.output)
    # Whether it was signed, and when, is no part of what a build from nothing writes.
    mark = there.mark if there else None
    wanted[MANIFEST] = hashlib.sha256(
        encode_manifest(wanted, made_of=made_of, mark=mark)
    ).hexdigest()
    return tuple(
        Diagnostic(
            code="out-verify-mismatch",
            path=path_shown(project, path),
            message=_CLEAN_BUILD_MESSAGES[what],
            hint="`dossier clean`, and build again; a difference that comes back is "
            "a fault of DossierPress, please report it",
        )
        for path, what in sorted(differences(project.output, wanted))
    )


_SIGNATURE_BEGINS = b"-----BEGIN SSH SIGNATURE-----"
_AUDIT_MESSAGES: Mapping[Difference, str] = {
    "missing": "missing",
    "changed": "other bytes than were published",
    "more": "not in the manifest",
}


def audit(
    folder: Path, *, key: str | None = None, at_least: int | date | None = None
) -> tuple[Manifest | None, tuple[Diagnostic, ...]]:
    """(the manifest, every difference between it and the folder); paths are below the folder.

    Args:
        folder: Any copy of an edition.
        key: A public key whose owner must have signed the manifest.
        at_least: A serial or a day; an edition before that is not the one that is asked for.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return None, (
            _not_as_published(MANIFEST, "missing, or no manifest of a published dossier"),
        )
    found = [
        _not_as_published(path, f"{path!r} of the manifest leads out of the folder")
        for path in manifest.files
        if path.startswith("/") or ".." in path.split("/")
    ]
    if found:
        return None, tuple(found)
    if manifest.unfinished:
        found.append(_not_as_published(MANIFEST, "a build was interrupted while it replaced files"))
    found += [
        _not_as_published(path, _AUDIT_MESSAGES[what])
        for path, what in differences(folder, manifest.files)
    ]
    # A `desktop.ini` can make Windows load something from elsewhere: no copy has one unnoticed.
    found += [
        _not_as_published(path, "left by a desktop, and never published")
        for path in desktop_litter_below(folder)
    ]
    found += [
        _not_as_published(path, "a folder in which nothing was published")
        for path in _empty_folders(folder, manifest.files)
    ]
    if key is not None:
        found += _signature_problems(folder, key)
    elif _has_signature(folder) and not _is_like_signature(folder):
        found.append(_not_as_published(SIGNATURE, "not a signature of SSH"))
    found += _too_old(manifest, at_least)
    return manifest, tuple(found)


def not_checked(folder: Path, *, key: str | None = None) -> tuple[tuple[str, str], ...]:
    """(path, why) of what an audit does not check."""
    if key is None and _has_signature(folder):
        return ((SIGNATURE, "not checked; `--key FILE` tells whether its owner signed this"),)
    return ()


def _empty_folders(folder: Path, files: Iterable[str]) -> Iterator[str]:
    """Folders that no published file is in; the outermost of each."""
    needed = {above.as_posix() for path in files for above in PurePosixPath(path).parents}
    for path in folders_below(folder):
        above = PurePosixPath(path).parent.as_posix()
        if path not in needed and above in needed:
            yield path


def _has_signature(folder: Path) -> bool:
    return os.path.lexists(folder / SIGNATURE)


def _is_like_signature(folder: Path) -> bool:
    try:
        return read_regular_file(folder / SIGNATURE).startswith(_SIGNATURE_BEGINS)
    except OSError:
        return False


def _signature_problems(folder: Path, key: str) -> list[Diagnostic]:
    try:
        signature = read_regular_file(folder / SIGNATURE)
        manifest = read_regular_file(folder / MANIFEST)
    except OSError:
        return [_not_as_published(SIGNATURE, "missing; the manifest is not signed")]
    try:
        if is_manifest_signed_by(manifest, signature, key):
            return []
    except SigningError as error:
        return [_not_as_published(SIGNATURE, f"cannot be checked: {error}")]
    return [_not_as_published(SIGNATURE, "not a signature of this manifest by this key")]


def _too_old(manifest: Manifest, at_least: int | date | None) -> list[Diagnostic]:
    """Report an edition that is older than required: its signature is as valid as a newer one."""
    mark = manifest.mark
    if at_least is None:
        return []
    if mark is None:
        return [_not_as_published(MANIFEST, "without serial and date, as no signed edition is")]
    its_own = mark.serial if isinstance(at_least, int) else date.fromisoformat(mark.date)
    if its_own >= at_least:  # type: ignore[operator]  # both serials, or both days
        return []
    return [
        Diagnostic(
            code="out-old-edition",
            path=MANIFEST,
            message=f"edition {mark.serial} of {mark.date}, which is older than {at_least}",
            hint="get the present edition from whoever publishes it",
        )
    ]


def _not_as_published(path: str, message: str) -> Diagnostic:
    return Diagnostic(
        code="out-not-as-published",
        path=printable_path(path),
        message=message,
        hint="publish this folder again from the dossier, or copy it anew",
    )
