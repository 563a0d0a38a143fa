"""Twice the mistakes are about twice the messages, their bytes and the work, for every code.

The bad example of each code is laid `n` times into one dossier, every copy under ids of its own and
the same names, so that whatever compares records with one another has all of them to compare.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bounds.test_doubling import MOST, calls
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Code, ExampleFile, print_json
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.source import project
from test_codes import lay, with_examples

PAIRS = {
    "claim-disagreement": "`limits: compared` bounds how many values are compared with each other",
    "claim-not-comparable": "the same",
    "md-too-slow": "how far a file is read until its time is up depends on the machine",
    "anno-same-once": "each article shows the prints of one quotation by all others",
}
"""Codes whose records are compared, or shown, pair by pair, or whose work hangs on the clock: their
messages are held to a line, the work is not."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SMALL = 12
SLACK = 400
"""Bytes, for numbers that have more digits."""


def records_of(code: Code) -> list[ExampleFile]:
    """Files of the bad example that hold records."""
    return [file for file in code.bad if re.match(r"content/(?!media/)[^/]+/", file.path)]


def copies(
    code: Code, n: int, *, of: Iterable[ExampleFile], own_ids: bool
) -> tuple[ExampleFile, ...]:
    """Some files of the example `n` times, in a folder each; the others once."""
    of = tuple(of)
    ids = {
        id_
        for file in of
        for id_ in re.findall(r"\bid: *([a-z0-9-]+)", file.text) or [Path(file.path).stem]
    }
    word = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, sorted(ids))) + r")(?![\w-])")

    def copied(file: ExampleFile, number: int) -> ExampleFile:
        folder, _, name = file.path.rpartition("/")
        data = file.data
        if own_ids:
            name = word.sub(rf"\1-{number}", name)
            text = data.decode("utf-8", "surrogateescape")
            data = word.sub(rf"\1-{number}", text).encode("utf-8", "surrogateescape")
        return ExampleFile(path=f"{folder}/copy{number}/{name}", data=data)

    rest = [file for file in code.bad if file not in of]
    return (*rest, *(copied(file, number) for number in range(n) for file in of))


def checked(site: Path, files: Iterable[ExampleFile]) -> tuple[BuildResult, int]:
    lay(site, tuple(files))
    reports: list[BuildResult] = []
    with Store() as store:
        work = calls(
            lambda: reports.append(
                check_dossier(project.project_at(site), store=store, as_of=NOW, notices=True)
            )
        )
    return reports[0], work


def families() -> Iterator[tuple[Code, str, tuple[ExampleFile, ...], bool]]:
    """Code, name of the family, files to copy, and whether the copies have ids of their own.

    Codes of imports, templates and the output are of one thing at a time.
    """
    for code in with_examples():
        files = tuple(records_of(code))
        if not files or code.name.startswith(("import-", "tpl-", "out-")):
            continue
        yield code, "same ids", files, False
        yield code, "own ids", files, True
        if len(files) > 1:
            for file in files:
                yield code, f"own ids of {file.path.removeprefix('content/')}", (file,), True


FAMILIES = {f"{code.name}: {name}": (code, files, own) for code, name, files, own in families()}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_messages_do_not_grow_with_the_square(
    family: tuple[Code, tuple[ExampleFile, ...], bool], tmp_path: Path
) -> None:
    code, files, own_ids = family
    checked(tmp_path / "warm", copies(code, 1, of=files, own_ids=own_ids))
    few, work = checked(tmp_path / "few", copies(code, SMALL, of=files, own_ids=own_ids))
    many, more_work = checked(tmp_path / "many", copies(code, 2 * SMALL, of=files, own_ids=own_ids))

    def size(report: BuildResult) -> int:
        return len(print_json(report.diagnostics, severity=report.severity))

    assert len(many.diagnostics) <= MOST * max(len(few.diagnostics), 1)
    assert size(many) <= MOST * size(few) + SLACK
    assert more_work <= MOST * work or code.name in PAIRS
