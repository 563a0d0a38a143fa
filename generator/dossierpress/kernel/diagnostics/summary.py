"""A summary of many diagnostics: which kinds, how often, in how many files."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from dossierpress.kernel.diagnostics.diagnostic import WEIGHTS, Diagnostic, Severity
from dossierpress.kernel.diagnostics.printers import clip, place, show
from dossierpress.kernel.plural import pluralised

_MOST_ROWS = 20
"""The most kinds of problem that are listed; further ones are only counted."""


_OFTEN_ENOUGH = 3
"""How often a message has to occur to get a row of its own."""


class _KindOfProblem(Struct, frozen=True, kw_only=True, gc=False):
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
        diagnostics: In the order in which they are printed.
        severity: Code -> severity.
        width: Terminal cells that a row may take.

    Returns:
        Lines that end in line ends.
    """
    kinds = _kinds_of_problem(diagnostics, severity)
    files = len({one.path for one in diagnostics})
    head = (
        f"{len(diagnostics)} problems in {pluralised(files, 'file')}, "
        f"{pluralised(len(kinds), 'kind')}:\n"
    )
    rows = [_summary_row(kind, width) for kind in kinds[:_MOST_ROWS]]
    rest = kinds[_MOST_ROWS:]
    if rest:
        number = sum(len(kind.found) for kind in rest)
        rows.append(f"{number:>7}  of {pluralised(len(rest), 'further kind')}\n")
    return head + "".join(rows)


def _kinds_of_problem(
    diagnostics: Sequence[Diagnostic], severity: Callable[[str], Severity]
) -> tuple[_KindOfProblem, ...]:
    by_message: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in diagnostics:
        by_message.setdefault((one.code, one.message), []).append(one)
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for (code, message), found in by_message.items():
        own = message if len(found) >= _OFTEN_ENOUGH else ""
        groups.setdefault((code, own), []).extend(found)
    kinds = [
        _KindOfProblem(code=code, severity=severity(code), found=tuple(found))
        for (code, _), found in groups.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: (WEIGHTS[kind.severity], -len(kind.found))))


def _summary_row(kind: _KindOfProblem, width: int) -> str:
    example = kind.found[0]
    where = place(example.path, example.span)
    row = (
        f"{len(kind.found):>7}  {kind.code} ({kind.severity}) in {pluralised(kind.files, 'file')},"
        f" such as {where}: {show(clip(example.message))}"
    )
    return f"{row if len(row) <= width else row[: width - 1] + '…'}\n"
