"""Write the files beside site.yml that an edition changes, each completely or not at all.

They are what later editions have to know of this one: `stand-ins.yml`, `anchors.txt`,
`changes.jsonl`.
"""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.publish.file_system import replace_file
from dossierpress.publish.output_folder import system_message
from dossierpress.schema.kept_anchors import FILE as ANCHORS
from dossierpress.schema.kept_changes import FILE as CHANGES
from dossierpress.schema.stand_ins import FILE as STAND_INS
from dossierpress.source.regular_file import read_regular_file

_WHY = {
    STAND_INS: "private people who are named for the first time get numbers that are kept there",
    ANCHORS: "what readers cite of this edition is kept there, to be found in later ones",
    CHANGES: "what this edition says is kept there, for readers to be told what later ones change",
}


def keep_beside(
    root: Path, files: Mapping[str, bytes]
) -> tuple[dict[str, bytes | None], tuple[Diagnostic, ...]]:
    """Write some files.

    They are written before the edition is published: what could not be kept must not be seen.

    Returns:
        What was there before, for `put_back`; and why one could not be written.
    """
    before: dict[str, bytes | None] = {}
    for name, data in files.items():
        try:
            was = read_regular_file(root / name) if os.path.lexists(root / name) else None
            replace_file(root / name, data)
        except OSError as error:
            put_back(root, before)
            return {}, (
                Diagnostic(
                    code="out-write-failed",
                    path=name,
                    message=f"cannot be written: {system_message(error)}",
                    hint=f"{_WHY[name]}: let the build write it, or build where it can, and commit"
                    " the file",
                ),
            )
        before[name] = was
    return before, ()


def put_back(root: Path, before: Mapping[str, bytes | None]) -> None:
    """Restore files if the edition was not published after all."""
    for name, data in before.items():
        with contextlib.suppress(OSError):
            if data is None:
                (root / name).unlink(missing_ok=True)
            else:
                replace_file(root / name, data)
