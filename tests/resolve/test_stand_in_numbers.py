"""Stand-ins are numbered as readers meet them, and keep their numbers from edition to edition."""

import os
import re
from pathlib import Path

import pytest

from building import lay, tree
from dossierpress.schema.stand_ins import StandIn, read_stand_ins, stand_ins_of, write_out
from dossierpress.source.project import Project
from harness import call_dossier

ADAM = "- {id: adam, kind: person, name: Adam Aaaaa, private: true}\n"
MIKE = "- {id: mike, kind: person, name: Mike Mmmmm, private: true}\n"
BOB = "- {id: bob, kind: person, name: Bob Bbbbbbb, private: true}\n"
FILE = "stand-ins.yml"


def article(body: str, date: str = "2024", more: str = "") -> str:
    return f"---\ntitle: Some text\ndate: {date}\n{more}---\n{body}\n"


def site(tmp_path: Path, *, entities: str = ADAM + MIKE, **articles: str) -> Project:
    files: dict[str, str | bytes] = {
        "site.yml": "title: T\nurl: https://x.example/\n",
        "content/entities/e.yml": entities,
    }
    for id_, text in (articles or {"a": article("Mike Mmmmm said so.")}).items():
        files[f"content/articles/{id_}.md"] = text
    return lay(tmp_path / "site", files)


def built(project: Project, *options: str) -> Project:
    done = call_dossier("build", "--site", project.root, *options)
    assert done.returncode == 0, done.stderr
    return project


def people(project: Project, id_: str = "a") -> list[str]:
    page = (project.output / "articles" / f"{id_}.html").read_text()
    return list(dict.fromkeys(re.findall(r"(?:Person|Source|Organization) \d+", page)))


def test_only_who_is_named_has_a_number(tmp_path: Path) -> None:
    project = built(site(tmp_path))
    before = tree(project.output)

    lay(project.root, {"content/entities/f.yml": BOB})
    built(project)

    assert people(project) == ["Person 1"]
    assert tree(project.output) == before


def test_a_number_stays_when_somebody_is_named_earlier_or_goes(tmp_path: Path) -> None:
    project = built(site(tmp_path, entities=ADAM + MIKE + BOB))
    lay(project.root, {"content/articles/older.md": article("Adam Aaaaa came.", "1999")})
    built(project)
    assert (people(project), people(project, "older")) == (["Person 1"], ["Person 2"])

    (project.root / "content/articles/a.md").unlink()
    lay(project.root, {"content/articles/third.md": article("Bob Bbbbbbb came.", "2023")})
    built(project)

    # Nobody takes over the number of somebody who is gone.
    assert (people(project, "older"), people(project, "third")) == (["Person 2"], ["Person 3"])


def test_numbers_go_by_date_and_then_by_place(tmp_path: Path) -> None:
    project = built(
        site(
            tmp_path,
            entities=ADAM + MIKE + BOB,
            newer=article("Adam Aaaaa came.", "2024-02"),
            older=article("[[mike]] met Bob Bbbbbbb, and Mike Mmmmm again.", "2024-01"),
        )
    )

    assert people(project, "older") == ["Person 1", "Person 2"]
    assert people(project, "newer") == ["Person 3"]


@pytest.mark.parametrize(
    ("more", "body"),
    [
        ("quotations: [{quote: so it is, speaker: mike}]\n", "He said so it is."),
        ("claims: [{id: c, text: So., reports: [{by: mike}]}]\n", "Words."),
        ("claims: [{id: c, text: So., reports: [{by: {unnamed: one}, citing: [mike]}]}]\n", "W."),
        ("", "[He there]{entity=mike} said so."),
        ("", "So said [that man](../entities/e.yml) and [[mike|he]]."),
    ],
)
def test_who_is_only_spoken_of_has_a_number_too(tmp_path: Path, more: str, body: str) -> None:
    body = body.replace("[that man](../entities/e.yml)", "the man")
    project = built(site(tmp_path, a=article(body, more=more)))

    text = "".join(path.read_text(errors="replace") for path in project.output.rglob("*.html"))
    assert "Person 1" in text
    assert not re.search(r"Person (?:[02-9]|$)|>Person<", text)
    assert (project.root / FILE).read_text().endswith("person:\n  1: mike\n")


@pytest.mark.parametrize(
    "keys", ["private: true\n", "status: draft\n", "embargo_until: 2999-01-01T00:00Z\n"]
)
def test_who_is_named_in_what_is_withheld_has_none(tmp_path: Path, keys: str) -> None:
    held = article("Adam Aaaaa came.", "1999", keys)
    project = built(site(tmp_path, a=article("Mike Mmmmm came."), held=held))

    assert people(project) == ["Person 1"]
    assert (project.root / FILE).read_text().endswith("person:\n  1: mike\n")


def test_a_clean_build_gives_the_same_bytes(tmp_path: Path) -> None:
    project = built(site(tmp_path, entities=ADAM + MIKE + BOB))
    lay(project.root, {"content/articles/older.md": article("Adam Aaaaa came.", "1999")})
    built(project, "--verify")
    files: dict[str, str | bytes] = {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in project.root.rglob("*")
        if path.is_file() and path.relative_to(project.root).parts[0] not in ("output", ".editions")
    }

    other = built(lay(tmp_path / "other", files))

    assert tree(other.output) == tree(project.output)
    assert (other.root / FILE).read_bytes() == (project.root / FILE).read_bytes()


