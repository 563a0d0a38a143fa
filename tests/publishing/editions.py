"""Two editions of a small site as files, and what may be found in output/ at any moment."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import OutputFile
from dossierpress.publish.changes import ChangeSummary
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.lock import lock_output
from dossierpress.publish.output_folder import survey_output
from dossierpress.publish.publication import publish_edition
from dossierpress.publish.verify import audit
from dossierpress.source.project import Project

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


def outputs(files: Mapping[str, bytes]) -> tuple[OutputFile, ...]:
    """Files as a build hands them over."""
    return tuple(
        OutputFile(path=path, held=data, digest=hashlib.sha256(data).hexdigest())
        for path, data in files.items()
    )


def publish(
    project: Project, files: Mapping[str, bytes]
) -> tuple[ChangeSummary | None, tuple[Diagnostic, ...]]:
    """Lock, survey and write, as a build does."""
    with lock_output(project, wait=10) as locked:
        if locked:
            return None, locked
        edition, problems = survey_output(project)
        if edition is None:
            return None, problems
        return publish_edition(project, edition, outputs(files), {})


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
    folder = folders_of_editions(project).folder
    left = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    assert left <= {"lock", "previous", "spare"}
    check_spare(project)


def check_spare(project: Project) -> None:
    """What is kept to stage the next edition in is in the published edition too."""
    spare = folders_of_editions(project).spare
    for path in spare.rglob("*"):
        published = project.output / path.relative_to(spare)
        assert path.is_dir() or path.samefile(published)
