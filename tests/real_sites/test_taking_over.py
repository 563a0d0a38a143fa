"""996 files of two real sites of other generators: the bad ones are told, the others are read."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from taking_over import TakenOver, as_text, body_of, front_matter, lay_out, read_and_checked

from dossierpress.model.content import Parsed, Record
from dossierpress.schema.article import ArticleMatter
from harmless import check_harmless
from reading_bodies import as_html

SITES = {"18f": 568, "programminghistorian": 428}

TOLD = {
    "no_front_matter": {"md-front-matter-missing"},
    "yaml_error": {"yaml-tab-behind", "yaml-tab"},
    "duplicate_keys": {"yaml-duplicate-key"},
    "odd_filename": {"md-id"},
}
"""What is said of each kind of bad file."""
LEFT = {"active_html", "zero_width", "bidi_control", "body_not_nfc"}
"""Odd and not bad: texts may hold them, and pages show or drop what would mislead or act."""

_ACTIVE = re.compile(r"(?i)<(?:script|iframe|object|embed|form|style|link|meta|svg)\b")


@pytest.fixture(scope="module", params=SITES)
def site(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TakenOver, dict[str, Parsed], dict[str, Any]]:
    folder = shared_data / "sites" / request.param
    root = tmp_path_factory.mktemp("taken") / "over"
    lay_out(folder / "site", root)
    diagnostics, parsed = read_and_checked(root)
    taken = TakenOver(folder=folder / "site", diagnostics=diagnostics)
    assert len(parsed) == SITES[request.param]
    oracle = json.loads((folder / "fm-oracle.json").read_text(encoding="utf-8"))
    return taken, parsed, oracle


Site = tuple[TakenOver, dict[str, Parsed], dict[str, Any]]


def test_every_bad_file_is_told_with_its_line(site: Site) -> None:
    taken, _, oracle = site
    assert oracle["files"].keys() <= TOLD.keys() | LEFT

    for kind in oracle["files"].keys() & TOLD.keys():
        for file in oracle["files"][kind]:
            lines = (taken.folder / file).read_text(encoding="utf-8").split("\n")
            told = [one for one in taken.of(file) if one.code in TOLD[kind]]
            assert told, (kind, file)
            assert all(one.span and 1 <= one.span.line <= len(lines) for one in told), file


def test_a_bad_line_is_the_line_that_is_bad(site: Site) -> None:
    taken, _, oracle = site

    for file, keys in oracle["files"].get("duplicate_keys", {}).items():
        lines = (taken.folder / file).read_text(encoding="utf-8").split("\n")
        told = [one.span for one in taken.of(file) if one.code == "yaml-duplicate-key"]
        for key, span in zip(keys, told, strict=True):
            assert span is not None
            assert lines[span.line - 1].startswith(f"{key}:")
            assert [line.startswith(f"{key}:") for line in lines[: span.line]].count(True) == 2
    for file, message in oracle["files"].get("yaml_error", {}).items():
        (line,) = re.findall(r"line (\d+), column (\d+)", message)
        (told,) = (one.span for one in taken.of(file) if one.code.startswith("yaml-"))
        assert told is not None
        # PyYAML counts from the line behind the opening mark.
        assert (int(line[0]) + 1, int(line[1])) == (told.line, told.column)


def test_active_html_is_told_and_gone(site: Site) -> None:
    taken, parsed, oracle = site
    reader = MarkdownIt("commonmark").enable("table")
    silent = []

    for file in oracle["files"]["active_html"]:
        body = body_of((taken.folder / file).read_text(encoding="utf-8"))
        tokens = [one for token in reader.parse(body) for one in (token, *(token.children or ()))]
        active = any(one.type.startswith("html") and _ACTIVE.search(one.content) for one in tokens)
        told = any(one.code == "md-html-dropped" for one in taken.of(file))
        assert told or not active, file
        silent += [file] * (not told)
        (record,) = parsed[file].records
        check_harmless(record.body, filled=as_html(record.body))
    # In some it stands in examples of code, or escaped.
    assert len(silent) < len(oracle["files"]["active_html"])


def test_every_other_file_is_read(site: Site) -> None:
    taken, parsed, oracle = site
    without = oracle["files"]["no_front_matter"]

    for file in parsed.keys() - without.keys():
        text = (taken.folder / file).read_text(encoding="utf-8")
        (record,) = parsed[file].records
        matter = record.matter
        assert isinstance(matter, ArticleMatter)
        theirs = front_matter(text) if file not in oracle["files"].get("yaml_error", {}) else None
        if theirs is None:
            continue
        if theirs.get("title"):
            assert as_text(theirs["title"]) == as_text(matter.title), file
        if isinstance(theirs.get("date"), date) and matter.date is not None:
            duplicated = oracle["files"].get("duplicate_keys", {}).get(file, [])
            # PyYAML believes the last of two equal keys; here both are an error.
            assert "date" in duplicated or moment(matter.date) == moment(theirs["date"]), file
        if isinstance(theirs.get("authors"), list) and matter.authors:
            assert [as_text(one) for one in theirs["authors"]] == list(matter.authors), file
        assert bool(shown(record).strip()) == bool(words(text)), file


def test_what_is_wrong_in_front_matter_is_what_can_be_shown_to_be(site: Site) -> None:
    """No file is refused for being of another generator, except where a text is kept back there."""
    taken, parsed, oracle = site
    bad = {file for kind in TOLD for file in oracle["files"].get(kind, {})}

    for file in parsed.keys() - bad:
        theirs = front_matter((taken.folder / file).read_text(encoding="utf-8")) or {}
        expected = set()
        if not theirs.get("title"):
            expected.add("schema-missing-key")
        if theirs.get("published") is False or theirs.get("permalink") is False:
            expected.add("schema-withholding-key")
        found = {code for code in taken.errors(file) if code.startswith(("schema-", "yaml-"))}
        assert found == expected, file


def test_what_is_left_out_is_told_at_its_line(site: Site) -> None:
    taken, _, _ = site

    for one in taken.diagnostics:
        if one.code == "schema-foreign-value":
            assert one.span is not None
            file = taken.folder / one.path.removeprefix("content/articles/")
            line = file.read_text(encoding="utf-8").split("\n")[one.span.line - 1]
            assert line[one.span.column - 1 :].strip()


def moment(value: str | date) -> datetime:
    """A day or a time, in UTC where it has a zone."""
    at = datetime.fromisoformat(value if isinstance(value, str) else value.isoformat())
    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)


def shown(record: Record) -> str:
    """The words of a body, and a sign for each picture."""
    return "".join(
        getattr(piece, "text", "")
        or getattr(piece, "src", "")
        or re.sub("<[^>]*>", "", getattr(piece, "html", ""))
        for piece in record.body.pieces
    )


def words(text: str) -> list[str]:
    """Words behind the front matter, outside of HTML."""
    body = re.sub(
        r"(?s)<!--.*?-->|<(script|style|iframe|svg|video|audio)\b.*?</\1>", "", body_of(text)
    )
    return re.findall(r"\w+", re.sub(r"(?s)<[^>]*>", "", body))
