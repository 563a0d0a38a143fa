"""Put the rendered files in output/, which belongs to its manifest and to nothing else.

Only what the manifest lists is ever replaced or deleted (see `survey`). A file is written beside
its place and moved there, and an unchanged file is not touched.
"""

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dossierpress.diagnostics import Diagnostic
from dossierpress.manifest import MANIFEST, encode
from dossierpress.model.output import Output
from dossierpress.project import Project
from dossierpress.regular_file import read
from dossierpress.survey import PART, Edition, place, survey, tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What publishing changed; paths below output/, in order."""

    written: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()


def intact(project: Project, path: str, digest: str) -> bool:
    """Whether a file of output/ is there, whole and as it was written."""
    return _digest(project, path) == digest


def write(
    project: Project, edition: Edition, outputs: Sequence[Output], kept: Mapping[str, str]
) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """Make output/ exactly the planned files and their manifest.

    Args:
        project: Where output/ is.
        edition: What `survey` found there.
        outputs: Files that may differ from those there; the ones that do not are left alone.
        kept: Path -> digest of files there that are known to be intact.

    Returns:
        What changed; or None and why writing failed. What was written until then is listed in the
        manifest, so that the next build takes it up.
    """
    files = {**kept, **{output.path: output.digest for output in outputs}}
    folders = {str(folder) for path in files for folder in PurePosixPath(path).parents}
    _require_apart(files, folders)
    changes = _Changes(
        replaced=tuple(one for one in outputs if not intact(project, one.path, one.digest)),
        pruned=tuple(path for path in edition.files if path not in files),
        needless=tuple(folder for folder in edition.folders if folder not in folders),
        claim=encode({**edition.listed, **files}, unfinished=True),
        manifest=encode(files),
    )
    if not changes and intact(project, MANIFEST, hashlib.sha256(changes.manifest).hexdigest()):
        return Written(), ()
    failed = _publish(project, changes)
    if failed is not None:
        return None, (failed,)
    return Written(
        written=tuple(sorted(one.path for one in changes.replaced)),
        pruned=tuple(path for path in changes.pruned if PurePosixPath(path).name != PART),
    ), ()


def compare(project: Project, outputs: Sequence[Output]) -> tuple[Diagnostic, ...]:
    """Every difference between output/ and these files, which are all that should be there."""
    wanted = {output.path: output.digest for output in outputs}
    wanted[MANIFEST] = hashlib.sha256(encode(wanted)).hexdigest()
    there = frozenset(tree(project)) if project.output.is_dir() else frozenset()
    differences = dict.fromkeys(there.difference(wanted), "no clean build writes this file")
    for path, digest in wanted.items():
        if path not in there:
            differences[path] = "missing; a clean build writes this file"
        elif not intact(project, path, digest):
            differences[path] = "differs from what a clean build writes"
    return tuple(
        Diagnostic(
            code="out-verify-mismatch",
            path=place(project, path),
            message=message,
            hint="delete the folder `.cache/` and build again; a difference that comes back is "
            "a fault of DossierPress, please report it",
        )
        for path, message in sorted(differences.items())
    )


def clean(project: Project) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """Remove what builds have written, and the folder with it where nothing else is in it."""
    edition, problems = survey(project)
    if edition is None:
        return None, problems
    at = MANIFEST
    try:
        for at in (*edition.files, MANIFEST):
            (project.output / at).unlink(missing_ok=True)
    except OSError as error:
        return None, (_failed(project, at, error),)
    for folder in (*reversed(edition.folders), ""):
        with contextlib.suppress(OSError):  # not there, or a desktop's litter is in it
            (project.output / folder).rmdir()
    return Written(pruned=edition.files), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changes:
    replaced: tuple[Output, ...]
    pruned: tuple[str, ...]
    needless: tuple[str, ...]
    """Folders that hold nothing any more."""
    claim: bytes
    """The manifest while we write: every path of the old edition and the new."""
    manifest: bytes

    def __bool__(self) -> bool:
        return bool(self.replaced or self.pruned or self.needless)


def _publish(project: Project, changes: _Changes) -> Diagnostic | None:
    """Carry out the changes, file by file.

    This is the one place to put a publication of the whole tree in a single step.
    """
    at = MANIFEST
    try:
        # Claimed before it is made: what an interrupted build leaves is never taken for
        # somebody else's.
        _replace(project, MANIFEST, changes.claim)
        for at in changes.pruned:
            (project.output / at).unlink(missing_ok=True)
        for at in reversed(changes.needless):
            with contextlib.suppress(OSError):  # a desktop's litter is in it
                (project.output / at).rmdir()
        for output in changes.replaced:
            at = output.path
            _replace(project, at, output.data)
        at = MANIFEST
        _replace(project, MANIFEST, changes.manifest)
    except OSError as error:
        return _failed(project, at, error)
    return None


def _replace(project: Project, path: str, data: bytes) -> None:
    target = project.output / path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(PART)
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
        part.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _digest(project: Project, path: str) -> str | None:
    try:
        return hashlib.sha256(read(project.output / path)).hexdigest()
    except OSError:
        return None


def _failed(project: Project, path: str, error: OSError) -> Diagnostic:
    return Diagnostic(
        code="out-write-failed",
        path=place(project, path),
        message=f"cannot be written: {(error.strerror or str(error)).lower()}",
        hint="mend that and build again; the next build completes what this one began",
    )


def _require_apart(files: Mapping[str, str], folders: set[str]) -> None:
    """`plan` has refused all of this with a message; here it would be a bug."""
    for path in files:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != path:
            raise ValueError(f"not a path below output/: {path!r}")
        if path in folders or path == MANIFEST or pure.name == PART:
            raise ValueError(f"no file can have this path: {path!r}")
