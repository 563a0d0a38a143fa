"""A log, which more people may read than the content, does not tell what is withheld."""

import json
import re
from pathlib import Path

import pytest

from building import lay
from dossierpress.facts.records import parse_file
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.files import ContentFile
from dossierpress.source.project import Project
from dossierpress.visibility.log_redaction import redaction_of
from harness import call_dossier, run_dossier
from leaks.canaries import Canaries, dossier_with_canaries


@pytest.fixture
def birds() -> Canaries:
    """Every withheld file, and one that is published, has a mistake in a line that is quoted."""
    birds = dossier_with_canaries()
    for path, data in birds.files.items():
        published = "public" in path or "unreviewed" in path  # of that, only parts are withheld
        if isinstance(data, str) and not published and path.endswith(".md"):
            birds.files[path] = f"{data}\n{birds.word()} [here](javascript:{birds.word()}).\n"
    return birds


def settings() -> ParseConfig:
    config, _ = read_config(b"title: Test\n")
    assert config is not None
    return parse_config(config)


def log_of(*arguments: str | Path) -> tuple[int, str]:
    done = call_dossier(*arguments)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["build", "check", "diff"])
@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_mistakes_in_what_is_withheld_are_counted_and_not_quoted(
    birds: Canaries, project: Project, command: str, form: str
) -> None:
    # In a process of its own, for whatever else that might write into a log.
    done = run_dossier(command, "--site", project.root, "--format", form)
    log = done.stdout + done.stderr

    assert 1 == done.returncode
    published = str(birds.files["content/pages/about.md"])
    assert [] == [word for word in birds.words if word in log and word not in published]
    assert "problems are in what is withheld, and not shown in a log" in log
    # A mistake of a published page is shown as ever.
    assert "content/pages/about.md" in log


def test_the_author_can_ask_for_all(birds: Canaries, project: Project) -> None:
    code, log = log_of("check", "--site", project.root, "--show-withheld")

    assert 1 == code
    assert [] != [word for word in birds.words if word in log]
    assert "not shown in a log" not in log


def test_a_draft_that_cannot_be_read_is_not_quoted_either(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/open.md": "---\ntitle: [Open\n---\nText.\n",
            "content/articles/shut.md": "---\nstatus: draft\ntitle: [Zqzqzqzqzq\n---\nText.\n",
        },
    )

    _, log = log_of("check", "--site", project.root)

    assert "content/articles/open.md" in log
    assert "qzqz" not in log.lower()
    assert "shut.md" not in log


def test_a_hint_does_not_name_what_is_withheld(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/open.md": "---\ntitle: Open\n---\nSee [[the-informant-lis]].\n",
            "content/articles/the-informant-list.md": "---\ntitle: X\nstatus: draft\n---\nText.\n",
        },
    )

    code, log = log_of("check", "--site", project.root)

    assert 1 == code
    assert "the-informant-list" not in log
    assert "`the-informant-lis`" in log


@pytest.mark.parametrize("form", ["md", "yml"])
@pytest.mark.parametrize(
    "key",
    [
        "embargo_until: 2099-01-01",
        "embargo_until:\n  2099-01-01",
        "expires: 2099-01-01",
        "draft: true",
        "Draft: True",
        "published: false",
        "publishDate: 2099-01-01",
        "status: Draft",
        "status: embargoed",
        "state: draft",
        "private: yes please",
        "privat: true",
        "embargo_untill: 2099-01-01T00:00Z",
        "embargo: 2099-01-01",
        "hidden: true",
        "visibility: internal",
        "draft: true\ntitle: [Zqzqzqzqzq",
        "published: no\ntitle: [Zqzqzqzqzq",
    ],
)
def test_what_was_to_be_withheld_is_hidden_where_that_is_said_wrongly(key: str, form: str) -> None:
    mistakes = "datte: Zqzqzqzqzq and more\nsummary: [Zqzqzqzqzq]\n"
    path, text = {
        "yml": ("entities/shut.yml", f"kind: person\nname: A\n{key}\n{mistakes}"),
        "md": ("articles/shut.md", f"---\n{key}\n{mistakes}---\n[^zqzqzqzqzq]\n"),
    }[form]
    file = ContentFile(
        path=f"content/{path}",
        type="entity" if form == "yml" else "article",
        held=text.encode(),
        digest="",
    )
    read = parse_file(file, settings())
    assert read.diagnostics

    hidden = redaction_of([file], [read], ())

    told = [hidden.redacted(one) for one in read.diagnostics]
    assert [(one.code, one.path, one.span) for one in read.diagnostics] == [
        (one.code, one.path, one.span) for one in told if one
    ]
    assert "qzqz" not in repr(told).lower()
    assert not hidden.quotes(file.path, 1)


