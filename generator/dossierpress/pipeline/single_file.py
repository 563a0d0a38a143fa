"""Make one file of the published edition, for `dossier build --single`.

It is made of output/ after publishing, so that all of it went through the gate and the last look
for what is withheld.
"""

import html
import re
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.forked import Run, inline
from dossierpress.kernel import routes
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.publish.manifest import MANIFEST, read_manifest
from dossierpress.publish.output_folder import write_failure_at
from dossierpress.publish.single_file import first_tag, is_as_made, shown, write_single_file
from dossierpress.single_file.document import SingleFile, single_file
from dossierpress.single_file.edition import PublishedEdition
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file

LARGEST = 50_000_000
"""Bytes of the file. In Chromium on two busy processors one of 11 MB opened within 3 to 6 seconds,
one of 43 MB within 20 to 43, and one of 100 MB was not open after 180."""
_ADDRESS = re.compile(rb'<html[^>]* data-address="([^"]*)"')
_MEGABYTE = 1_000_000


def with_single_file(
    project: Project, result: BuildResult, file: Path, *, run: Run = inline
) -> BuildResult:
    """Make the file of what was published, unless it is there already; the result then says so.

    Args:
        project: What is published, and its lock is held.
        result: Of the build that has published it.
        file: The file, of which `survey_single_file` has nothing to say.
        run: Runs a function over batches.
    """
    try:
        made_of = sha256(read_regular_file(project.output / MANIFEST)).hexdigest()
        made_of = sha256(f"{made_of}\0{code_digest()}".encode()).hexdigest()
        if is_as_made(file, made_of):
            return _noted(result, f"`{shown(project, file)}` is up to date")
        made = single_file(_edition(project), run=run)
    except OSError as error:
        path = Path(str(error.filename or project.output / MANIFEST))
        below = path.relative_to(project.output) if path.is_relative_to(project.output) else path
        return _failed(result, (write_failure_at(project, below.as_posix(), error),))
    data = (first_tag(made_of, made.text) + made.text).encode()
    if len(data) > LARGEST:
        return _failed(result, (_too_large(project, file, len(data)),))
    failed = write_single_file(project, file, data)
    if failed:
        return _failed(result, failed)
    return _noted(result, *_notes(project, file, made, len(data)))


def _edition(project: Project) -> PublishedEdition:
    manifest = read_manifest(project.output)
    files: Mapping[str, str] = manifest.files if manifest else {}
    found = _ADDRESS.search(_read(project, routes.HOME))
    address = html.unescape(found[1].decode()) if found else None
    return PublishedEdition(
        paths=frozenset(files),
        read=partial(_read, project),
        url=address and address.removesuffix(routes.HOME),
    )


def _read(project: Project, path: str) -> bytes:
    return read_regular_file(project.output / path)


def _notes(project: Project, file: Path, made: SingleFile, size: int) -> tuple[str, ...]:
    name = shown(project, file)
    notes: tuple[str, ...] = (
        f"`{name}` holds the whole dossier: {made.pages} pages, {_megabytes(size)}",
    )
    if made.left_out:
        count = len(made.left_out)
        files = f"{count} files are" if count > 1 else "a file is"
        notes += (f"{files} not in `{name}` though pages lead there, as `{made.left_out[0]}`",)
    return notes


def _too_large(project: Project, file: Path, size: int) -> Diagnostic:
    return Diagnostic(
        code="out-large-file",
        path=shown(project, file),
        message=f"would have {_megabytes(size)}, and browsers do not open more than"
        f" {_megabytes(LARGEST)} well; it was not written",
        hint="hand on the output folder itself, which opens from disk as well",
    )


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB"


def _noted(result: BuildResult, *notes: str) -> BuildResult:
    return replace(result, notes=(*result.notes, *notes))


def _failed(result: BuildResult, problems: tuple[Diagnostic, ...]) -> BuildResult:
    return replace(result, diagnostics=(*result.diagnostics, *problems))