@pytest.mark.parametrize("command", ["check", "diff"])
def test_what_does_not_publish_writes_nothing(tmp_path: Path, command: str) -> None:
    project = site(tmp_path)

    done = call_dossier(command, "--site", project.root)

    assert done.returncode == 0, done.stderr
    assert not (project.root / FILE).exists()


def test_an_edition_of_another_moment_keeps_no_number(tmp_path: Path) -> None:
    project = site(tmp_path)

    done = call_dossier(
        "build", "--site", project.root, "--as-of", "2999-01-01T00:00Z", "--output", tmp_path / "o"
    )

    assert done.returncode == 0, done.stderr
    assert not (project.root / FILE).exists()


def test_the_file_is_not_published_and_names_nobody(tmp_path: Path) -> None:
    project = built(site(tmp_path))

    kept = (project.root / FILE).read_text()
    assert "Mike" not in kept
    assert not [path for path in project.output.rglob("*") if "stand-ins" in path.name]
    assert "mike" not in "".join(
        path.read_text(errors="replace").lower()
        for path in project.output.rglob("*")
        if path.is_file()
    )


@pytest.mark.parametrize(
    "damaged",
    [
        b"person:\n  1: mike\n  1: adam\n",
        b"person:\n  zero: mike\n",
        b"person: mike\n",
        b"- mike\n",
        b"person:\n  1: [mike]\n",
        b"person:\n<<<<<<< HEAD\n  1: mike\n=======\n  1: adam\n>>>>>>> edits\n",
        b"\xff\xfe\x00",
        b"person:\n  1: Mike Mmmmm\n",
        b"",
        b"# Which number stands for which\n",
        b"\xef\xbb\xbf",
    ],
)
def test_a_damaged_file_is_told_and_nothing_is_published(tmp_path: Path, damaged: bytes) -> None:
    project = site(tmp_path)
    lay(project.root, {FILE: damaged})

    done = call_dossier("build", "--site", project.root)

    assert done.returncode == 1
    assert f"{FILE}:" in done.stderr
    assert not project.output.exists()
    assert (project.root / FILE).read_bytes() == damaged


def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    project = site(tmp_path)
    other = tmp_path / "other.yml"
    other.write_text("person:\n  7: mike\n")
    (project.root / FILE).symlink_to(other)

    done = call_dossier("build", "--site", project.root)

    assert done.returncode == 1
    assert FILE in done.stderr
    assert other.read_text() == "person:\n  7: mike\n"
    assert not project.output.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    project = site(tmp_path)
    project.root.chmod(0o555)
    try:
        done = call_dossier("build", "--site", project.root, "--output", tmp_path / "o")
    finally:
        project.root.chmod(0o755)

    assert done.returncode == 1
    assert not (tmp_path / "o").exists()


def test_a_new_label_keeps_the_numbers_and_two_kinds_of_one_label_share_none(
    tmp_path: Path,
) -> None:
    project = built(site(tmp_path))
    lay(
        project.root,
        {
            "site.yml": "title: T\nkinds:\n  person: {label: Personne, plural: Personnes}\n"
            "  agent: {label: Personne, plural: Agents}\n",
            "content/entities/f.yml": "- {id: x, kind: agent, name: Xavier Xxxx, private: true}\n",
            "content/articles/b.md": article("Xavier Xxxx came.", "1999"),
        },
    )

    built(project)

    pages = {id_: (project.output / f"articles/{id_}.html").read_text() for id_ in "ab"}
    assert "Personne 1" in pages["a"]
    assert "Personne 2" in pages["b"]


def test_a_record_with_a_new_id_keeps_its_number(tmp_path: Path) -> None:
    project = built(site(tmp_path))
    lay(
        project.root,
        {
            "content/entities/e.yml": ADAM
            + MIKE.replace("id: mike", "id: mike-m, formerly: [mike]"),
            "content/articles/older.md": article("Adam Aaaaa came.", "1999"),
        },
    )

    built(project)

    assert (people(project), people(project, "older")) == (["Person 1"], ["Person 2"])


def test_what_is_written_is_what_is_read() -> None:
    given = stand_ins_of(
        [
            StandIn(kind="source", number=2, id="b"),
            StandIn(kind="person", number=10, id="a-1"),
            StandIn(kind="person", number=2, id="z"),
        ]
    )

    assert read_stand_ins(write_out(given)) == (given, ())


@pytest.mark.parametrize(
    ("lang", "source", "article_"),
    [
        ("de-AT", "Quelle 1", "ein unveröffentlichter Artikel"),
        ("fa", "منبع 1", "مقاله‌ای منتشرنشده"),
        ("ja", "Source 1", "an unpublished article"),
    ],
)
def test_words_that_stand_for_others_are_in_the_language_of_the_dossier(
    tmp_path: Path, lang: str, source: str, article_: str
) -> None:
    project = site(
        tmp_path,
        a=article("The Mole wrote it. See [[draft]]."),
        draft=article("Not yet.", more="status: draft\n"),
    )
    lay(
        project.root,
        {
            "site.yml": f"title: T\nlang: {lang}\n",
            "content/sources/s.yml": "{id: mole, kind: wire, name: The Mole, private: true}\n",
        },
    )
    built(project)

    page = (project.output / "articles" / "a.html").read_text(encoding="utf-8")
    assert source in page
    assert article_ in page