def test_a_log_does_not_quote_what_was_to_be_withheld(tmp_path: Path) -> None:
    wrong = ["embargo_until: 2099-01-01", "draft: true", "status: Draft", "embargo: 2099-01-01"]
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/open.md": "---\ntitle: Open\n---\nSee [[zzyzx]].\n",
        }
        | {
            f"content/articles/shut-{number}.md": f"---\ntitle: Shut\n{key}\n"
            "summary: [Zqzqzqzqzq]\n---\n[[zqzqzqzqzq]]\n"
            for number, key in enumerate(wrong)
        },
    )

    code, log = log_of("check", "--site", project.root)

    assert 1 == code
    assert "content/articles/open.md" in log
    assert "qzqz" not in log.lower()
    for number in range(len(wrong)):
        assert f"content/articles/shut-{number}.md:3:" in log
    assert "`embargo_until: …`" in log
    assert "not shown in a log" not in log


def test_what_is_published_and_only_looks_like_it_is_shown(tmp_path: Path) -> None:
    """A plain mistake is told, whatever else has a key of that name."""
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/a.md": "---\ntitle: A\ndraft: false\n---\nText.\n",
            "content/articles/b.md": "---\ntitle: B\n---\nDraft: [[zzyzx]].\n",
            "content/claims/c.yml": "text: C.\nstatus: reportet\n",
            "content/sources/s.yml": "kind: document\nname: S\npublished: soon\n",
            "content/articles/e.md": "---\ntitle: E\nembargo_until: 2020-01-01T00:00Z\n"
            "summary: [a]\n---\nText.\n",
        },
    )

    code, log = log_of("check", "--site", project.root)

    assert 1 == code
    for path in (
        "articles/a.md",
        "articles/b.md",
        "articles/e.md",
        "claims/c.yml",
        "sources/s.yml",
    ):
        assert f"content/{path}" in log
    assert "not shown in a log" not in log


def test_where_the_settings_are_wrong_a_draft_is_not_quoted_either(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "titel: Test\n",
            "content/articles/open.md": "---\ntitle: A\ntitle: Open\n---\nText.\n",
            "content/articles/shut.md": "---\nstatus: draft\ntitle: Zqzqzqzqzq\n"
            "title: Zqzqzqzqzq\n---\n[^zqzqzqzqzq]\n",
        },
    )

    _, log = log_of("check", "--site", project.root)

    assert "content/articles/open.md" in log
    assert "qzqz" not in log.lower()


def test_a_message_is_told_without_the_note_that_points_into_a_withheld_file(
    tmp_path: Path,
) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/open.md": "---\ntitle: Open\n---\nSays [@reutrs] and [@vetrs].\n",
            "content/sources/all.yml": "- {id: reuters, kind: wire, name: Reuters}\n"
            "- {id: veters, kind: person, name: Zqzqzqzqzq, private: true}\n",
        },
    )

    code, log = log_of("check", "--site", project.root)

    assert 1 == code
    assert "content/articles/open.md:4:" in log
    assert "`reutrs`" in log
    assert "did you mean" in log
    assert "veters" not in log
    assert "not shown in a log" not in log
    assert "is defined at content/sources/all.yml:1:" in log
    assert "all.yml:2" not in log


def test_of_a_list_what_is_published_is_told(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/sources/all.yml": "- id: reuters\n  kind: wire\n  name: Reuters\n"
            "  owner: nobody-at-all\n"
            "- id: veters\n  kind: person\n  name: Zqzqzqzqzq\n  private: true\n"
            "  owner: nobody-zqzqzqzqzq\n"
            "- {id: afp, kind: wire, name: AFP, publisher: vetrs}\n",
        },
    )

    code, log = log_of("check", "--site", project.root)

    assert 1 == code
    assert "content/sources/all.yml:4:10" in log
    assert "nobody-at-all" in log
    assert "qzqz" not in log.lower()
    assert "veters" not in log
    # Of the two others, one is of what is withheld and one only has a hint that names it.
    assert "content/sources/all.yml:10:" in log
    assert "`vetrs`" in log
    assert "1 problem is in what is withheld" in log


