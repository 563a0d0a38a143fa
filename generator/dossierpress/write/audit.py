"""Whether a folder is the edition that its manifest lists, wherever it was copied to."""

from collections.abc import Mapping
from pathlib import Path

from dossierpress.diagnostics import Diagnostic
from dossierpress.portable_name import shown
from dossierpress.regular_file import read
from dossierpress.write.differences import Difference, differences
from dossierpress.write.manifest import MANIFEST, Manifest, read_manifest
from dossierpress.write.sign import SIGNATURE, SigningError, is_signed_by

_WORDS: Mapping[Difference, str] = {
    "missing": "missing",
    "changed": "other bytes than were published",
    "more": "not in the manifest",
}


def audit(
    folder: Path, *, key: str | None = None
) -> tuple[Manifest | None, tuple[Diagnostic, ...]]:
    """(the manifest, every difference between it and the folder); paths are below the folder.

    Args:
        folder: Any copy of an edition.
        key: A public key whose owner must have signed the manifest.
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
    if key is not None:
        found += _unsigned(folder, key)
    return manifest, tuple(found)


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


def _differs(path: str, message: str) -> Diagnostic:
    return Diagnostic(
        code="out-not-as-published",
        path=shown(path),
        message=message,
        hint="publish this folder again from the dossier, or copy it anew",
    )
