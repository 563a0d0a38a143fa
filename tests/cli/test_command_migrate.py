"""`dossier migrate`: older content in the words of today, and every other byte as it was."""

from pathlib import Path

import pytest
from calling import Dossier

from building import lay, tree
from dossierpress.cli.new_files import replace_file

SOURCES = (
    "- {id: gazette, kind: newspaper, name: The Gazette}\n"
    "- {id: wire, kind: wire, name: The Wire, basis: witness}\n"
)
CLAIM = "text: It shut.\nreports:\n"
BOTH = ("content/claims/a.yml", "content/claims/b.yml")


def changed(dossier: Dossier, root: Path, path: str, text: str) -> str:
    """What a file says after the command."""
    files = {"site.yml": "title: T\n", "content/sources/all.yml": SOURCES, path: text}
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode())
    done = dossier("migrate", "--site", root)
    assert done.code == 0, done.err
    return (root / path).read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - {by: gazette}\n", "  - {by: gazette, basis: not-stated}\n"),
        ('  - {by: "gazette", on: 2024}\n', '  - {by: "gazette", basis: not-stated, on: 2024}\n'),
        ("  - {on: 2024, by: gazette}\n", "  - {on: 2024, by: gazette, basis: not-stated}\n"),
        (
            "  - by: gazette   # they print it\n    on: 2024\n",
            "  - by: gazette   # they print it\n    basis: not-stated\n    on: 2024\n",
        ),
        (
            "  - on: 2024\n    by: source:gazette\n",
            "  - on: 2024\n    by: source:gazette\n    basis: not-stated\n",
        ),
        (
            "  - by: gazette\r\n    on: 2024\r\n".replace("\r\n", "\n"),
            "  - by: gazette\n    basis: not-stated\n    on: 2024\n",
        ),
        # Written in other ways.
        ("  - by: {id: gazette}\n", "  - basis: not-stated\n    by: {id: gazette}\n"),
        ("  - by: >-\n      gazette\n", "  - basis: not-stated\n    by: >-\n      gazette\n"),
        (
            '  - {on: 2024, "by": {id: gazette}}\n',
            '  - {on: 2024, basis: not-stated, "by": {id: gazette}}\n',
        ),
        (
            "  - by: gazette\n    basis:   # ask\n",
            "  - by: gazette\n    basis: not-stated   # ask\n",
        ),
        (
            "  - {by: gazette, citing: []}\n",
            "  - {by: gazette, basis: not-stated, citing: []}\n",
        ),
        (
            "  - by: wire\n    archived: https://a.example/b\t# theirs\n",
            '  - by: wire\n    copy: {kind: reprint, url: "https://a.example/b"}\t# theirs\n',
        ),
        # They say how they know it, or from whom they have it, or their source says so for them.
        ("  - {by: gazette, basis: witness}\n", None),
        ("  - {by: gazette, citing: wire}\n", None),
        ("  - {by: {unnamed: a pilot}}\n", None),
        ("  - {by: wire}\n", None),
        # A copy that is in no archive.
        (
            '  - {by: wire, archived: "https://paper.example/a"}\n',
            '  - {by: wire, copy: {kind: reprint, url: "https://paper.example/a"}}\n',
        ),
        (
            "  - by: wire\n    archived: https://a.example/b   # theirs\n",
            '  - by: wire\n    copy: {kind: reprint, url: "https://a.example/b"}   # theirs\n',
        ),
        ("  - {by: wire, archived: https://web.archive.org/web/2024/https://a.example/}\n", None),
    ],
)
def test_a_report(dossier: Dossier, tmp_path: Path, before: str, after: str | None) -> None:
    found = changed(dossier, tmp_path, "content/claims/a.yml", CLAIM + before)

    assert found == CLAIM + (before if after is None else after)


def test_an_opinion_needs_no_basis(dossier: Dossier, tmp_path: Path) -> None:
    text = f"kind: assessment\n{CLAIM}  - {{by: gazette}}\n"

    assert changed(dossier, tmp_path, "content/claims/a.yml", text) == text


