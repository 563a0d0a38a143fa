"""Write `stand-ins.yml`, the numbers of stand-ins, completely or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.publish.file_system import replace_synced
from dossierpress.publish.output_folder import system_message
from dossierpress.schema.stand_ins import FILE, StandIns, write_out
from dossierpress.source.regular_file import read_regular_file


def keep_stand_ins(root: Path, stand_ins: StandIns) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Write the file.

    It is written before the edition is published: numbers that could not be kept must not be seen.

    Returns:
        What was there before, for `put_stand_ins_back`; and why it could not be written.
    """
    try:
        before = read_regular_file(root / FILE) if os.path.lexists(root / FILE) else None
        _replace(root, write_out(stand_ins))
    except OSError as error:
        return None, (
            Diagnostic(
                code="out-write-failed",
                path=FILE,
                message=f"cannot be written: {system_message(error)}",
                hint="private people who are named for the first time get numbers that are kept"
                " there: let the build write it, or build where it can, and commit the file",
            ),
        )
    return before, ()


def put_stand_ins_back(root: Path, before: bytes | None) -> None:
    """Restore the file if the edition was not published after all."""
    with contextlib.suppress(OSError):
        if before is None:
            (root / FILE).unlink(missing_ok=True)
        else:
            _replace(root, before)


def _replace(root: Path, data: bytes) -> None:
    replace_synced(root / FILE, root / f".{FILE}.{secrets.token_hex(8)}", data)
