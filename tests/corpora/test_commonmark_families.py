"""Markdown of other makers' test suites: read, harmless, and as markdown-it makes it."""

import json
from pathlib import Path

import pytest

from dossierpress.schema.parse_config import ParseConfig
from fuzz.promises import check_diagnostics
from harmless import check_harmless
from reading_bodies import CONFIG, KEEPING_HTML, as_html, read_text
from test_parse_commonmark import DIFFERENT, holds_our_syntax, same

SUITES = {
    "commonmark/spec-tests.json": 655,
    "cmark-gfm/spec-tests.json": 673,
    "cmark-gfm/extensions-tests.json": 28,
    "cmark-gfm/regression-tests.json": 19,
}
TEXTS = (
    "commonmark/spec.txt",
    "commonmark/alternative-html-blocks.txt",
    "cmark-gfm/test/spec.txt",
    "cmark-gfm/test/extensions.txt",
    "cmark-gfm/test/regression.txt",
)
OTHER_SYNTAX = ("Footnotes", "Autolinks", "Strikethroughs", "Task lists", "HTML tag filter")
"""Sections of extensions that mean something else here, or nothing."""


def examples(folder: Path, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((folder / "adversarial" / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize("config", [CONFIG, KEEPING_HTML], ids=["escaped", "sanitised"])
@pytest.mark.parametrize("name", SUITES)
def test_every_example_is_read_and_harmless(
    shared_data: Path, name: str, config: ParseConfig
) -> None:
    found = examples(shared_data, name)
    assert len(found) == SUITES[name]
    for example in found:
        text = example["markdown"].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        body, diagnostics = read_text(text, config)
        assert (body, diagnostics) == read_text(text, config)
        check_diagnostics(diagnostics, {"harbour.md": text.encode()})
        check_harmless(body, filled=as_html(body))


@pytest.mark.parametrize(
    "name", ["cmark-gfm/extensions-tests.json", "cmark-gfm/regression-tests.json"]
)
def test_tables_and_old_faults_come_out_as_markdown_it_makes_them(
    shared_data: Path, name: str
) -> None:
    compared, differing = 0, {}
    for example in examples(shared_data, name):
        text = example["markdown"].replace("\r\n", "\n").replace("\r", "\n")
        if example["section"].startswith(OTHER_SYNTAX) or "[^" in text or holds_our_syntax(text):
            continue
        compared += 1
        expected, ours = same(text)
        if expected != ours and text not in DIFFERENT:
            differing[text] = (expected, ours)
    assert differing == {}
    assert compared > 10


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("config", [CONFIG, KEEPING_HTML], ids=["escaped", "sanitised"])
def test_a_whole_specification_is_one_text(
    shared_data: Path, name: str, config: ParseConfig
) -> None:
    data = (shared_data / "adversarial" / name).read_bytes().replace(b"\r", b"").replace(b"\0", b"")
    body, diagnostics = read_text(data.decode(), config)
    check_diagnostics(diagnostics, {"harbour.md": data})
    check_harmless(body, filled=as_html(body))
