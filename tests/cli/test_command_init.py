"""`dossier init` and `dossier new`: what they write, and what they never touch."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from calling import Dossier

from building import tree
from dossierpress.cli.new_files import OccupiedError, OutsideError, write_new_files

PARTS = (
    "site.yml",
    ".gitignore",
    ".vscode/settings.json",
    "content/articles/swing-bridge-closes.md",
    "content/entities/larkhaven.yml",
    "content/sources/larkhaven.yml",
    "content/pages/home.md",
    ".dossier/schema/site.schema.json",
)


def test_a_new_dossier_builds_without_a_word_of_complaint(dossier: Dossier, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "dossier"

    made = dossier("init", folder)
    built = dossier("build", "--site", folder, "--strict", "--json")

    assert made.code == 0
    assert set(PARTS) <= {os.path.relpath(line, folder) for line in made.out.splitlines()}
    assert (built.code, built.report["diagnostics"]) == (0, [])
    assert {kind: built.report["pages"][kind] for kind in ("article", "entity", "source")} == {
        "article": 2,
        "entity": 5,
        "source": 2,
    }


def test_version_control_keeps_the_numbers_of_stand_ins(site: Path) -> None:
    lines = (site / ".gitignore").read_text().splitlines()
    ignored = [line for line in lines if line and not line.startswith("#")]

    assert ignored == ["/output/", "/.editions/"]
    assert any(line.startswith("#") and "`stand-ins.yml`" in line for line in lines)


def test_every_setting_is_in_the_new_site_yml(site: Path) -> None:
    text = (site / "site.yml").read_text()

    schema = json.loads((site / ".dossier" / "schema" / "site.schema.json").read_text())
    for key in schema["properties"]:
        assert f"\n{key}:" in text or f"\n# {key}:" in text


def test_the_commented_settings_are_right_too(dossier: Dossier, site: Path) -> None:
    file = site / "site.yml"
    lines = file.read_text().splitlines()
    settings = ["title", "kinds", "  ", "reference_types", "relation_types", "severity", "url"]
    settings += ["root_files", "search", "glossary", "citation", "feeds", "accessibility", "theme"]
    opened = [
        line.removeprefix("# ")
        if line.startswith("# ") and line[2:].startswith(tuple(settings))
        else line
        for line in lines
    ]
    file.write_text("\n".join(opened) + "\n")

    assert "\nkinds:\n  vessel:\n" in file.read_text()
    checked = dossier("check", "--site", site, "--strict")
    assert checked.code == 0
    assert checked.err.splitlines()[-2] == "1 notice"  # a claim with one origin, to learn from


def test_editors_find_the_schemas(site: Path) -> None:
    settings = json.loads((site / ".vscode" / "settings.json").read_text())

    mapped = settings["yaml.schemas"]
    for schema in mapped:
        assert (site / schema).is_file()
    # Every folder of content that may hold YAML, and not those alone that the starter fills.
    patterns = [pattern for one in mapped.values() for pattern in one]
    for folder in ("entities", "sources", "claims"):
        for ending in ("yml", "yaml"):
            assert f"content/{folder}/**/*.{ending}" in patterns
        assert f"content/{folder}/**/*.yml" in mapped[f"./.dossier/schema/{folder}.schema.json"]
    for file in [site / "site.yml", *(site / "content").rglob("*.yml")]:
        line = file.read_text().splitlines()[0]
        assert line.startswith("# yaml-language-server: $schema=")
        assert (file.parent / line.partition("=")[2]).is_file()


@pytest.mark.parametrize("there", [".hidden", "site.yml", "content"])
def test_a_folder_with_anything_in_it_is_refused(
    dossier: Dossier, tmp_path: Path, there: str
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / there).write_text("mine")

    result = dossier("init", folder)

    assert result.code == 2
    assert result.err.startswith(f"error: `{folder}` is not empty\n")
    assert tree(folder) == {there: b"mine"}


def test_an_empty_folder_will_do(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)

    result = dossier("init", ".", "--json")

    assert result.code == 0
    assert sorted(result.report["written"]) == sorted(tree(folder))


def test_init_that_cannot_end_takes_back_what_it_made(dossier: Dossier, tmp_path: Path) -> None:
    folder = tmp_path / "half"
    # So deep that the first folders and files can be made, and longer paths cannot.
    while len(str(folder)) < 4000:
        folder = folder / ("x" * min(200, max(4050 - len(str(folder)), 1)))

    result = dossier("init", folder)

    assert result.code == 1
    assert "file name too long" in result.err
    assert tree(tmp_path / "half") == {}


def test_new_article_is_a_draft_that_checks(dossier: Dossier, site: Path) -> None:
    title = 'حسين سلامي: "the quay" # yes'

    made = dossier("new", "article", title, "--site", site)
    listed = dossier("list", "drafts", "--site", site, "--json")

    assert made.out == f"{site}/content/articles/hsyn-slamy-the-quay-yes.md\n"
    assert [(one["id"], one["name"]) for one in listed.report["records"]] == [
        ("hsyn-slamy-the-quay-yes", title)
    ]
    assert dossier("check", "--site", site).code == 0
    # Which language the title is in, only its author knows.
    file = Path(made.out.strip())
    file.write_text(file.read_text().replace("title:", "lang: ar\ntitle:", 1))
    assert dossier("check", "--site", site, "--strict").code == 0


@pytest.mark.parametrize(
    ("type_", "folder", "more"),
    [
        ("entity", "entities", ()),
        ("entity", "entities", ("--kind", "place")),
        ("source", "sources", ()),
        ("source", "sources", ("--kind", "court")),
        ("claim", "claims", ()),
    ],
)
def test_new_record_checks_as_it_is(
    dossier: Dossier, site: Path, type_: str, folder: str, more: tuple[str, ...]
) -> None:
    made = dossier("new", type_, "Quay: No. 7", "--site", site, *more, "--json")

    path = made.report["path"]
    assert path == f"content/{folder}/quay-no-7.{'yml' if type_ == 'claim' else 'md'}"
    assert dossier("check", "--site", site, "--strict").code == 0
    if more:
        assert f"\nkind: {more[1]} " in (site / path).read_text()


@pytest.mark.parametrize("type_", ["article", "claim", "entity", "source"])
def test_every_key_of_a_new_record_is_one_that_there_is(
    dossier: Dossier, site: Path, type_: str
) -> None:
    """Without comment marks each line is one that can be read; it names what is not there."""
    path = site / dossier("new", type_, "Quay", "--site", site, "--json").report["path"]
    text = path.read_text().replace("status: draft", "status: published")
    text = re.sub(r"(?m)^(\w+): \[\]$", r"\1:", text)
    path.write_text(re.sub(r"(?m)^(#(?= {2})|# (?=[a-z_]+:))", "", text))

    # Some of the keys withhold it, and a log tells nothing of that.
    told = dossier("check", "--site", site, "--json", "--show-withheld").report["diagnostics"]

    here = [one for one in told if one["path"] == path.relative_to(site).as_posix()]
    known = ("ref-unknown-", "ref-unused-", "anno-lost", "anno-none")
    assert len(here) > 1
    assert [one for one in here if not one["code"].startswith(known)] == []


def test_a_taken_id_is_not_taken_again(dossier: Dossier, site: Path) -> None:
    made = dossier("new", "entity", "Ines Calder", "--site", site)

    assert made.out.endswith("/content/entities/ines-calder-2.md\n")
    assert "note: `ines-calder` is there already; this one is `ines-calder-2`\n" in made.err


def test_an_id_that_is_given_is_used_or_refused(dossier: Dossier, site: Path) -> None:
    free = dossier("new", "entity", "Ines", "--id", "the-master", "--site", site)
    taken = dossier("new", "entity", "Ines", "--id", "ines-calder", "--site", site)
    unfit = dossier("new", "entity", "Ines", "--id", "../Ines", "--site", site)

    assert free.out.endswith("/content/entities/the-master.md\n")
    assert (taken.code, taken.err.splitlines()[0]) == (2, "error: the id `ines-calder` is taken")
    assert (unfit.code, unfit.err) == (
        2,
        "error: `../Ines` cannot be an id\nhint: did you mean `ines`?\n",
    )


def test_new_never_overwrites(dossier: Dossier, site: Path) -> None:
    # A file whose record has another id: the id is free, the place is not.
    file = site / "content" / "entities" / "quay.md"
    file.write_text("---\nid: other\nkind: place\nname: Quay\n---\n")
    before = file.read_bytes()

    result = dossier("new", "entity", "Quay", "--site", site)

    assert (result.code, result.err) == (1, "error: `content/entities/quay.md` is there already\n")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("article", " \n "), "the title has no words"),
        (("article", "x", "--kind", "news"), "an article has no kind"),
        (("entity", "x", "--kind", "persn"), "there is no kind of entity `persn`"),
        (("source", "x", "--kind", "newspapr"), "there is no kind of source `newspapr`"),
    ],
)
def test_new_refuses_what_makes_no_record(
    dossier: Dossier, site: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = tree(site / "content")

    result = dossier("new", *arguments, "--site", site)

    assert (result.code, result.err.splitlines()[0]) == (2, f"error: {message}")
    assert tree(site / "content") == before


def test_new_says_why_settings_cannot_be_read(dossier: Dossier, site: Path) -> None:
    (site / "site.yml").write_text("- a list\n")

    result = dossier("new", "article", "Quay", "--site", site)

    assert result.code == 1
    assert result.err.startswith("site.yml:1:1: error[")


def test_files_are_written_whole_and_never_over_others(tmp_path: Path) -> None:
    (tmp_path / "same").write_text("a")
    (tmp_path / "other").write_text("b")

    assert write_new_files(tmp_path, [("same", b"a"), ("deep/new", b"c")]) == ("deep/new",)
    with pytest.raises(OccupiedError):
        write_new_files(tmp_path, [("other", b"x")])
    with pytest.raises(OccupiedError):
        write_new_files(tmp_path, [("deep", b"x")])
    assert tree(tmp_path) == {"deep/new": b"c", "other": b"b", "same": b"a"}


def test_what_cannot_be_written_whole_is_not_written_at_all(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    root = tmp_path / "new" / "root"

    with pytest.raises(OSError, match="too long"):
        write_new_files(root, [("one/two/file", b"x"), ("x" * 300, b"x")])
    with pytest.raises(OccupiedError):
        write_new_files(tmp_path, [("one/file", b"x"), ("mine", b"x")])

    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_no_link_leads_a_new_file_out_of_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dangling.md").symlink_to(outside / "new.md")

    with pytest.raises(OutsideError):
        write_new_files(root, [("link/deep/file", b"x")])
    with pytest.raises(OccupiedError):
        write_new_files(root, [("dangling.md", b"x")])
    assert tree(outside) == {}
    assert list(outside.iterdir()) == []


def test_ctrl_c_while_reading_leaves_init_undone(tmp_path: Path) -> None:
    # However early or late the signal comes, the folder is whole or empty.
    for delay in (0.2, 0.5, 0.8):
        folder = tmp_path / f"at-{delay}"
        process = subprocess.Popen(
            [sys.executable, "-m", "dossierpress", "init", folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)

        found = set(tree(folder)) if folder.exists() else set()
        assert not found or set(PARTS) <= found
