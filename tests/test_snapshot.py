"""A look at files without opening one sees every write, whatever a program does about its times."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dossierpress.source.known_files import KnownFiles
from dossierpress.source.snapshot import TICK, digest_of, look_at_folders, look_below, take_snapshot

STILL = 0.03
"""Seconds after which no write just now can go unnoticed."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some files that were written a while ago."""
    top = tmp_path / "top"
    (top / "inner").mkdir(parents=True)
    (top / "one.md").write_bytes(b"one")
    (top / "inner/two.md").write_bytes(b"two")
    time.sleep(STILL)
    return top


def with_old_times(file: Path, data: bytes) -> None:
    """Write into a file, and set its time of change back."""
    before = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(file: Path, data: bytes) -> None:
    """Put another file of the same size and time in its place."""
    other = file.with_name("other")
    other.write_bytes(data)
    before = file.stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


def linked(file: Path) -> None:
    """Put a link in its place, to what is the same."""
    moved = file.parent.parent / "moved"
    file.rename(moved)
    file.symlink_to(moved)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is written": lambda top: (top / "one.md").write_bytes(b"one and more"),
    "its size and times stay": lambda top: with_old_times(top / "one.md", b"two"),
    "another file takes its place": lambda top: replaced(top / "one.md", b"two"),
    "a link takes its place": lambda top: linked(top / "one.md"),
    "nobody may read it": lambda top: (top / "one.md").chmod(0),
    "it is deleted": lambda top: (top / "inner/two.md").unlink(),
    "it is renamed": lambda top: (top / "one.md").rename(top / "three.md"),
    "it is moved": lambda top: (top / "one.md").rename(top / "inner/one.md"),
    "a file is new": lambda top: (top / "inner/new.md").touch(),
    "a folder is new": lambda top: (top / "inner/new").mkdir(),
    "a folder is a link": lambda top: linked(top / "inner"),
    "all of it is gone": lambda top: top.rename(top.with_name("elsewhere")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    before = take_snapshot([folder])
    assert before.digest == take_snapshot([folder]).digest
    assert before.is_sure(time.time_ns())

    change(folder)

    assert before.digest != take_snapshot([folder]).digest


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_folders_alone_are_seen_as_with_their_files(
    folder: Path, change: Callable[[Path], object]
) -> None:
    change(folder)
    tops = [folder, folder / "one.md", folder / "nothing"]

    assert take_snapshot(tops).folders == look_at_folders(tops)


@pytest.mark.parametrize("seconds", [253_370_764_800, -62_135_596_800])
def test_a_time_of_any_year_is_looked_at(seconds: int) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:  # tmpfs, which has all of them
        file = Path(folder, "file")
        file.touch()
        os.utime(file, (seconds, seconds))
        assert file.stat().st_mtime_ns == seconds * 10**9
        before = take_snapshot([file])
        assert before.digest == take_snapshot([file]).digest
        file.write_bytes(b"x")

        assert before.digest != take_snapshot([file]).digest
        assert KnownFiles(now=time.time_ns()).digest(file)


def test_what_is_not_there_can_come(tmp_path: Path) -> None:
    before = take_snapshot([tmp_path / "new"])
    (tmp_path / "new").touch()

    assert before.digest != take_snapshot([tmp_path / "new"]).digest


def test_what_is_passed_over_makes_no_difference(folder: Path) -> None:
    past = frozenset([os.fspath(folder / "lock")])
    before = take_snapshot([folder], past=past, past_names=frozenset(["__pycache__"]))
    (folder / "lock").touch()
    (folder / "inner/__pycache__").mkdir()

    after = take_snapshot([folder], past=past, past_names=frozenset(["__pycache__"]))
    assert before.digest == after.digest
    (folder / "inner/lock").touch()
    assert (
        before.digest
        != take_snapshot([folder], past=past, past_names=frozenset(["__pycache__"])).digest
    )


def test_a_write_at_the_moment_of_the_look_is_seen_or_the_look_is_unsure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    unsure = 0
    for number in range(300):
        file.write_bytes(b"%03d" % number)
        before = take_snapshot([file])
        now = time.time_ns()
        file.write_bytes(b"%03d" % (number + 1))
        if before.is_sure(now):
            assert before.digest != take_snapshot([file]).digest
        else:
            unsure += 1

    assert unsure  # else nothing was tried


def test_whole_seconds_are_not_taken_at_their_word(folder: Path) -> None:
    file = folder / "one.md"
    second = 1_000_000_000
    os.utime(file, ns=(0, time.time_ns() // second * second))

    # The time of the entry is exact here, and so the file is sure soon; a stick has neither.
    assert take_snapshot([file]).newest <= time.time_ns()
    assert TICK < second


def test_what_is_examined_again_is_as_a_look_at_that_moment(folder: Path, tmp_path: Path) -> None:
    before = look_below([folder])
    (folder / "one.md").write_bytes(b"other bytes")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"of another look")

    again = before.examined_again([*before.files, str(elsewhere)])

    assert again.found == look_below([folder]).found != before.found
    assert digest_of(again) == take_snapshot([folder]).digest


def test_a_file_that_its_twin_shares_is_examined_once_and_any_other_by_itself(
    folder: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(folder, twin, copy_function=os.link)
    (twin / "one.md").unlink()
    (twin / "one.md").write_bytes((folder / "one.md").read_bytes())
    first = look_below([folder])
    shared = {
        path: (one[0], one[1], one[2], one[3], one[4], one[5], -1)
        for path, one in first.files.items()
    }
    twins = {str(twin): str(folder)}

    found = look_below([twin], twins=twins, shared=shared).files

    alone = look_below([twin]).files
    marked = {path for path, status in found.items() if status[-1] == -1}
    assert marked == set(found) - {str(twin / "one.md")}
    assert found[str(twin / "one.md")] == alone[str(twin / "one.md")]
    assert look_below([twin], twins=twins, shared=first.files).found == look_below([twin]).found
