"""What to say when the system refuses something."""

import os
from pathlib import Path

from dossierpress.diagnostics import Diagnostic
from dossierpress.project import Project
from dossierpress.write.survey import place


def failure(project: Project, error: OSError, *, below: Path) -> Diagnostic:
    """A failed write, at the file of output/ that it was about.

    Args:
        project: Whose output/ is being written.
        error: What the system says; its `filename` is the file.
        below: The folder that stands for output/ meanwhile.
    """
    named = error.filename
    file = Path(os.fsdecode(named)) if isinstance(named, str | bytes | os.PathLike) else below
    path = file.relative_to(below).as_posix() if file.is_relative_to(below) else ""
    return failure_at(project, path.removeprefix("."), error)


def failure_at(project: Project, path: str, error: OSError) -> Diagnostic:
    """A failed write of one file of output/."""
    return Diagnostic(
        code="out-write-failed",
        path=place(project, path),
        message=f"cannot be written: {said(error)}",
        hint="mend that and build again",
    )


def said(error: OSError) -> str:
    """`no space left on device`."""
    return (error.strerror or str(error)).lower()