FOUR_MISTAKES: dict[str, str | bytes] = {
    "site.yml": "title: T\nlang: en\nurl: https://ex.example/dossier/\n",
    "content/articles/a.md": "---\ntitle: A\ndate: 2024-05-23\n---\nx [@s] [@t]\n",
    "content/sources/s.yml": "- {id: s, kind: document, name: Report, published: 2024-13}\n"
    "- {id: t, kind: document, name: Other, url: nope}\n",
    "content/entities/e.yml": "- {id: ev, kind: event, name: Evening talk, start: 23 May 2024}\n"
    "- {id: p, kind: person, name: Pat Roe, born: nope}\n",
}


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_mistakes_in_files_that_withhold_nothing_are_all_told(tmp_path: Path, form: str) -> None:
    project = lay(tmp_path / "site", FOUR_MISTAKES)

    code, log = log_of("build", "--site", project.root, "--format", form)

    assert 1 == code
    assert "not shown in a log" not in log
    for value in ("2024-13", "nope", "23 May 2024"):
        assert f"`{value}`" in log
    for code_, times in (("schema-bad-date", 3), ("schema-bad-url", 1)):
        assert times == len(re.findall(rf"(?:\[|=|: \")\b{code_}\b", log))


def test_a_mistake_in_a_claims_status_hides_nothing_of_its_file(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/claims/c.yml": "- {id: a, text: A., status: reportet}\n"
            "- {id: b, text: B., about: [nobody-at-all]}\n",
        },
    )

    _, log = log_of("check", "--site", project.root)

    assert "`reportet`" in log
    assert "nobody-at-all" in log
    assert "not shown in a log" not in log


def test_an_entry_that_became_no_record_is_not_quoted_where_it_may_be_private(
    tmp_path: Path,
) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/entities/e.yml": "- {id: open, kind: person, name: Open, born: nope}\n"
            "- {kind: person, name: Zqzqzq Zqzq, private: true}\n",
        },
    )

    _, log = log_of("check", "--site", project.root)

    assert "qzqz" not in log.lower()
    assert "content/entities/e.yml:2:" in log


def test_the_report_for_programs_tells_what_is_not_shown(project: Project) -> None:
    done = call_dossier("check", "--site", project.root, "--json")
    whole = call_dossier("check", "--site", project.root, "--json", "--show-withheld")

    report, revealed = json.loads(done.stdout), json.loads(whole.stdout)
    assert report["diagnostics_not_shown"] > 0 == revealed["diagnostics_not_shown"]
    assert report["diagnostics_not_shown"] == len(revealed["diagnostics"]) - len(
        report["diagnostics"]
    )


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_hint_in_a_log_names_nobody_who_is_withheld(tmp_path: Path, form: str) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/entities/all.yml": "- {id: kim, kind: person, name: Kim, private: true}\n"
            "- {id: open-yard, kind: organization, name: Open Yard}\n",
            "content/articles/quiet-harbour.md": "---\ntitle: Q\nstatus: draft\n---\nText.\n",
            "content/articles/a.md": "---\ntitle: A\n---\n[[kmi]] [[open-yrad]] [[quiet-harbor]]\n",
        },
    )

    code, log = log_of("check", "--site", project.root, "--format", form)
    _, whole = log_of("check", "--site", project.root, "--format", form, "--show-withheld")

    assert 1 == code
    assert [word for word in ("kmi", "open-yrad", "quiet-harbor") if word not in log] == []
    assert "did you mean `open-yard`?" in log
    assert [word for word in ("`kim`", "quiet-harbour") if word in log] == []
    assert "did you mean `kim`?" in whole
    assert "did you mean `quiet-harbour`?" in whole


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_a_private_name_in_a_published_text_is_told_by_its_place(tmp_path: Path, form: str) -> None:
    """The log of a server is where most builds fail: it says where, and not whom."""
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/entities/z.yml": "kind: person\nname: Zorblat Quimby\nprivate: true\n",
            "content/articles/a.md": "---\ntitle: A word of Zorblat Quimby\n---\nText.\n",
        },
    )

    code, log = log_of("build", "--site", project.root, "--format", form)

    assert code == 1
    assert "ref-private-name" in log
    assert "content/articles/a.md" in log
    assert "not shown in a log" not in log
    assert "orblat" not in log.casefold()
    assert "quimby" not in log.casefold()


def test_a_fix_in_a_log_pastes_nobody_who_is_withheld(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/entities/all.yml": "- {id: kim, kind: person, name: Kim, private: true}\n"
            "- {id: open-yard, kind: organization, name: Open Yard}\n",
            "content/articles/a.md": "---\ntitle: A\n---\n[[kmi]] [[open-yrad]]\n",
        },
    )

    log = call_dossier("check", "--site", project.root, "--json")
    whole = call_dossier("check", "--site", project.root, "--json", "--show-withheld")

    def pasted(report: str) -> list[list[str]]:
        found = json.loads(report)["diagnostics"]
        return [
            [fix["text"] for fix in one["fixes"]] for one in found if one["severity"] == "error"
        ]

    assert pasted(whole.stdout) == [["kim"], ["open-yard"]]
    assert pasted(log.stdout) == [[], ["open-yard"]]
