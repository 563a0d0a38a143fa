"""`dossier build` and `dossier check`: what they say, to people and to programs."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from calling import Dossier

from building import tree
from dossierpress.cli.show_diagnostics import MOST_SHOWN
from dossierpress.source.project import project_at


def test_a_build_says_what_it_did(dossier: Dossier, site: Path) -> None:
    result = dossier("build", "--site", site)

    assert (result.code, result.out) == (0, "")
    read, made, wrote, took, published, following = result.err.splitlines()
    assert read == "read 6 files: 6 parsed, 0 known already"
    assert made.startswith("made 34 pages: 34 rendered, 0 skipped as unchanged (2 article, ")
    assert wrote.endswith(", pruned 0")
    assert "parse " in took
    assert "render " in took
    assert published == f"published in `{site / 'output'}`"
    assert following == f"next: `dossier serve --site {site}` shows it while you write"
    assert (site / "output" / "index.html").is_file()


def test_the_second_build_renders_nothing(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)

    counts = dossier("build", "--site", site, "--json").report["counts"]

    assert (counts["parsed"], counts["rendered"], counts["written"]) == (0, 0, 0)
    assert counts["skipped"] == counts["pages"] > 0


def test_another_output_folder(dossier: Dossier, site: Path, tmp_path: Path) -> None:
    result = dossier("build", "--site", site, "--output", tmp_path / "elsewhere")

    assert result.code == 0
    assert (tmp_path / "elsewhere" / "index.html").is_file()
    assert not (site / "output").exists()


def test_verify(dossier: Dossier, site: Path) -> None:
    result = dossier("build", "--site", site, "--verify")

    assert result.code == 0
    assert "verified: a clean build writes the same bytes\n" in result.err


@pytest.mark.parametrize("command", ["build", "check"])
def test_quiet_says_nothing_of_what_went_well(
    dossier: Dossier, unremarkable: Path, command: str
) -> None:
    result = dossier(command, "--site", unremarkable, "--quiet")

    assert (result.code, result.out, result.err) == (0, "", "")


def test_diagnostics_are_talk_and_output_stays(dossier: Dossier, broken: Path) -> None:
    odd = broken / "content" / "articles" / "odd.md"
    mended = odd.read_text()
    odd.unlink()
    dossier("build", "--site", broken)
    before = tree(broken / "output")
    odd.write_text(mended)

    result = dossier("build", "--site", broken)

    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(
        "content/articles/odd.md:3:12: error[ref-unknown-entity]:"
        " no entity has the id `larkhavn`\n"
        "    3 | entities: [larkhavn]\n"
        "      |            ^^^^^^^^\n"
        "hint: did you mean `larkhaven`?\n"
    )
    assert "1 error: nothing new is published\n" in result.err
    assert "next: `dossier explain ref-unknown-entity`" in result.err
    assert tree(broken / "output") == before


def test_diagnostics_as_json_are_data(dossier: Dossier, broken: Path) -> None:
    result = dossier("check", "--site", broken, "--format", "json", "--quiet")

    assert (result.code, result.err) == (1, "")
    [problem] = json.loads(result.out)["diagnostics"]
    assert (problem["code"], problem["path"], problem["line"], problem["column"]) == (
        "ref-unknown-entity",
        "content/articles/odd.md",
        3,
        12,
    )


def test_diagnostics_for_github_are_workflow_commands(dossier: Dossier, broken: Path) -> None:
    result = dossier("check", "--site", broken, "--format", "github")

    assert result.code == 1
    assert result.out.startswith(
        "::error file=content/articles/odd.md,line=3,col=12,endColumn=20,"
        "title=ref-unknown-entity::no entity has the id `larkhavn`"
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_report_is_all_there_is_on_stdout(dossier: Dossier, broken: Path, form: str) -> None:
    result = dossier("check", "--site", broken, "--json", "--format", form)

    report = result.report
    assert {key: report[key] for key in ("report", "version", "command", "exit_code")} == {
        "report": "dossierpress",
        "version": 1,
        "command": "check",
        "exit_code": 1,
    }
    assert (report["errors"], report["warnings"], report["published"]) == (1, 0, False)
    assert [one["code"] for one in report["diagnostics"]] == ["ref-unknown-entity"]
    assert set(report["seconds"]) == {"read", "parse", "resolve", "plan", "guard"}


def test_the_report_of_a_build_names_what_changed(dossier: Dossier, site: Path) -> None:
    dossier("build", "--site", site)
    (site / "content" / "articles" / "bridge-hearing-announced.md").unlink()

    report = dossier("build", "--site", site, "--json").report

    assert report["published"] is True
    assert "articles/bridge-hearing-announced.html" in report["pruned"]
    assert "articles/swing-bridge-closes.html" in report["written"]


def test_strict_takes_warnings_for_errors(dossier: Dossier, site: Path) -> None:
    (site / "content" / "entities" / "namesake.yml").write_text(
        "- {id: other-ines, kind: person, name: Ines Calder}\n"
    )

    assert dossier("check", "--site", site).code == 0
    strict = dossier("check", "--site", site, "--strict")
    assert strict.code == 1
    assert "error[ref-ambiguous-name]" in strict.err


def test_text_is_cut_after_many_and_json_is_not(dossier: Dossier, unremarkable: Path) -> None:
    site = unremarkable
    entities = ", ".join(f"nobody-{number}" for number in range(MOST_SHOWN + 7))
    (site / "content" / "articles" / "odd.md").write_text(
        f"---\ntitle: Odd\nentities: [{entities}]\n---\n"
    )

    text = dossier("check", "--site", site)
    data = dossier("check", "--site", site, "--format", "json")

    assert text.err.count("error[ref-unknown-entity]") == MOST_SHOWN
    assert text.err.startswith(f"{MOST_SHOWN + 7} problems in 1 file, 1 kind:\n")
    assert "\n… and 7 more; `--format json` lists them all\n" in text.err
    assert f"{MOST_SHOWN + 7} errors\n" in text.err
    assert len(json.loads(data.out)["diagnostics"]) == MOST_SHOWN + 7


def test_check_writes_nothing_but_its_cache(dossier: Dossier, site: Path) -> None:
    before = tree(site)

    dossier("check", "--site", site)

    assert tree(site) == before


def test_no_colour_unless_wanted(
    dossier: Dossier, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = dossier("check", "--site", broken).err
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = dossier("check", "--site", broken).err
    monkeypatch.setenv("NO_COLOR", "1")
    refused = dossier("check", "--site", broken).err

    assert "\x1b[" not in plain
    assert "\x1b[31m" in coloured
    assert "\x1b[" not in refused


def test_ctrl_c_leaves_nothing_behind(site: Path) -> None:
    articles = site / "content" / "articles"
    for number in range(400):
        (articles / f"a-{number}.md").write_text(f"---\ntitle: A {number}\n---\n\nText.\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "dossierpress", "build", "--site", site, "--jobs", "2"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not project_at(site).cache.exists():
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert err.splitlines()[-1] == "error: interrupted"
    assert "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    left = [path for path in site.rglob("*") if path.name.endswith((".part", ".tmp"))]
    assert left == []
