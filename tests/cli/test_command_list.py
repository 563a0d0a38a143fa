"""`dossier list`, `explain`, `schema`, `clean` and `completion`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from calling import Dossier

from building import tree
from dossierpress.cli.list_records import BROKEN_REFERENCES
from dossierpress.kernel.diagnostics import codes
from dossierpress.source.project import project_at


def rows(dossier: Dossier, what: str, site: Path) -> list[str]:
    """`type:id` of everything that a list shows."""
    records = dossier("list", what, "--site", site, "--json").report["records"]
    return [f"{one['type']}:{one['id']}" for one in records]


def test_drafts(dossier: Dossier, site: Path) -> None:
    for type_, name in (("articles", "one"), ("pages", "two")):
        (site / "content" / type_ / f"{name}.md").write_text(
            f"---\ntitle: The {name}\nstatus: draft\n---\n"
        )

    assert rows(dossier, "drafts", site) == ["article:one", "page:two"]
    text = dossier("list", "drafts", "--site", site)
    assert text.out == (
        "article:one  content/articles/one.md  The one\npage:two  content/pages/two.md  The two\n"
    )
    assert (text.code, text.err) == (0, "2 records\n")


def test_what_is_to_be_reviewed_is_listed_with_its_lines(dossier: Dossier, site: Path) -> None:
    (site / "content" / "articles" / "one.md").write_text(
        "---\ntitle: One\nquotations:\n  - quote: It is shut\n    speaker: {unnamed: a pilot}\n"
        "    review: open\nclaims:\n  - {id: shut, text: It is shut., review: open,\n"
        "     reports: [{by: {unnamed: a pilot}}]}\n---\n\n“It is shut.”\n"
    )

    text = dossier("list", "review", "--site", site)
    check = dossier("check", "--site", site)

    assert (text.code, text.out) == (
        0,
        (
            "quotation:one  content/articles/one.md:4  It is shut\n"
            "claim:shut  content/articles/one.md:8  It is shut.\n"
        ),
    )
    assert "[ref-open-review]: 1 claim and 1 quotation wait to be reviewed" in check.err
    assert rows(dossier, "review", site) == ["quotation:one", "claim:shut"]


def test_embargoed_are_those_whose_moment_has_not_come(
    dossier: Dossier, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, moment in (("early", "2021-01-01T00:00Z"), ("late", "2022-01-01T09:00+02:00")):
        (site / "content" / "articles" / f"{name}.md").write_text(
            f"---\ntitle: {name}\nembargo_until: {moment}\n---\n"
        )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1619395200")  # 2021-04-26

    assert rows(dossier, "embargoed", site) == ["article:late"]
    text = dossier("list", "embargoed", "--site", site)
    assert text.out.endswith("  late  until 2022-01-01T09:00:00+02:00\n")


def test_orphans_are_what_nothing_leads_to(dossier: Dossier, site: Path) -> None:
    content = site / "content"
    (content / "articles" / "alone.md").write_text("---\ntitle: Alone\n---\n\nText.\n")
    (content / "entities" / "alone.yml").write_text("{kind: person, name: Nobody Known}\n")
    (content / "sources" / "alone.yml").write_text("{kind: wire, name: Unheard News}\n")
    (content / "entities" / "self.md").write_text(
        "---\nkind: person\nname: Only Himself\nbirth-place: quay\n---\n\n[[self]] alone.\n"
    )
    (content / "entities" / "quay.yml").write_text("{kind: place, name: Far Quay}\n")

    assert rows(dossier, "orphans", site) == [
        *("article:alone", "entity:alone", "entity:self", "source:alone"),
    ]


def test_left_out_are_entities_without_a_page(dossier: Dossier, site: Path) -> None:
    (site / "content" / "entities" / "alone.yml").write_text("{kind: person, name: Nobody Known}\n")
    before = dossier("list", "left-out", "--site", site)
    settings = site / "site.yml"
    settings.write_text(f"{settings.read_text()}\npublish_entities: mentioned\n")

    text = dossier("list", "left-out", "--site", site)

    assert (before.code, before.out, before.err) == (0, "", "0 records\n")
    assert (text.code, text.out) == (0, "entity:alone  content/entities/alone.yml  Nobody Known\n")
    assert text.err == "1 record\n"
    assert rows(dossier, "left-out", site) == ["entity:alone"]
    assert "entity:alone" not in rows(dossier, "orphans", site)
    assert "entities left out beside these: 1" in dossier("list", "orphans", "--site", site).err
    report = dossier("report", "--site", site)
    assert "  left out   1, to which nothing published leads\n" in report.out
    assert dossier("report", "--site", site, "--json").report["coverage"]["left_out"] == 1


def test_the_starter_has_no_orphans(dossier: Dossier, site: Path) -> None:
    assert rows(dossier, "orphans", site) == []


def test_broken_shows_references_that_lead_nowhere_and_nothing_else(
    dossier: Dossier, broken: Path
) -> None:
    (broken / "content" / "articles" / "typo.md").write_text(
        "---\ntitle: Typo\nnope: 1\n---\n\n[[no-such]] [@nobody] ![x](../media/no.png)\n"
    )

    result = dossier("list", "broken", "--site", broken, "--json")

    assert result.code == 1
    assert {one["code"] for one in result.report["diagnostics"]} == {
        *("ref-unknown-entity", "ref-unknown-id", "ref-unknown-source", "ref-missing-media")
    }
    text = dossier("list", "broken", "--site", broken)
    assert (text.code, text.err.count("error["), text.err.splitlines()[-1]) == (
        1,
        4,
        "4 errors among references",
    )


def test_codes_of_broken_references_are_codes() -> None:
    assert set(codes()) >= BROKEN_REFERENCES


def test_explain_lists_every_code_by_stage(dossier: Dossier) -> None:
    result = dossier("explain")

    assert result.code == 0
    listed = [line.split()[0] for line in result.out.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(codes())
    for title in ("reading YAML", "linking records", "importing"):
        assert f"\n{title}\n" in f"\n{result.out}"


@pytest.mark.parametrize("code", ["ref-unknown-entity", "yaml-duplicate-key", "import-shape"])
def test_explain_tells_all_of_one(dossier: Dossier, code: str) -> None:
    result = dossier("explain", code)

    known = codes()[code]
    assert result.code == 0
    assert result.out.startswith(f"{code} ({known.severity}, ")
    assert known.meaning in result.out
    assert known.why in result.out
    for file in (*known.bad, *known.good):
        assert f"\n  {file.path}\n" in result.out


def test_explain_for_programs(dossier: Dossier) -> None:
    report = dossier("explain", "--json").report

    assert [one["code"] for one in report["codes"]] == list(codes())
    assert all(one["meaning"] and one["why"] for one in report["codes"])


def test_schema_of_one_and_of_all(dossier: Dossier) -> None:
    everything = json.loads(dossier("schema").out)
    site = json.loads(dossier("schema", "site").out)

    assert everything["site"] == site
    assert "title" in site["properties"]
    assert {"article", "entity", "source", "page"} <= set(everything)


def test_schema_knows_the_kinds_of_the_dossier(dossier: Dossier, site: Path) -> None:
    (site / "site.yml").write_text("title: T\nkinds:\n  vessel: {label: Vessel, plural: Vessels}\n")

    assert "vessel" in dossier("schema", "entity", "--site", site).out
    assert "vessel" not in dossier("schema", "entity").out


def test_schemas_for_programs(dossier: Dossier, tmp_path: Path) -> None:
    whole = dossier("schema", "--json").report
    one = dossier("schema", "article", "--json").report
    written = dossier("schema", "article", "--write", tmp_path / "made", "--json").report

    assert "schema" == whole["command"]
    assert ["article"] == list(one["schemas"])
    assert whole["schemas"]["article"] == one["schemas"]["article"]
    assert [str(tmp_path / "made/article.schema.json")] == written["written"]


def test_schema_files(dossier: Dossier, tmp_path: Path) -> None:
    result = dossier("schema", "--write", tmp_path / "schemas")

    assert result.code == 0
    written = tree(tmp_path / "schemas")
    assert sorted(written) == sorted(Path(line).name for line in result.out.splitlines())
    assert all(json.loads(data)["$schema"] for data in written.values())


def test_clean_removes_what_builds_made_and_nothing_else(dossier: Dossier, site: Path) -> None:
    before = tree(site)
    dossier("build", "--site", site)
    # The addresses that were published are content from then on.
    before["anchors.txt"] = (site / "anchors.txt").read_bytes()
    count = len(tree(site / "output")) - 1

    result = dossier("clean", "--site", site)

    assert (result.code, result.out) == (0, "")
    assert result.err == (
        f"removed {count} files of `{site / 'output'}`, and the cache `{project_at(site).cache}`\n"
    )
    assert tree(site) == before
    assert dossier("clean", "--site", site).err == f"removed 0 files of `{site / 'output'}`\n"


def test_clean_removes_what_a_killed_preview_left(
    dossier: Dossier, site: Path, tmp_path: Path
) -> None:
    left = tmp_path / "caches/previews/killed"
    left.mkdir(parents=True)
    (left / "draft.html").write_text("a draft")

    assert dossier("clean", "--site", site, "--cache", tmp_path / "caches").code == 0

    assert not left.exists()


def test_clean_keeps_what_is_not_ours(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)
    mine = site / "output" / "mine.txt"
    mine.write_text("mine")

    result = dossier("clean", "--site", site, "--json")

    assert mine.read_text() == "mine"
    assert result.report["exit_code"] == result.code
    assert [one["code"] for one in result.report["diagnostics"]] == ["out-foreign-file"]


def test_clean_of_another_folder_touches_only_that(
    dossier: Dossier, site: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("mine")

    result = dossier("clean", "--site", site, "--output", elsewhere)

    assert result.code == 1
    assert tree(elsewhere) == {"file": b"mine"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(dossier: Dossier, shell: str) -> None:
    result = dossier("completion", shell)

    assert result.code == 0
    assert "_DOSSIER_COMPLETE" in result.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dossier bu", ["plain,build"]),
        ("dossier check --fo", ["plain,--format"]),
        ("dossier check --format j", ["plain,json"]),
        ("dossier explain import-sh", ["plain,import-shape"]),
    ],
)
def test_a_shell_is_told_what_comes_next(words: str, expected: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dossierpress"],
        env={
            **os.environ,
            "_DOSSIER_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines() == expected


def test_bash_can_read_its_script(dossier: Dossier, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(dossier("completion", "bash").out)

    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
