"""What lies about in folders: litter is passed over, second versions of a file are told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import lay, publish, tree
from dossierpress.source import stray_files
from dossierpress.source.discovery import discover, read_settings, read_templates
from dossierpress.source.stray_files import is_litter, second_version

LITTER = [
    *(".DS_Store", "._lock.md", "Icon\r", "Icon\uf00d", "Thumbs.db", "ehthumbs.db", "desktop.ini"),
    *(".lock.md.swp", "lock.md~", "#lock.md#", ".#lock.md", ".~lock.lock.md#", "4913"),
    *("lock.md.swx", "~$lock.md", "lock.md.bak", "lock.md.orig", "lock.md___jb_tmp___", "__MACOSX"),
    *(".lock.md.kate-swp", ".goutputstream-AB12", ".stfolder", ".dropbox", ".sync.ffs_db"),
]

CERTAIN = [
    "lock (conflicted copy 2024-05-23).md",
    "lock (conflicted copy 2024-05-23 101112).md",
    "lock (Jane Roe's conflicted copy 2024-05-23).md",
    "lock (Jane Roe's conflicted copy 2024-05-23 (1)).md",
    "lock (NEWSDESK-PC's conflicted copy).md",
    "lock (Case Conflict).md",
    "lock (Unicode Encoding Conflict 1).md",
    "lock (In Konflikt stehende Kopie von Jana 2024-05-23).md",
    "lock (Copie en conflit de Jeanne 2024-05-23).md",
    "lock (Copia en conflicto de Juana 2024-05-23).md",
    "lock (Copia in conflitto di Gianna 2024-05-23).md",
    "lock (Cópia em conflito de Joana 2024-05-23).md",
    "lock (конфликтующая копия пользователя Яна 2024-05-23).md",
    "lock (نسخة متعارضة 2024-05-23).md",
    "lock (Jane の競合コピー 2024-05-23).md",
    "lock（Jane 的冲突副本 2024-05-23）.md",
    "lock.sync-conflict-20240523-101112-ABCDEFG.md",
    "lock.sync-conflict-20240523-101112.md",
    "lock_conflict-20240523-101112.md",
    "lock (SFConflict jane@newsroom.example 2024-05-23-10-11-12).md",
    "lock.BACKUP.1234.md",
    "lock_REMOTE_1234.md",
]

BESIDE = [
    *("lock (1).md", "lock(2).md", "lock 2.md", "lock copy.md", "lock copy 2.md", "lock - Copy.md"),
    *("lock - Copy (3).md", "lock Kopie.md", "lock - Kopie.md", "lock copie.md", "lock (copy).md"),
    *("lock (another copy).md", "Copy of lock.md", "Kopie von lock.md", "Copia de lock.md"),
    *("lock (conflict 2024-05-23-10-11-12).md", "lock (Jana Roe - Konflikt in Kopie).md"),
    *("lock [conflicted].md", "lock (衝突 1).md", "lock~HEAD.md", "lock~edits.md"),
    *("lock-DESKTOP-AB12CD3.md", "lock-LAPTOP-AB12CD34.md", "lock-JANES-PC.md", "lock-PC01.md"),
]

OF_ITS_OWN = [
    *("lock.md", "lock-2.md", "lock-copy.md", "clock.md", "armed-conflict.md", "lock-EN.md"),
    *("lock (Hamburg).md", "unlock 2.md", "conflicted copy.md", "lock.fr.md", "lock-NATO.md"),
    *("armed.conflict.md", "war (conflict).md", "lock-conflict-20240523.md", "door~HEAD.md"),
]


@pytest.mark.parametrize("name", LITTER)
def test_litter_is_passed_over_wherever_it_lies(tmp_path: Path, name: str) -> None:
    assert is_litter(name)
    files = {"site.yml": "title: T\n", "content/articles/lock.md": "---\ntitle: A\n---\nx\n"}
    for folder in ("", "content", "content/articles", "content/media", "templates/static"):
        files[f"{folder}/{name}".removeprefix("/")] = "not ours"

    lay(tmp_path, files)

    found, problems = discover(tmp_path)
    assert [file.path for file in found] == ["content/articles/lock.md"]
    assert problems == ()
    templates, wrong = read_templates(tmp_path)
    assert wrong == ()
    assert not [name for name, path in templates.paths if not path.startswith("theme:")]
    assert read_settings(tmp_path)[1] == ()


def test_a_lock_of_an_editor_is_no_link_to_follow(tmp_path: Path) -> None:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/.#lock.md").symlink_to("jane@newsdesk.1234:5678")

    assert discover(tmp_path) == ((), ())


@pytest.mark.parametrize("name", [*CERTAIN, *BESIDE])
def test_a_second_version_is_known_by_its_name(name: str) -> None:
    found = second_version(name, {"lock.md", name})

    assert found is not None
    assert found.first == "lock.md"
    assert found.synced is (name in CERTAIN)
    assert (second_version(name, {name}) is not None) is (name in CERTAIN)
    assert (second_version(name, {"lock.md"}, certain_only=True) is not None) is (name in CERTAIN)


@pytest.mark.parametrize("name", OF_ITS_OWN)
def test_every_other_name_is_one_of_its_own(name: str) -> None:
    assert second_version(name, {"lock.md", name}) is None


@given(name=st.from_regex(r"[a-z0-9-]{1,24}\.[a-z0-9]{1,8}", fullmatch=True), words=st.data())
def test_no_form_of_a_second_version_is_a_plain_name(name: str, words: st.DataObject) -> None:
    """Plain names are not compared with any form, so none may have one."""
    more = words.draw(
        st.sampled_from(["", "-copy", "-conflict", "-1", "copy-of-", "desktop-a1b2c"])
    )
    for one in (more + name, name.replace(".", f"{more}.")):
        stem = one.rpartition(".")[0]
        for form in (*stray_files._CERTAIN, *stray_files._WITH_FIRST_VERSION_BESIDE):
            assert form.fullmatch(one) is None
            assert form.fullmatch(stem) is None


@pytest.mark.parametrize(
    "path",
    [
        "content/articles/lock (conflicted copy 2024-05-23).md",
        "content/articles/lock 2.md",
        "content/entities/all.sync-conflict-20240523-101112-ABCDEFG.yml",
        "content/articles (conflicted copy 2024-05-23)/lock.md",
        "content/media/plan (conflicted copy 2024-05-23).png",
        "templates/partials/foot (1).html",
        "templates/static/css/site (conflicted copy 2024-05-23).css",
        "site (conflicted copy 2024-05-23).yml",
        "site 2.yml",
    ],
)
def test_nothing_is_published_beside_a_second_version(tmp_path: Path, path: str) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": "title: T\n",
            "content/articles/lock.md": "---\ntitle: A\n---\nx\n",
            "content/entities/all.yml": "- {id: a, kind: person, name: A}\n",
            "templates/partials/foot.html": "<p>x</p>\n",
            path: "---\ntitle: Larkspur\n---\nx\n",
        },
    )

    report = publish(project)

    (problem,) = [one for one in report.diagnostics if report.severity(one.code) == "error"]
    assert problem.code == "disc-second-version"
    assert problem.path == path.replace("/lock.md", "" if ")/" in path else "/lock.md")
    assert not any(word in (problem.hint or "") for word in (" id", "rename", "publish"))
    assert not report.published
    assert tree(project.output) == {}


def test_numbered_pictures_and_files_of_a_theme_are_files_of_their_own(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "content/media/quay.txt": "x",
            "content/media/quay (1).txt": "x",
            "content/media/quay 2.txt": "x",
            "templates/static/a.txt": "x",
            "templates/static/a 2.txt": "x",
        },
    )

    found, problems = discover(tmp_path)

    assert (len(found), problems) == (3, ())
    assert read_templates(tmp_path)[1] == ()


def test_no_name_takes_long_to_judge() -> None:
    for name in ("(" * 250, "a (" * 80, " 1" * 120, "-A1" * 80, "copy " * 50):
        assert second_version(name, set()) is None
