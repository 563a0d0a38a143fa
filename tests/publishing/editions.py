"""Two editions of a small site as files, and what may be found in output/ at any moment."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.output import Output
from dossierpress.project import Project
from dossierpress.write import Written, lock, survey, write
from dossierpress.write.audit import audit
from dossierpress.write.editions import editions_of

OLD: Mapping[str, bytes] = {
    "index.html": b"old home",
    "articles/a.html": b"the same in both",
    "articles/gone.html": b"only in the old one",
    "entities/x.html": b"old x",
}
NEW: Mapping[str, bytes] = {
    "index.html": b"new home",
    "articles/a.html": b"the same in both",
    "entities/x.html": b"new x" * 100,
    "tags/deep/er/t.html": b"only in the new one",
}


def outputs(files: Mapping[str, bytes]) -> tuple[Output, ...]:
    """Files as a build hands them over."""
    return tuple(
        Output(path=path, held=data, digest=hashlib.sha256(data).hexdigest())
        for path, data in files.items()
    )


def publish(
    project: Project, files: Mapping[str, bytes]
) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """Lock, survey and write, as a build does."""
    with lock(project, wait=10) as locked:
        if locked:
            return None, locked
        edition, problems = survey(project)
        if edition is None:
            return None, problems
        return write(project, edition, outputs(files), {})


def attempt(project: Project, files: Mapping[str, bytes]) -> str:
    """Publish, and say what came of it."""
    written, problems = publish(project, files)
    if written is None:
        return "; ".join(f"{one.code} {one.path}: {one.message}" for one in problems)
    return "published"


def found(folder: Path) -> dict[str, bytes]:
    """The edition in a folder, which must be exactly its manifest."""
    manifest, differences = audit(folder)
    assert () == differences
    assert manifest is not None
    return {path: (folder / path).read_bytes() for path in manifest.files}


def check_tidy(project: Project) -> None:
    """Nothing is left of an edition that was not published."""
    folder = editions_of(project).folder
    left = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    assert left <= {"lock", "previous"}
