"""The test suite of YAML: what must fail is told, and what is read is what is meant.

Here a document is text, lists and maps, and nothing that could stand for something else: tags,
anchors, aliases, merge keys and second documents are refused, each by its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from dossierpress.located_yaml.reader import read
from fuzz.promises import check_diagnostics

MARKS = {"␣": " ", "»": "\t", "—": "", "↵": "", "∎": "", "←": "\r", "⇔": "\ufeff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    text: str
    fails: bool
    tree: str


@pytest.fixture(scope="module")
def suite(shared_data: Path) -> list[Case]:
    return list(cases(shared_data / "adversarial" / "yaml-test-suite" / "src"))


def cases(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.yaml")):
        before: dict[str, str] = {}
        # What a case does not say is as in the case before it in the file.
        documents = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        for number, document in enumerate(documents):
            before = {**{key: before[key] for key in ("yaml", "tree") if key in before}, **document}
            text = before["yaml"]
            for mark, meant in MARKS.items():
                text = text.replace(mark, meant)
            yield Case(
                name=f"{path.stem}-{number}",
                text=text,
                fails=before.get("fail") == "true" if "fail" in document else False,
                tree=before.get("tree", ""),
            )


READ_ALL_THE_SAME = {
    "9C9N-0": "a list in brackets goes on at the left margin",
    "9JBA-0": "no space before a comment that follows a bracket",
    "CVW2-0": "no space before a comment that follows a comma",
    "DK95-1": "text in quotes goes on behind a tab",
    "G5U8-0": "a lone hyphen in brackets",
    "MUS6-0": "a directive ends in a mark of a comment, and the document is empty",
    "QB6E-0": "text in quotes goes on at the left margin",
    "S98Z-0": "blank lines of a block have more spaces than its text",
    "SU5Z-0": "no space before a comment that follows a quote",
    "X4QW-0": "no space before a comment that follows the mark of a block",
    "Y79Y-3": "a list in brackets goes on behind a tab",
    "YJV2-0": "a lone hyphen in brackets",
}
"""Case that must fail by the specification of YAML 1.2 -> what libyaml allows; nothing is lost."""


def test_every_case_is_read_or_told(suite: list[Case]) -> None:
    assert len(suite) > 400
    for case in suite:
        node, found = read(case.text, path="a.yml")
        check_diagnostics(found, {"a.yml": case.text.encode()})
        assert (node, found) == read(case.text, path="a.yml")
        says_something = any(
            line.strip() not in ("=VAL :", "") and "=VAL" in line for line in case.tree.splitlines()
        )
        assert node is not None or found or not says_something, case.name


def test_what_must_fail_is_told(suite: list[Case]) -> None:
    failing = [case for case in suite if case.fails]
    assert len(failing) > 80

    silent = {case.name for case in failing if not read(case.text, path="a.yml")[1]}

    assert silent == set(READ_ALL_THE_SAME)


def test_what_is_refused_of_itself_is_never_passed_over(suite: list[Case]) -> None:
    """An anchor, an alias, a tag or a second document always has a diagnostic."""
    for case in suite:
        events = case.tree.splitlines()
        marked = any(
            line.strip().startswith(("*", "=ALI"))
            or " &" in line.split("=VAL")[0]
            or " <" in line.split(" :")[0]
            for line in events
        )
        documents = sum(line.strip().startswith("+DOC") for line in events)
        if marked or documents > 1:
            assert read(case.text, path="a.yml")[1], case.name
