"""Whether a folder is the edition that its manifest lists, wherever it was copied to."""

from pathlib import Path

from dossierpress.diagnostics import Diagnostic
from dossierpress.portable_name import shown
from dossierpress.write.intact import digest_of
from dossierpress.write.manifest import MANIFEST, Manifest, read_manifest
from dossierpress.write.survey import tree


def audit(folder: Path) -> tuple[Manifest | None, tuple[Diagnostic, ...]]:
    """(the manifest, every difference between it and the folder); paths are below the folder."""
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
    there = frozenset(tree(folder))
    for path, digest in sorted(manifest.files.items()):
        if path not in there:
            found.append(_differs(path, "missing"))
        elif digest_of(folder / path) != digest:
            found.append(_differs(path, "other bytes than were published"))
    found += [
        _differs(path, "not in the manifest")
        for path in sorted(there.difference(manifest.files, [MANIFEST]))
    ]
    return manifest, tuple(found)


def _differs(path: str, message: str) -> Diagnostic:
    return Diagnostic(
        code="out-not-as-published",
        path=shown(path),
        message=message,
        hint="publish this folder again from the dossier, or copy it anew",
    )
