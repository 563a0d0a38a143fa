"""The cache may be lost, damaged, foreign or locked; what it gives is right or nothing."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.engine.store import FILE, Store

VALUES = {f"key-{number}": f"value {number}".encode() * 50 for number in range(200)}


def fill(folder: Path) -> None:
    """A cache with `VALUES` in it."""
    with Store(folder) as store:
        store.keep("parsed", VALUES)


def test_what_was_kept_is_found_by_the_next_build(tmp_path: Path) -> None:
    fill(tmp_path)

    with Store(tmp_path) as store:
        found = store.find("parsed", ["key-1", "key-7", "no such key"])

        assert {"key-1": VALUES["key-1"], "key-7": VALUES["key-7"]} == found
        assert {} == store.find("rendered", ["key-1"])
        assert store.note is None


def test_a_store_without_a_folder_lasts_as_long_as_itself(tmp_path: Path) -> None:
    with Store() as store:
        store.keep("parsed", VALUES)
        assert VALUES == store.find("parsed", VALUES)
    with Store() as store:
        assert {} == store.find("parsed", VALUES)
    assert [] == list(tmp_path.iterdir())


def test_what_was_not_used_is_swept(tmp_path: Path) -> None:
    fill(tmp_path)

    with Store(tmp_path) as store:
        store.sweep("parsed", {"key-1", "key-2", "never there"})
    with Store(tmp_path) as store:
        assert {"key-1", "key-2"} == store.find("parsed", VALUES).keys()


def test_the_cache_keeps_itself_out_of_versions_and_backups(tmp_path: Path) -> None:
    fill(tmp_path / "cache")

    assert "*" in (tmp_path / "cache/.gitignore").read_text().splitlines()
    tag = (tmp_path / "cache/CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def overwrite(file: Path) -> None:
    file.write_text("This is no database, but a text of somebody. " * 500)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scramble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = bytes(255 - byte for byte in data[4096:])
    file.write_bytes(data)


def of_another_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE parsed (key, value, checksum)")
        connection.execute("INSERT INTO parsed VALUES ('key-1', x'00', x'00')")
    connection.close()


def of_another_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE rendered")
    connection.close()


def with_words_that_are_no_text(file: Path) -> None:
    data = file.read_bytes()
    assert b"CREATE TABLE parsed" in data
    file.write_bytes(data.replace(b"CREATE TABLE parsed", b"CREATE T\xff\xfeLE parsed"))


@pytest.mark.parametrize(
    "damage",
    [
        overwrite,
        empty,
        truncate,
        scramble,
        of_another_program,
        of_another_version,
        without_a_table,
        with_words_that_are_no_text,
    ],
)
def test_a_damaged_cache_costs_time_only(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    fill(tmp_path)
    damage(tmp_path / FILE)

    with Store(tmp_path) as store:
        found = store.find("parsed", VALUES)
        store.keep("parsed", VALUES)

        assert found.items() <= VALUES.items()
        # An empty file is how a new cache begins.
        assert (damage is empty) == (store.note is None)
    with Store(tmp_path) as store:
        store.keep("parsed", VALUES)
        assert VALUES == store.find("parsed", VALUES)
        assert store.note is None


@given(data=st.data())
def test_flipped_bytes_never_give_a_wrong_value(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    fill(folder)
    content = bytearray((folder / FILE).read_bytes())
    for _ in range(data.draw(st.integers(1, 40))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    (folder / FILE).write_bytes(content)

    with Store(folder) as store:
        assert store.find("parsed", VALUES).items() <= VALUES.items()
        store.sweep("parsed", ["key-3"])
        store.keep("rendered", VALUES)


def test_a_changed_row_is_not_believed(tmp_path: Path) -> None:
    fill(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE parsed SET value = x'00' WHERE key = 'key-1'")
        connection.execute(
            "UPDATE parsed SET (value, checksum) ="
            " (SELECT value, checksum FROM parsed WHERE key = 'key-3') WHERE key = 'key-2'"
        )
    connection.close()

    with Store(tmp_path) as store:
        assert {"key-3"} == store.find("parsed", ["key-1", "key-2", "key-3"]).keys()


@pytest.mark.parametrize("wanted", [1, 200, 5000])
def test_many_rows_are_asked_for_at_once(tmp_path: Path, wanted: int) -> None:
    values = {f"key-{number}": b"value" for number in range(wanted)}
    with Store(tmp_path) as store:
        store.keep("parsed", values)
        connection = store._connection
        assert connection is not None
        asked: list[str] = []
        connection.set_trace_callback(asked.append)

        assert values == store.find("parsed", (*values, "no such key", *values))

    assert len(asked) <= 1 + 2 * wanted // 200
    assert all(one.startswith("SELECT ") for one in asked)


def test_a_value_of_a_text_takes_a_page_and_no_chain_of_pages(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        connection = store._connection
        assert connection is not None
        before = connection.execute("PRAGMA page_count").fetchone()
        store.keep("woven", {f"key-{number}": b"x" * 8000 for number in range(300)})
        after = connection.execute("PRAGMA page_count").fetchone()

    assert after[0] - before[0] <= 300 / 3


def test_what_cannot_be_read_of_many_rows_costs_no_other(tmp_path: Path) -> None:
    fill(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE parsed SET value = 'text' WHERE key = 'key-7'")
        connection.execute("UPDATE parsed SET checksum = x'00' WHERE key = 'key-8'")
        connection.execute("UPDATE parsed SET key = 'key-x' WHERE key = 'key-9'")
    connection.close()

    with Store(tmp_path) as store:
        found = store.find("parsed", [*VALUES, "key-x"])

        assert VALUES.keys() - {"key-7", "key-8", "key-9"} == found.keys()
        assert found.items() <= VALUES.items()
        assert store.note is None


def test_no_more_is_read_than_a_whole_file_can_have(tmp_path: Path) -> None:
    """A damaged index can give rows of one key without end: here many, and the last is intact."""
    fill(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        like = "FROM sqlite_master WHERE name LIKE '%parsed%'"
        form = connection.execute(f"SELECT sql, name {like} ORDER BY type DESC").fetchall()
        connection.execute("ALTER TABLE parsed RENAME TO other")
        connection.execute("CREATE TABLE parsed (key, value, checksum)")
        rows = [("key-1", b"", b"")] * 500
        connection.executemany("INSERT INTO parsed VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO parsed SELECT * FROM other WHERE key = 'key-1'")
        connection.execute("DROP TABLE other")
        connection.execute("CREATE INDEX unlike ON parsed (key)")
        update = "UPDATE sqlite_master SET sql = ?, name = ? WHERE name = ?"
        for (sql, name), now in zip(form, ("parsed", "unlike"), strict=True):
            connection.execute(update, (sql, name, now))
    connection.close()

    with Store(tmp_path) as store:
        assert {} == store.find("parsed", ["key-1", "key-2"])
        assert store.note is None


def test_a_locked_cache_is_done_without(tmp_path: Path) -> None:
    fill(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with Store(tmp_path, wait=0.05) as store:
        store.keep("parsed", {"new": b"value"})
        store.sweep("parsed", [])

        assert "built without a cache: another build holds it" == store.note
    other.execute("ROLLBACK")
    other.close()
    with Store(tmp_path) as store:
        assert VALUES == store.find("parsed", [*VALUES, "new"])


@pytest.mark.parametrize("at", [".", FILE])
def test_a_cache_that_is_a_link_is_not_used(tmp_path: Path, at: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    fill(elsewhere)
    before = (elsewhere / FILE).read_bytes()
    cache = tmp_path / "cache"
    if at == ".":
        cache.symlink_to(elsewhere)
    else:
        cache.mkdir()
        (cache / FILE).symlink_to(elsewhere / FILE)

    with Store(cache) as store:
        store.keep("parsed", {"key-1": b"other"})

        assert "built without a cache: it is a symbolic link" == store.note
    assert before == (elsewhere / FILE).read_bytes()


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")

    with Store(tmp_path / "cache") as store:
        store.keep("parsed", VALUES)

        assert VALUES == store.find("parsed", VALUES)
        assert store.note is not None
        assert store.note.startswith("built without a cache: ")
    assert "a file where the folder should be" == (tmp_path / "cache").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False])
def test_a_disk_that_takes_no_more_is_no_damage(tmp_path: Path, *, first: bool) -> None:
    """The system refuses to let a file grow, as a full disk or a quota would."""
    script = """
        import resource, sys
        from pathlib import Path
        from dossierpress.engine.store import Store
        first = sys.argv[2] == "True"
        def stop():
            resource.setrlimit(resource.RLIMIT_FSIZE, (512, resource.RLIM_INFINITY))
        if first:
            stop()
        with Store(Path(sys.argv[1])) as store:
            stop()
            store.keep("parsed", {"more": b"value" * 100_000})
            assert {} == store.find("parsed", ["more"]) or first
            print(store.note)
    """
    cache = tmp_path / ".cache"
    if not first:
        fill(cache)

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), cache, str(first)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.startswith("built without a cache: `.cache/dossier.sqlite` cannot be used: ")
    assert "damaged" not in done.stdout
    if not first:
        with Store(cache) as store:
            assert VALUES == store.find("parsed", [*VALUES, "more"])
            assert store.note is None


@pytest.mark.slow
def test_builds_at_the_same_time_share_it(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from dossierpress.engine.store import Store
        name = sys.argv[2]
        with Store(Path(sys.argv[1]), wait=60) as store:
            for round in range(30):
                store.keep("parsed", {f"{name}-{round}": name.encode() * 1000})
                found = store.find("parsed", [f"{other}-{n}" for other in "abc" for n in range(30)])
                assert all(value == key[0].encode() * 1000 for key, value in found.items())
            assert store.note is None, store.note
    """
    builds = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(script), tmp_path, name])
        for name in "abc"
    ]

    assert [0, 0, 0] == [build.wait() for build in builds]
    with Store(tmp_path) as store:
        keys = [f"{name}-{number}" for name in "abc" for number in range(30)]
        assert 90 == len(store.find("parsed", keys))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_reads_and_writes_by_a_connection_of_its_own(tmp_path: Path) -> None:
    with Store(tmp_path / "cache") as store:
        store.keep("parsed", VALUES)
        child = os.fork()
        if child == 0:
            found = store.find("parsed", VALUES)
            store.keep("parsed", {"of the child": b"value"})
            os._exit(0 if found == VALUES else 1)
        store.keep("parsed", {"of the parent": b"value"})
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        both = {"of the child": b"value", "of the parent": b"value"}
        assert both == store.find("parsed", both)
    with Store(tmp_path / "cache") as store:
        assert {**VALUES, **both} == store.find("parsed", [*VALUES, *both])
        assert store.note is None


def test_a_damaged_row_whose_key_is_no_text_is_not_listed_and_goes(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep("parsed", VALUES)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        for key in (None, b"bytes"):
            connection.execute("INSERT INTO parsed VALUES (?, x'00', x'00')", (key,))
    with Store(tmp_path) as store:
        assert set(store.keys("parsed")) == VALUES.keys()
        store.sweep("parsed", VALUES)
        assert store.find("parsed", VALUES) == VALUES
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        ((rows,),) = connection.execute("SELECT count(*) FROM parsed")
        assert rows == len(VALUES)
