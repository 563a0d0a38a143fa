"""Hints: what they offer is pasted, and the message is gone.

Tried with everything that is wrong anywhere in the tests: the mistakes of `mistakes/mistakes.yml`,
the bad example of every code, and the mini-sites of `sites/`.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import test_codes
import test_mistakes
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic, Fix, codes
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.source import project

HERE = Path(__file__).parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)

_LITERAL = re.compile(r"(?:did you mean|write(?: it)?(?: as)?|put the .* into quotes:) `([^`]+)`")
NOT_PASTED = {
    "claim-no-report": "who says it, only the desk can know",
    "claim-one-origin-absent": "which of two things is meant, only the desk knows",
    "md-direction": "which language it is, only the author knows",
    "md-editors-comment": "what the signs were meant for, only the author knows",
    "md-footnote-undefined": "the note has yet to be written",
    "md-footnote-unused": "where the note belongs, only the author knows",
    "md-foreign-syntax": "which anchor or class it is to have, only the author knows",
    "md-hidden-character": "which words are in another script, only the author knows",
    "md-table-cells-missing": "where a cell is empty, only the author knows",
    "md-front-matter-missing": "the keys have yet to be filled in",
    "md-front-matter-unclosed": "where the front matter ends, only the author knows",
    "md-id": "a file is renamed, or a key is added",
    "md-records": "a whole file takes another form",
    "md-wikilink-type": "the address has yet to be filled in",
    "ref-lookalike-names": "a line is added to another record",
    "ref-no-archive": "what kind of copy it is, only the desk knows",
    "ref-only-stub": "whether the copy holds the words, only the desk knows",
    "ref-open-review": "which of many records are right, only the desk knows",
    "schema-bad-date": "any date at all may be meant",
    "schema-bad-language": "any language at all may be meant",
    "schema-bad-value": "any number at all may be meant",
    "schema-missing-key": "the value has yet to be filled in",
    "schema-no-zone": "which zone is meant, only the author knows",
    "schema-wrong-type": "some of it has yet to be filled in",
    "tpl-linked-script": "which of two places is meant, only the author knows",
    "yaml-anchor": "the rest of the text has yet to be filled in",
    "yaml-character": "whether the character is meant, only the author knows",
    "yaml-quote": "where the value ends, only the author knows",
}
"""Codes whose hints may show a form without anything to paste, and why."""


def _sites() -> Iterator[object]:
    """(lay a site into a folder, whether its templates must be run)."""
    for mistake in test_mistakes.MISTAKES:
        yield pytest.param(
            lambda site, mistake=mistake: test_mistakes.make(mistake, site),
            "build" in mistake,
            id=f"mistake: {mistake['name']}",
        )
    for code in test_codes.with_examples():
        if not code.name.startswith("import-"):
            yield pytest.param(
                lambda site, code=code: test_codes.lay(site, code.bad),
                code.name.startswith(("tpl-", "out-")),
                id=f"code: {code.name}",
            )
    for folder in sorted((HERE / "sites").iterdir()):
        yield pytest.param(
            lambda site, folder=folder: shutil.copytree(folder, site),
            False,
            id=f"site: {folder.name}",
        )


def report_of(site: Path, *, rendered: bool) -> BuildResult:
    with Store() as store:
        if rendered:
            return build_dossier(project.project_at(site), store=store, as_of=NOW)
        return check_dossier(project.project_at(site), store=store, as_of=NOW, notices=True)


def paste(site: Path, path: str, fix: Fix) -> None:
    """Put a fix into its file, as an editor would."""
    file = site / path
    lines = file.read_bytes().decode().split("\n")
    line, begin = fix.span.line - 1, fix.span.column - 1
    # A mark of byte order is no column of the first line.
    begin += line == 0 and lines[0].startswith("\ufeff")
    lines[line] = lines[line][:begin] + fix.text + lines[line][begin + fix.span.length :]
    file.write_bytes("\n".join(lines).encode())


def shown_and_not_offered(one: Diagnostic) -> set[str]:
    """What a hint shows as something to paste, and no fix has."""
    offered = {fix.text for fix in one.fixes}
    if one.code in NOT_PASTED and not offered:
        return set()
    shown = {text for text in _LITERAL.findall(one.hint or "") if "…" not in text}
    return shown - offered


def at_the_place(one: Diagnostic, path: str, fix: Fix) -> bool:
    """Whether a message is about what was pasted."""
    if one.path != path or one.span is None or one.span.line != fix.span.line:
        return False
    begin, end = fix.span.column, fix.span.column + max(len(fix.text), 1)
    return one.span.column < end and begin < one.span.column + one.span.length


SITES = list(_sites())


@pytest.mark.parametrize(("lay", "rendered"), SITES)
def test_what_a_hint_offers_mends_the_mistake(
    lay: Callable[[Path], object],
    rendered: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    lay(site)
    before = report_of(site, rendered=rendered)

    for number, one in enumerate(before.diagnostics):
        assert shown_and_not_offered(one) == set(), one.hint
        for which, fix in enumerate(one.fixes):
            tried = tmp_path / f"{number}-{which}"
            shutil.copytree(site, tried, ignore=shutil.ignore_patterns("output", ".*"))
            paste(tried, one.path, fix)
            after = report_of(tried, rendered=rendered)
            still = [
                two
                for two in after.diagnostics
                if (two.code, two.path, two.message) == (one.code, one.path, one.message)
                and (two.span is None or at_the_place(two, one.path, fix) or two.span == one.span)
            ]
            assert still == [], fix
            there = [two for two in after.diagnostics if at_the_place(two, one.path, fix)]
            assert [two for two in there if after.severity(two.code) == "error"] == [], fix


def test_what_is_not_pasted_is_in_the_table_of_codes() -> None:
    assert set(NOT_PASTED) <= set(codes())
