"""The history of what the desk held of a claim: its last entry is shown as what it holds now."""

from collections.abc import Iterator

from dossierpress.dates import is_before, sort_key
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.content import Record
from dossierpress.schema.claim import ClaimMatter


def check_status(record: Record) -> Iterator[Diagnostic]:
    """Report entries of `status` that are older than one before them, or have no date."""
    if not isinstance(record.matter, ClaimMatter):
        return
    newest: tuple[int, str] | None = None
    for number, entry in enumerate(record.matter.status):
        if entry.on is None:
            if number:
                yield _undated(record, number)
        elif newest is not None and is_before(entry.on, newest[1]):
            yield Diagnostic(
                code="claim-status-order",
                path=record.path,
                span=record.locate("status", number, "on"),
                message=f"the status of `{entry.on}` stands behind that of `{newest[1]}`",
                hint="put the oldest first; the last is what the desk holds now",
                notes=(
                    Note(
                        message=f"`{newest[1]}` stands here",
                        path=record.path,
                        span=record.locate("status", newest[0], "on"),
                    ),
                ),
            )
        elif newest is None or sort_key(entry.on) > sort_key(newest[1]):
            newest = number, entry.on


def _undated(record: Record, number: int) -> Diagnostic:
    return Diagnostic(
        code="claim-status-undated",
        path=record.path,
        span=record.locate("status", number, "is"),
        message="nobody can tell from when the desk held this",
        hint="add `on: …`; only the first status may do without",
    )