def test_an_article_with_notes_and_a_claim_of_its_own(dossier: Dossier, tmp_path: Path) -> None:
    text = (
        "---\ntitle: Shut\nannotations:\n"
        "  - {quote: It shut, text: T., sources: [gazette], to: claim:shut}\n"
        "claims:\n  - {id: shut, text: It shut., reports: [{by: gazette}]}\n"
        "sources:\n  - {id: gazette, archived: https://paper.example/a}\n"
        "---\nIt shut. sources: [gazette], to: all\n"
    )
    found = changed(dossier, tmp_path, "content/articles/a.md", text)

    assert found == (
        text.replace("T., sources: [", "T., based_on: [")
        .replace("to: claim:shut", "about: claim:shut")
        .replace("{by: gazette}", "{by: gazette, basis: not-stated}")
        .replace(
            "archived: https://paper.example/a",
            "copy: {kind: reprint, url: https://paper.example/a}",
        )
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_newlines_and_marks_stay(dossier: Dossier, tmp_path: Path, mark: str) -> None:
    text = f"{mark}{CLAIM}  - by: gazette\n    on: 2024\n".replace("\n", "\r\n")

    found = changed(dossier, tmp_path, "content/claims/a.yml", text)

    assert found == text.replace("gazette\r\n", "gazette\r\n    basis: not-stated\r\n")


def test_a_second_run_finds_nothing(dossier: Dossier, tmp_path: Path) -> None:
    changed(dossier, tmp_path, "content/claims/a.yml", f"{CLAIM}  - {{by: gazette}}\n")
    before = tree(tmp_path)

    again = dossier("migrate", "--site", tmp_path)

    assert (again.code, again.err) == (0, "everything is in the words of today\n")
    assert tree(tmp_path) == before


def test_a_dry_run_writes_nothing(dossier: Dossier, site: Path) -> None:
    file = site / "content" / "claims" / "shut.yml"
    file.write_text(f"{CLAIM}  - {{by: larkhaven-courier}}\n  - {{by: larkhaven-courier}}\n")
    before = tree(site)

    told = dossier("migrate", "--site", site, "--dry-run")
    report = dossier("migrate", "--site", site, "--dry-run", "--json").report

    assert "content/claims/shut.yml: 2 reports\n" in told.err
    assert report["files"] == [
        {"path": "content/claims/shut.yml", "reports": 2, "copies": 0, "keys": 0}
    ]
    assert tree(site) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            f"{CLAIM}  - {{by: gazette}}\n  - {{by: gazette, stance: perhaps}}\n",
            "it has mistakes",
        ),
        (f"{CLAIM}  - {{by: gazette, note: [}}\n", "it has mistakes"),
        (f"{CLAIM}  - {{by: gazette}}\r\n", "its lines end in two ways"),
        (
            f"{CLAIM}  - by: gazette\n    archived:\n      https://a.example/b\n",
            "what stands under `archived` in line 4 is written in a way",
        ),
    ],
)
def test_a_file_that_cannot_be_rewritten_safely_is_named_and_left_alone(
    dossier: Dossier, tmp_path: Path, text: str, why: str
) -> None:
    (tmp_path / "content" / "claims").mkdir(parents=True)
    (tmp_path / "site.yml").write_text("title: T\n")
    file = tmp_path / "content" / "claims" / "a.yml"
    file.write_bytes(text.encode())

    done = dossier("migrate", "--site", tmp_path)

    assert done.code == 1
    assert f"`content/claims/a.yml` is left as it is: {why}" in done.err
    assert file.read_bytes() == text.encode()


def test_a_file_that_cannot_be_written_keeps_no_other_back(
    dossier: Dossier, tmp_path: Path
) -> None:
    text = f"{CLAIM}  - {{by: gazette}}\n"
    shut = tmp_path / "content" / "claims" / "a.yml"
    lay(tmp_path, {"site.yml": "title: T\n"} | dict.fromkeys(BOTH, text))
    shut.chmod(0o444)

    done = dossier("migrate", "--site", tmp_path, "--json")

    assert done.code == 1
    assert "`content/claims/a.yml` is left as it is: it is read-only" in done.err
    assert shut.read_text() == text
    assert [one["path"] for one in done.report["files"]] == ["content/claims/b.yml"]
    assert done.report["left_alone"] == ["content/claims/a.yml"]


def test_a_file_that_changes_while_it_is_read_is_left_alone(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{CLAIM}  - {{by: gazette}}\n"
    lay(tmp_path, {"site.yml": "title: T\n"} | dict.fromkeys(BOTH, text))
    saved = tmp_path / "content" / "claims" / "b.yml"

    def and_somebody_saves(target: Path, data: bytes) -> None:
        replace_file(target, data)
        saved.write_text(f"{text}note: Saved meanwhile.\n")

    monkeypatch.setattr("dossierpress.cli.migrate.replace_file", and_somebody_saves)
    done = dossier("migrate", "--site", tmp_path)

    assert done.code == 1
    assert "`content/claims/b.yml` is left as it is: it has changed in the meantime" in done.err
    assert saved.read_text() == f"{text}note: Saved meanwhile.\n"
