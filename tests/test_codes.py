"""The table of codes: its examples are what it says, and it is complete."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

import dossierpress
from dossierpress.cli.run import run
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Code, ExampleFile, code_table, codes, severity_of
from dossierpress.kernel.key import RecordType
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.check import check_dossier
from dossierpress.source import project

PACKAGE = Path(dossierpress.__file__).parent
STAGES = (
    "yaml",
    "schema",
    "md",
    "ref",
    "plan",
    "tpl",
    "disc",
    "media",
    "out",
    "import",
    "claim",
    "anno",
)
PATTERN = re.compile(rf"(?:{'|'.join(STAGES)})-[a-z]+(?:-[a-z]+)*")
NOW = datetime(2026, 1, 1, tzinfo=UTC)

NO_EXAMPLE = {
    "out-locked": "it takes two builds at once",
    "out-no-rollback": "only `dossier rollback` gives it",
    "out-withdrawn": "only `dossier rollback` gives it",
    "out-old-edition": "only `dossier verify` gives it",
    "out-write-failed": "it takes a disk that is full or refuses",
    "out-not-as-published": "only `dossier verify` gives it",
    "out-unfit-file": "only `dossier build --single` gives it",
    "out-large-file": "only `dossier build --single` gives it",
    "out-unsigned": "it takes a key that does not sign",
    "out-verify-mismatch": "only a fault of the program or somebody else's hand brings it about",
}


def lay(site: Path, example: tuple[ExampleFile, ...]) -> None:
    """Lay an example over a site that has nothing but a title."""
    site.mkdir()
    for file in (ExampleFile(path="site.yml", data=b"title: Test\n"), *example):
        path = site / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    if not (site / "content").exists():
        (site / "content").mkdir()


def found_in(site: Path, code: Code, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Codes of all diagnostics, each once."""
    if code.name.startswith("import-"):
        return imported(site, capsys)
    # What templates do is seen when they are rendered, and output/ when it is written.
    go = build_dossier if code.name.startswith(("tpl-", "out-")) else check_dossier
    with Store() as store:
        if code.severity == "notice":
            report = check_dossier(project.project_at(site), store=store, as_of=NOW, notices=True)
        else:
            report = go(project.project_at(site), store=store, as_of=NOW)
    return sorted({one.code for one in report.diagnostics})


def imported(site: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    run(["import", str(site / "news.json"), "--site", str(site)])
    return sorted(set(re.findall(r"\[(import-[a-z-]+)\]", capsys.readouterr().err)))


def with_examples() -> list[Code]:
    return [code for code in codes().values() if code.name not in NO_EXAMPLE]


@pytest.mark.parametrize("code", with_examples(), ids=lambda code: code.name)
def test_the_bad_example_gets_exactly_this_code(
    code: Code, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code.bad
    lay(tmp_path / "site", code.bad)

    assert found_in(tmp_path / "site", code, capsys) == [code.name]


@pytest.mark.slow
@pytest.mark.parametrize("code", with_examples(), ids=lambda code: code.name)
def test_the_good_example_gets_none(
    code: Code, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code.good
    lay(tmp_path / "site", code.good)

    assert found_in(tmp_path / "site", code, capsys) == []


@pytest.mark.parametrize("code", codes().values(), ids=lambda code: code.name)
def test_an_entry_teaches(code: Code) -> None:
    assert PATTERN.fullmatch(code.name)
    assert code.severity in {"error", "warning", "notice", "off"}
    assert "\n" not in code.meaning
    assert code.meaning.endswith(".")
    assert len(code.meaning) <= 110
    assert code.why.endswith(".")
    assert len(code.why) >= 60


def words_of(path: Path) -> tuple[set[str], set[str]]:
    """What a module's strings may name: whole codes, and beginnings of codes made at run time."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if PATTERN.fullmatch(node.value):
                whole.add(node.value)
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            if re.fullmatch(rf"(?:{'|'.join(STAGES)})-(?:[a-z]+-)*", start):
                beginnings.add(start)
    return whole, beginnings


def test_the_table_and_the_sources_name_the_same_codes() -> None:
    found = [words_of(path) for path in sorted(PACKAGE.rglob("*.py"))]
    whole = set().union(*(words for words, _ in found))
    beginnings = tuple(set().union(*(starts for _, starts in found)))

    assert whole - set(codes()) - NOT_CODES == set()
    assert {
        name for name in codes() if name not in whole and not name.startswith(beginnings)
    } == set()


NOT_CODES = {"claim-mark", "claim-sign", "claim-tables", "media-files", "media-link-start"}
"""Strings that look like codes and are something else."""


def test_every_type_of_record_has_a_code_for_an_id_that_is_not_there() -> None:
    assert [type_ for type_ in get_args(RecordType) if f"ref-unknown-{type_}" not in codes()] == []


def test_examples_that_text_cannot_show_are_shown_as_far_as_possible() -> None:
    raw = ExampleFile(path="a.md", data=b"caf\xe9\r\n\tx\x07\n")
    large = ExampleFile(path="a.md", data=b"x" * 100_000)

    assert raw.text == "caf\\xe9<U+000D>\n\tx<U+0007>\n"
    assert len(large.text) < 3_000
    assert large.text.endswith("…\n")


def test_the_severity_of_a_code_reads_the_table_of_its_stage_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    load = code_table._load
    monkeypatch.setattr(code_table, "_load", lambda text: read.append(text) or load(text))
    code_table._codes_of.cache_clear()
    for name, code in codes().items():
        assert severity_of(name) == code.severity
    code_table._codes_of.cache_clear()
    read.clear()
    severity_of("ref-unknown-name")
    severity_of("ref-unknown-entity")
    with pytest.raises(KeyError):
        severity_of("ref-no-such-code")
    with pytest.raises(KeyError):
        severity_of("nothing-of-the-kind")
    assert len(read) == 1
