"""`dossier diff`, `rollback`, `verify`, and what a build says when another one is at it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from calling import Dossier

from building import tree
from dossierpress.publish.lock import lock_output
from dossierpress.source.project import project_at
from harness import run_dossier

EMBARGOED = """---
title: The list of names
date: 2030-01-01
embargo_until: 2030-01-01T09:00+01:00
---

Nothing of this is public yet.
"""


def edit(site: Path, text: str = "\nOne more paragraph.\n") -> None:
    """Change one article."""
    article = site / "content/articles/swing-bridge-closes.md"
    article.write_text(article.read_text() + text)


def test_diff_shows_what_a_build_would_change_and_changes_nothing(
    dossier: Dossier, site: Path
) -> None:
    dossier("build", "--site", site)
    before = tree(site / "output")
    edit(site)
    (site / "content/pages/more.md").write_text("---\ntitle: More\n---\nText.\n")

    result = dossier("diff", "--site", site)

    lines = result.out.splitlines()
    assert 0 == result.code
    assert "~ articles/swing-bridge-closes.html" in lines
    # The page, and its text for the search.
    added = ["+ pages/more.html", "+ search/texts/0-2852.js"]
    assert added == [line for line in lines if not line.startswith("~ ")]
    assert f"2 added, {len(lines) - 2} changed, 0 removed\n" in result.err
    assert before == tree(site / "output")
    dossier("build", "--site", site)
    assert "" == dossier("diff", "--site", site).out


def test_diff_tells_what_the_end_of_an_embargo_changes(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)
    (site / "content/articles/names.md").write_text(EMBARGOED)

    before = dossier("diff", "--site", site, "--as-of", "2030-01-01T07:59:59Z", "--json").report
    after = dossier("diff", "--site", site, "--as-of", "2030-01-01T08:00:00Z", "--json").report

    assert [{"type": "article", "id": "names", "why": "embargoed"}] == before["withheld"]
    assert [] == before["added"] + before["changed"] + before["pruned"]
    assert ["articles/names.html", "search/texts/0-1613.js"] == after["added"]
    assert [] == after["withheld"]


def test_diff_names_pages_that_would_go(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)
    article = site / "content/articles/swing-bridge-closes.md"
    article.write_text(article.read_text().replace("---\n", "---\nstatus: draft\n", 1))

    result = dossier("diff", "--site", site)

    assert "- articles/swing-bridge-closes.html" in result.out.splitlines()
    assert "withheld: 1 draft\n" in result.err


EARLIER = {
    "site.yml": "title: Harbour\n",
    "content/articles/gate.md": "---\ntitle: The gate\n"
    "annotations: [{quote: shut, text: At noon.}]\n---\nThe gate was shut.\n",
    "content/entities/all.yml": "- {id: ada, kind: person, name: Ada Moss}\n"
    "- {id: yard, kind: place, name: The Yard}\n",
    "content/sources/all.yml": "- {id: paper, kind: newspaper, name: The Paper}\n"
    "- {id: wire, kind: wire, name: The Wire}\n",
    "content/claims/all.yml": "- {id: shut, text: The gate was shut., status: reported,"
    " reports: [{by: paper, basis: witness}]}\n- {id: open, text: The gate was open.}\n",
}
LATER = {
    "content/articles/gate.md": "---\ntitle: The gate\n"
    "annotations: [{quote: shut, text: At one.}]\n---\nThe gate was shut, they say.\n",
    "content/entities/all.yml": "- {id: ada, kind: person, name: Ada Moss, aliases: [The Captain],"
    " relations: [{type: located-in, to: yard, from: 2021}]}\n"
    "- {id: yard, kind: place, name: The Yard}\n",
    "content/claims/all.yml": "- id: shut\n  text: The gate was shut at noon.\n"
    "  status: [reported, {is: disputed, on: 2024-01-01}]\n"
    "  reports: [{by: paper, basis: witness}, {by: wire, basis: witness}]\n",
}


def test_diff_tells_changes_of_meaning(dossier: Dossier, tmp_path: Path) -> None:
    for folder, files in (("before", EARLIER), ("now", EARLIER | LATER)):
        for name, text in files.items():
            file = tmp_path / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    before, now = tmp_path / "before", tmp_path / "now"

    result = dossier("diff", "--meaning", "--site", now, "--against", before)

    assert result.code == 0, result.err
    assert result.out.splitlines() == [
        "~ article:gate: annotation: At noon. → At one.",
        "- claim:open: words: The gate was open.",
        "~ claim:shut: independent origins: 1-1 → 2-2",
        "+ claim:shut: origin source:wire",
        "~ claim:shut: judgement: reported → disputed",
        "~ claim:shut: words: The gate was shut. → The gate was shut at noon.",
        "+ entity:ada: another name The Captain",
        "+ entity:ada: relation located in entity:yard: 2021",
    ]
    assert "3 new, 4 said in another way, 1 gone\n" in result.err
    assert "" == dossier("diff", "--meaning", "--site", now, "--against", now).out
    report = dossier("diff", "--meaning", "--site", now, "--against", before, "--json").report
    assert report["changes"][1] == {
        "of": "claim:open",
        "what": "text",
        "item": "",
        "was": "The gate was open.",
        "now": None,
    }
    assert dossier("diff", "--meaning", "--site", now).code == 2
    assert not (now / "output").exists()

    (before / "site.yml").write_text("title: Harbour\nchanges: true\n")
    assert "`changes.jsonl` is new" in dossier("build", "--site", before).err
    for path, text in LATER.items():
        (before / path).write_text(text)
    assert dossier("diff", "--meaning", "--site", before).out == result.out


def test_diff_of_a_dossier_with_errors(dossier: Dossier, broken: Path) -> None:
    result = dossier("diff", "--site", broken)

    assert (1, "") == (result.code, result.out)
    assert "nothing can be published" in result.err


def test_rollback_and_forward_again(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)
    first = tree(site / "output")
    edit(site)
    dossier("build", "--site", site)
    second = tree(site / "output")

    result = dossier("rollback", "--site", site)

    assert 0 == result.code
    assert "the edition before is published again in " in result.err
    assert first == tree(site / "output")
    assert [
        "~ articles/swing-bridge-closes.html",
        "~ search/texts/0-1464.js",
        "~ search/words/0-0.js",
    ] == dossier("diff", "--site", site).out.splitlines()
    assert 0 == dossier("build", "--site", site).code
    assert second == tree(site / "output")


def test_rollback_of_the_first_edition(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)

    result = dossier("rollback", "--site", site, "--json")

    assert 1 == result.code
    assert ["out-no-rollback"] == [one["code"] for one in result.report["diagnostics"]]


def test_verify_knows_a_copy_from_a_forgery(dossier: Dossier, site: Path, tmp_path: Path) -> None:
    dossier("build", "--site", site)
    copy = tmp_path / "stick"
    shutil.copytree(site / "output", copy)

    good = dossier("verify", copy)
    (copy / "index.html").write_text("forged")
    (copy / "articles/index.html").unlink()
    (copy / "more.html").write_text("more")
    bad = dossier("verify", copy, "--json")

    assert (0, "") == (good.code, good.out)
    assert "are as published by dossierpress" in good.err
    assert 1 == bad.code
    assert {
        "articles/index.html": "missing",
        "index.html": "other bytes than were published",
        "more.html": "not in the manifest",
    } == {one["path"]: one["message"] for one in bad.report["diagnostics"]}


def test_verify_names_what_it_passes_over_and_what_is_more(
    dossier: Dossier, site: Path, tmp_path: Path
) -> None:
    dossier("build", "--site", site)
    copy = tmp_path / "stick"
    shutil.copytree(site / "output", copy)
    (copy / "manifest.json.sig").write_text("-----BEGIN SSH SIGNATURE-----\n")

    good = dossier("verify", copy)
    report = dossier("verify", copy, "--json").report
    (copy / "empty/inner").mkdir(parents=True)
    (copy / "more").mkdir()
    (copy / "more/Thumbs.db").write_text("of a desktop")
    (copy / "manifest.json.sig").write_text("junk")
    bad = dossier("verify", copy, "--json")

    assert 0 == good.code
    assert "`manifest.json.sig` is not checked; `--key FILE`" in good.err
    assert ["manifest.json.sig"] == report["passed_over"]
    assert 1 == bad.code
    assert {
        "empty": "a folder in which nothing was published",
        "more": "a folder in which nothing was published",
        "more/Thumbs.db": "left by a desktop, and never published",
        "manifest.json.sig": "not a signature of SSH",
    } == {one["path"]: one["message"] for one in bad.report["diagnostics"]}


@pytest.mark.parametrize("name", [".DS_Store", "articles/Thumbs.db", "desktop.ini"])
def test_what_a_desktop_left_is_a_difference_that_the_next_build_mends(
    dossier: Dossier, site: Path, name: str
) -> None:
    dossier("build", "--site", site)
    before = tree(site / "output")
    (site / "output" / name).write_text("[.ShellClassInfo]")

    told = dossier("verify", "--site", site, "--json")

    assert 1 == told.code
    assert [(name, "left by a desktop, and never published")] == [
        (one["path"], one["message"]) for one in told.report["diagnostics"]
    ]
    assert 0 == dossier("build", "--site", site).code
    assert before == tree(site / "output")
    assert 0 == dossier("verify", "--site", site).code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"files": {', '"files": {}, "files": {'),
        ('"made_of"', '"made_of": "x", "made_of"'),
        ('"files": {', '"files": {"index.html": "00", '),
        ('"format": 1', '"format": 1, "form\\u0061t": 1'),
    ],
)
def test_a_manifest_that_says_something_twice_is_none(
    dossier: Dossier, site: Path, old: str, new: str
) -> None:
    """Programs differ in which of the two they take."""
    dossier("build", "--site", site)
    manifest = site / "output/manifest.json"
    manifest.write_text(manifest.read_text().replace(old, new, 1))

    result = dossier("verify", "--site", site)

    assert 1 == result.code
    assert "no manifest of a published dossier" in result.err


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        '{"format": 1}'.encode("utf-16"),
        b'{"format": 1, "tool": "x", "files": {}, "serial": 0, "date": "2024-06-01"}',
        b'{"format": 1, "tool": "x", "files": {}, "serial": 1, "date": "2024-06-31"}',
        b'{"format": 1, "tool": "x", "files": {}, "serial": 1, "date": "20240601"}',
        b'{"format": 1, "tool": "x", "files": {}, "serial": 1e1, "date": "2024-06-01"}',
        b'{"format": 1, "tool": "x", "files": {"\\ud800": "0"}}',
    ],
)
def test_what_is_no_manifest_is_told_and_no_fault(
    dossier: Dossier, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "manifest.json").write_bytes(data)

    result = dossier("verify", tmp_path)

    assert 1 == result.code
    assert "no manifest of a published dossier" in result.err


def test_verify_of_a_folder_that_is_no_edition(dossier: Dossier, tmp_path: Path) -> None:
    result = dossier("verify", tmp_path)

    assert 1 == result.code
    assert "no manifest of a published dossier" in result.err


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../secret"])
def test_a_manifest_cannot_make_us_read_elsewhere(
    dossier: Dossier, tmp_path: Path, path: str
) -> None:
    manifest = {"format": 1, "tool": "dossierpress 0", "files": {path: "0" * 64}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))

    result = dossier("verify", tmp_path)

    assert 1 == result.code
    assert "leads out of the folder" in result.err


@pytest.mark.parametrize("command", ["build", "rollback"])
def test_who_publishes_is_named_to_who_comes_second(
    dossier: Dossier, site: Path, command: str
) -> None:
    dossier("build", "--site", site)
    before = tree(site / "output")
    edit(site)
    with lock_output(project_at(site), wait=0):
        result = dossier(command, "--site", site, "--wait", "0.2")

    assert 75 == result.code
    assert "error[out-locked]: process " in result.err
    assert "is publishing into this folder" in result.err
    assert before == tree(site / "output")
    assert 0 == dossier("build", "--site", site).code


def test_another_moment_is_not_published_into_the_public_folder(
    dossier: Dossier, site: Path, tmp_path: Path
) -> None:
    (site / "content/articles/names.md").write_text(EMBARGOED)
    moment = ("--as-of", "2031-01-01T00:00Z")

    refused = dossier("build", "--site", site, *moment)
    shown = dossier("build", "--site", site, *moment, "--output", tmp_path / "preview")

    assert 2 == refused.code
    assert "`--as-of` needs `--output`" in refused.err
    assert not (site / "output").exists()
    assert 0 == shown.code
    assert (tmp_path / "preview/articles/names.html").is_file()


@pytest.mark.parametrize(
    ("output", "what"),
    [
        ("output", "is"),
        ("./preview/../output", "is"),
        ("output/", "is"),
        ("link-to-output", "is"),
        ("output/x", "is inside of"),
        ("link-to-output/x/y", "is inside of"),
        (".", "holds"),
        ("..", "holds"),
    ],
)
def test_another_moment_is_nowhere_near_the_public_folder(
    site: Path, output: str, what: str
) -> None:
    (site / "output").mkdir()
    (site / "link-to-output").symlink_to("output")
    (site / "content/articles/names.md").write_text(EMBARGOED)

    done = run_dossier("build", "--as-of", "2031-01-01T00:00Z", "--output", output, cwd=site)

    assert 2 == done.returncode
    assert f"it {what} the public folder `output`" in done.stderr
    assert "name a folder of your own, as in `--output preview`" in done.stderr
    assert {} == tree(site / "output")


def test_a_variable_ends_no_embargo(
    dossier: Dossier, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "content/articles/names.md").write_text(EMBARGOED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")  # 2100-01-01

    published = dossier("build", "--site", site)

    assert 0 == published.code
    assert not (site / "output/articles/names.html").exists()


@pytest.mark.parametrize("inner", ["x", "articles/x"])
def test_no_edition_is_published_inside_another_one(site: Path, tmp_path: Path, inner: str) -> None:
    assert 0 == run_dossier("build", "--output", tmp_path / "public", cwd=site).returncode
    before = tree(tmp_path / "public")
    (tmp_path / "short").symlink_to("public")

    for folder in ("public", "short"):
        place = tmp_path / folder / inner
        done = run_dossier("build", "--output", place, cwd=site)

        assert 1 == done.returncode
        assert "error[out-unfit-folder]" in done.stderr
        assert "inside of `public`, which is a published edition" in done.stderr
        assert before == tree(tmp_path / "public")


@pytest.mark.parametrize("moment", ["2030-01-01", "2030-01-01T09:00", "soon", ""])
def test_a_moment_needs_its_zone(dossier: Dossier, site: Path, moment: str) -> None:
    result = dossier("check", "--site", site, "--as-of", moment)

    assert 2 == result.code
    assert moment in result.err


@pytest.mark.parametrize(
    ("moment", "ways"),
    [
        ("2024-06-01", ["2024-06-01T00:00Z", "2024-06-01T00:00+02:00"]),
        ("20240601", ["2024-06-01T00:00Z", "2024-06-01T00:00+02:00"]),
        ("2024-06-01 09:00", ["2024-06-01T09:00Z", "2024-06-01T09:00+02:00"]),
        ("2024-06-01T09:00:30", ["2024-06-01T09:00:30Z", "2024-06-01T09:00:30+02:00"]),
        ("2024-06-01+02:00", ["2024-06-01T00:00+02:00"]),
        ("2024-06-01-05:00", ["2024-06-01T00:00-05:00"]),
        ("1st of June", ["2024-06-01T09:00+02:00"]),
    ],
)
def test_a_moment_that_is_suggested_is_taken(
    dossier: Dossier, site: Path, moment: str, ways: list[str]
) -> None:
    refused = dossier("check", "--site", site, "--as-of", moment)

    assert 2 == refused.code
    assert (
        ways == [one for one in re.findall(r"`([^`]*)`", refused.err) if "T" in one][-len(ways) :]
    )
    for way in ways:
        assert 0 == dossier("check", "--site", site, "--as-of", way).code
