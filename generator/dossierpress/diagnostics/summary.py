"""Many diagnostics in a few lines: which kinds, how often, in how many files, one example each."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from dossierpress.diagnostics.diagnostic import WEIGHTS, Diagnostic, Severity
from dossierpress.diagnostics.print_text import place
from dossierpress.diagnostics.source_line import clip, show
from dossierpress.plural import many

_ROWS = 20
"""Kinds that are listed; the others are counted."""
_OFTEN = 3
"""Times that one message has to occur for a row of its own."""


class _Kind(Struct, frozen=True, kw_only=True, gc=False):
    """Diagnostics of one code, and of one message where that message occurs often."""

    code: str
    severity: Severity
    found: tuple[Diagnostic, ...]

    @property
    def files(self) -> int:
        return len({one.path for one in self.found})


def summarise(
    diagnostics: Sequence[Diagnostic], *, severity: Callable[[str], Severity], width: int
) -> str:
    """Write a table of the kinds of diagnostics, errors first, the most frequent first.

    A key that another generator wrote into 800 files is one row: `unknown key layout`, 800 times.

    Args:
        diagnostics: In the order in which they are told.
        severity: Code -> severity.
        width: Terminal cells that a row may take.

    Returns:
        Lines that end in line ends.
    """
    kinds = _kinds(diagnostics, severity)
    files = len({one.path for one in diagnostics})
    head = f"{len(diagnostics)} problems in {many(files, 'file')}, {many(len(kinds), 'kind')}:\n"
    rows = [_row(kind, width) for kind in kinds[:_ROWS]]
    rest = kinds[_ROWS:]
    if rest:
        number = sum(len(kind.found) for kind in rest)
        rows.append(f"{number:>7}  of {many(len(rest), 'further kind')}\n")
    return head + "".join(rows)


def _kinds(
    diagnostics: Sequence[Diagnostic], severity: Callable[[str], Severity]
) -> tuple[_Kind, ...]:
    by_message: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in diagnostics:
        by_message.setdefault((one.code, one.message), []).append(one)
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for (code, message), found in by_message.items():
        own = message if len(found) >= _OFTEN else ""
        groups.setdefault((code, own), []).extend(found)
    kinds = [
        _Kind(code=code, severity=severity(code), found=tuple(found))
        for (code, _), found in groups.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: (WEIGHTS[kind.severity], -len(kind.found))))


def _row(kind: _Kind, width: int) -> str:
    example = kind.found[0]
    where = place(example.path, example.span)
    row = (
        f"{len(kind.found):>7}  {kind.code} ({kind.severity}) in {many(kind.files, 'file')},"
        f" such as {where}: {show(clip(example.message))}"
    )
    return f"{row if len(row) <= width else row[: width - 1] + '…'}\n"
