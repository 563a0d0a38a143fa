"""Whether a folder is the edition that its manifest lists, wherever it was copied to."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from dossierpress.diagnostics import Diagnostic
from dossierpress.portable_name import shown
from dossierpress.regular_file import read
from dossierpress.write.differences import Difference, differences
from dossierpress.write.manifest import MANIFEST, Manifest, read_manifest
from dossierpress.write.sign import SIGNATURE, SigningError, is_signed_by
from dossierpress.write.survey import folders, litter

_SIGNATURE_BEGINS = b"-----BEGIN SSH SIGNATURE-----"
_WORDS: Mapping[Difference, str] = {
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
        return None, (_differs(MANIFEST, "missing, or no manifest of a published dossier"),)
    found = [
        _differs(path, f"{path!r} of the manifest leads out of the folder")
        for path in manifest.files
        if path.startswith("/") or ".." in path.split("/")
    ]
    if found:
        return None, tuple(found)
    if manifest.unfinished:
        found.append(_differs(MANIFEST, "a build was interrupted while it replaced files"))
    found += [_differs(path, _WORDS[what]) for path, what in differences(folder, manifest.files)]
    # A `desktop.ini` can make Windows load something from elsewhere: no copy has one unnoticed.
    found += [_differs(path, "left by a desktop, and never published") for path in litter(folder)]
    found += [
        _differs(path, "a folder in which nothing was published")
        for path in _empty(folder, manifest.files)
    ]
    if key is not None:
        found += _unsigned(folder, key)
    elif _has_signature(folder) and not _is_like_signature(folder):
        found.append(_differs(SIGNATURE, "not a signature of SSH"))
    found += _too_old(manifest, at_least)
    return manifest, tuple(found)


def passed_over(folder: Path, *, key: str | None = None) -> tuple[tuple[str, str], ...]:
    """(path, why) of what an audit looked at no closer, and finds no fault with."""
    if key is None and _has_signature(folder):
        return ((SIGNATURE, "not checked; `--key FILE` tells whether its owner signed this"),)
    return ()


def _empty(folder: Path, files: Iterable[str]) -> Iterator[str]:
    """Folders that no published file is in; the outermost of each."""
    needed = {above.as_posix() for path in files for above in PurePosixPath(path).parents}
    for path in folders(folder):
        above = PurePosixPath(path).parent.as_posix()
        if path not in needed and above in needed:
            yield path


def _has_signature(folder: Path) -> bool:
    return os.path.lexists(folder / SIGNATURE)


def _is_like_signature(folder: Path) -> bool:
    try:
        return read(folder / SIGNATURE).startswith(_SIGNATURE_BEGINS)
    except OSError:
        return False


def _unsigned(folder: Path, key: str) -> list[Diagnostic]:
    try:
        signature = read(folder / SIGNATURE)
        manifest = read(folder / MANIFEST)
    except OSError:
        return [_differs(SIGNATURE, "missing; the manifest is not signed")]
    try:
        if is_signed_by(manifest, signature, key):
            return []
    except SigningError as error:
        return [_differs(SIGNATURE, f"cannot be checked: {error}")]
    return [_differs(SIGNATURE, "not a signature of this manifest by this key")]


def _too_old(manifest: Manifest, at_least: int | date | None) -> list[Diagnostic]:
    """An old edition with its old signature is whole, and is not the present one."""
    mark = manifest.mark
    if at_least is None:
        return []
    if mark is None:
        return [_differs(MANIFEST, "without serial and date, as no signed edition is")]
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


def _differs(path: str, message: str) -> Diagnostic:
    return Diagnostic(
        code="out-not-as-published",
        path=shown(path),
        message=message,
        hint="publish this folder again from the dossier, or copy it anew",
    )
