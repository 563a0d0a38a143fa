"""Where the cache is, and whose word it takes: never that of whoever made the dossier."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from building import SMALL, lay, must_publish, publish, tree
from dossierpress.engine.cache_folder import cache_folder_of
from dossierpress.engine.store import FILE, Store, _checksum
from dossierpress.source.project import Project, project_at
from harness import run_dossier

BUILD = (sys.executable, "-m", "dossierpress", "build")
VALUES = {"key": b"value"}
FORGED = b"forged"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small dossier that nobody has built."""
    return lay(tmp_path / "site", SMALL)


def test_a_build_writes_nothing_but_its_output_into_the_dossier(project: Project) -> None:
    before = tree(project.root)

    must_publish(project)

    after = {path for path in tree(project.root) if not path.startswith(("output/", ".editions/"))}
    assert before.keys() == after


def test_each_dossier_has_a_cache_of_its_own_by_its_real_path(tmp_path: Path) -> None:
    for name in ("one/site", "two/site"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to("one/site")
    caches = [
        project_at(tmp_path / name).cache
        for name in ("one/site", "two/site", "link", "one/../link")
    ]

    assert 2 == len(set(caches))
    assert caches[0] == caches[2] == caches[3]
    assert all(cache is not None and cache.name.startswith("site-") for cache in caches)


def test_the_folder_is_open_to_its_user_alone(project: Project, tmp_path: Path) -> None:
    named = project_at(project.root, cache=tmp_path / "new/caches")
    before = os.umask(0)
    try:
        must_publish(named)
    finally:
        os.umask(before)

    assert named.cache is not None
    for path in (tmp_path / "new", tmp_path / "new/caches", named.cache):
        assert 0o700 == path.stat().st_mode & 0o777
    assert 0o600 == (named.cache / FILE).stat().st_mode & 0o777


PLACES: list[tuple[dict[str, str], str]] = [
    ({"HOME": "{tmp}/home", "XDG_CACHE_HOME": ""}, "{tmp}/home/.cache/dossierpress"),
    ({"XDG_CACHE_HOME": "{tmp}/xdg", "HOME": "{tmp}/home"}, "{tmp}/xdg/dossierpress"),
    ({"DOSSIER_CACHE": "{tmp}/ci", "HOME": "{tmp}/home"}, "{tmp}/ci"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other habits")
@pytest.mark.parametrize(("environment", "expected"), PLACES)
def test_the_system_tells_where_unless_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    monkeypatch.delenv("DOSSIER_CACHE")
    for name, value in environment.items():
        monkeypatch.setenv(name, value.format(tmp=tmp_path))

    found = cache_folder_of(tmp_path / "site").path

    assert found is not None
    assert expected.format(tmp=tmp_path) == str(found.parent)
    named = cache_folder_of(tmp_path / "site", tmp_path / "named").path
    assert named == tmp_path / "named" / found.name


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"HOME": "{site}"}, "is in the dossier's own folder"),
        ({"HOME": "{site}/home", "XDG_CACHE_HOME": "{site}/.cache"}, "the dossier's own folder"),
        ({"DOSSIER_CACHE": "{site}/.cache"}, "is in the dossier's own folder"),
        ({"DOSSIER_CACHE": ".cache"}, "`DOSSIER_CACHE` is `.cache`, which is not an absolute path"),
        ({"DOSSIER_CACHE": "/dev/null"}, "cannot be made: not a directory"),
        ({"DOSSIER_CACHE": "/proc/none"}, "cannot be made: no such file or directory"),
    ],
)
def test_without_a_place_of_the_users_own_there_is_no_cache_and_that_is_said(
    project: Project, environment: dict[str, str], why: str
) -> None:
    """A variable that leads into the dossier would believe whoever made that."""
    kept = {name: text for name, text in os.environ.items() if name != "DOSSIER_CACHE"}
    values = {name: text.format(site=project.root) for name, text in environment.items()}

    done = subprocess.run(
        BUILD,
        env={**kept, **values},
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert "note: built without a cache: " in done.stderr
    assert why in done.stderr
    assert {"output", ".editions"} >= {path.name for path in project.root.iterdir()} - {
        path.partition("/")[0] for path in SMALL
    }


def test_a_home_that_nobody_knows_is_no_reason_to_fail(project: Project) -> None:
    """HOME is not set; the system's list of users may know, or not."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if name not in ("DOSSIER_CACHE", "HOME", "XDG_CACHE_HOME")
    }
    done = subprocess.run(
        [sys.executable, "-c", SOMEBODY, project.root],
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert "built without a cache: this user's own folder would be `~`" in done.stdout


SOMEBODY = """
import pwd, sys
from pathlib import Path
def unknown(_):
    raise KeyError("no such user")
pwd.getpwuid = unknown
from dossierpress.source.project import project_at
print(project_at(Path(sys.argv[1])).uncached)
"""


def test_a_home_that_cannot_be_written_is_done_without(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    caches = tmp_path / "file/caches"

    done = run_dossier("build", "--site", project.root, "--cache", caches)

    assert 0 == done.returncode, done.stderr
    assert "note: built without a cache: " in done.stderr
    preview = run_dossier("serve", "--site", project.root, "--cache", caches)
    assert 1 == preview.returncode
    assert "a preview needs a place for its pages" in preview.stderr
    assert "`--cache DIR` names another" in preview.stderr


def test_what_is_in_the_folder_of_the_dossier_is_not_read_and_may_be_deleted(
    project: Project,
) -> None:
    lay(project.root, {f".cache/{FILE}": b"whatever somebody put there"})
    before = (project.root / ".cache" / FILE).read_bytes()

    report = must_publish(project)

    assert ["`.cache/` in the dossier is not read any more, and may be deleted"] == [
        note.partition(":")[0] for note in report.notes
    ]
    assert before == (project.root / ".cache" / FILE).read_bytes()
    assert 0 == must_publish(project).counts.rendered


def test_a_named_folder_may_be_in_the_dossier_by_the_users_own_word(project: Project) -> None:
    for parsed in (True, False):
        done = run_dossier(
            "build", "--site", project.root, "--cache", project.root / "ci", cwd=project.root
        )
        assert 0 == done.returncode, done.stderr
        assert ("7 parsed" in done.stderr) == parsed, done.stderr


def as_a_view(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE parsed RENAME TO hidden")
    connection.execute("CREATE VIEW parsed AS SELECT * FROM hidden")


def without_end(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE parsed")
    connection.execute(
        "CREATE VIEW parsed AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT CAST(i AS TEXT) AS key, x'00' AS value, x'00' AS checksum FROM n"
    )


def with_a_trigger(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TRIGGER t AFTER INSERT ON parsed BEGIN UPDATE parsed SET value = x'00'; END"
    )


def with_an_index(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE INDEX i ON parsed (abs(value))")


def with_a_column_that_is_computed(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE parsed ADD COLUMN more AS (upper(key))")


def with_a_check(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE parsed")
    connection.execute(
        "CREATE TABLE parsed (key TEXT PRIMARY KEY, value BLOB NOT NULL,"
        " checksum BLOB NOT NULL CHECK (length(value) < 100))"
    )


def with_a_table_more(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE more (x)")


def of_another_letter_case(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE rendered")
    connection.execute(
        "CREATE TABLE RENDERED (key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum BLOB NOT NULL)"
    )


Change = Callable[[sqlite3.Connection], None]
OTHER_FORMS: tuple[Change, ...] = (
    *(as_a_view, without_end, with_a_trigger, with_an_index, with_a_column_that_is_computed),
    *(with_a_check, with_a_table_more, of_another_letter_case),
)


@pytest.mark.parametrize("change", OTHER_FORMS)
def test_a_file_of_any_other_form_is_asked_nothing_and_made_anew(
    tmp_path: Path, change: Change
) -> None:
    with Store(tmp_path) as store:
        store.keep("parsed", VALUES)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("INSERT INTO parsed VALUES (?, ?, ?)", forged("other"))
        change(connection)

    with Store(tmp_path) as store:
        assert {} == store.find("parsed", ["key", "other"])
        assert "the cache was rebuilt from nothing: it does not have the form of a cache" == (
            store.note
        )
        store.keep("parsed", VALUES)
        store.sweep("parsed", VALUES)
    with Store(tmp_path) as store:
        assert VALUES == store.find("parsed", VALUES)
        assert store.note is None


def forged(key: str) -> tuple[str, bytes, bytes]:
    """A row that is whole, as anybody can make one."""
    return key, FORGED, _checksum("parsed", key, FORGED)


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_can_write_in_is_not_believed(tmp_path: Path, mode: int) -> None:
    cache = tmp_path / "cache"
    with Store(cache) as store:
        store.keep("parsed", VALUES)
    cache.chmod(mode)

    with Store(cache) as store:
        assert {} == store.find("parsed", VALUES)
        assert f"built without a cache: `{cache}` is not believed: other users may write in it" == (
            store.note
        )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="root alone gives files away")
@pytest.mark.parametrize("whose", [".", FILE, f"{FILE}-wal", f"{FILE}-journal"])
def test_what_belongs_to_another_user_is_not_believed(tmp_path: Path, whose: str) -> None:
    cache = tmp_path / "cache"
    with Store(cache) as store:
        store.keep("parsed", VALUES)
    (cache / whose).touch()
    os.chown(cache / whose, 12345, 12345)

    with Store(cache) as store:
        assert {} == store.find("parsed", VALUES)
        assert "another user" in str(store.note)


def test_two_copies_of_one_dossier_build_at_once(tmp_path: Path) -> None:
    """A worktree beside another: neither sees what the other one keeps."""
    sites = [lay(tmp_path / name, SMALL) for name in ("main", "worktree")]
    builds = [
        subprocess.Popen(
            [*BUILD, "--verify", "--wait", "300", "--site", site.root],
            stderr=subprocess.PIPE,
            text=True,
        )
        for site in sites
        for _ in range(2)
    ]
    said = [build.communicate()[1] for build in builds]

    assert {0} == {build.returncode for build in builds}, said
    assert tree(sites[0].output) == tree(sites[1].output)
    assert not any("without a cache" in one or "rebuilt" in one for one in said)


def test_a_dossier_at_the_place_of_another_one_shows_nothing_of_it(
    project: Project, tmp_path: Path
) -> None:
    must_publish(project)
    project.root.rename(tmp_path / "away")
    lay(project.root, {**SMALL, "content/pages/about.md": "---\ntitle: Us\n---\n\nAnother.\n"})

    report = publish(project)

    clean = publish(project_at(project.root, output=tmp_path / "clean"), cached=False)
    assert report.published
    assert clean.published
    assert tree(tmp_path / "clean") == tree(project.output)


def crafted(project: Project, output: bytes) -> None:
    """An output that is whole by its own manifest, and whose pages somebody has changed."""
    page = project.output / "pages/about.html"
    was = page.read_bytes()
    page.write_bytes(output)
    manifest = project.output / "manifest.json"
    digests = [hashlib.sha256(data).hexdigest() for data in (was, output)]
    manifest.write_text(manifest.read_text().replace(*digests))


def test_an_output_that_came_with_the_dossier_is_not_believed(
    project: Project, tmp_path: Path
) -> None:
    """Its manifest says what may be replaced, and never that a page is as it should be."""
    must_publish(project)
    expected = tree(project.output)
    crafted(project, b"<script>alert(1)</script>")
    project.root.rename(tmp_path / "cloned")
    cloned = project_at(tmp_path / "cloned")
    assert 0 == run_dossier("verify", cloned.output).returncode

    must_publish(cloned)

    assert expected == tree(cloned.output)
