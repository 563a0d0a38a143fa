"""A file is known without being read only where no write to it could have gone unnoticed."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from building import STILL
from dossierpress.source import known_files
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.snapshot import is_coarse, status_of

DIGEST = hashlib.sha256(b"one").hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was written a while ago."""
    file = tmp_path / "folder/one.md"
    file.parent.mkdir()
    file.write_bytes(b"one")
    time.sleep(STILL)
    return file


def kept(file: Path) -> bytes:
    """What a build that has read a file keeps of it."""
    known = KnownFiles(now=time.time_ns())
    assert known.digest(file) == DIGEST
    return known.encode([file])


def in_place(file: Path) -> None:
    """Write other bytes of the same length, and set the time of change back."""
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def exchanged(file: Path) -> None:
    """Put another file of the same size and time in its place."""
    other = file.with_name("other")
    other.write_bytes(b"two")
    before = file.stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


def linked(file: Path) -> None:
    """Put a link in its place, to itself."""
    moved = file.with_name("moved")
    file.rename(moved)
    file.symlink_to(moved)


CHANGES: dict[str, Callable[[Path], object]] = {
    "other bytes, same length and time": in_place,
    "another file of the same length and time": exchanged,
    "a longer one": lambda file: file.write_bytes(b"one and two"),
    "the same bytes": lambda file: file.write_bytes(b"one"),
    "a time": lambda file: os.utime(file, ns=(0, 0)),
    "its rights": lambda file: file.chmod(0o600),
    "a link more": lambda file: file.with_name("two.md").hardlink_to(file),
    "a symbolic link": linked,
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "nothing": lambda file: file.unlink(),
}


def test_a_file_that_nobody_wrote_is_not_opened(file: Path) -> None:
    known = KnownFiles(kept(file))
    file.parent.rename(file.parent.with_name("elsewhere"))

    assert known.recall(file.parents[1] / "elsewhere/one.md") == DIGEST


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_file_that_may_have_been_written_is_read(
    file: Path, change: Callable[[Path], object]
) -> None:
    known = KnownFiles(kept(file))
    change(file)

    assert known.recall(file) is None
    regular = file.is_file() and not file.is_symlink()
    now = hashlib.sha256(file.read_bytes()).hexdigest() if regular else None
    assert known.digest(file) == now


def test_a_file_that_was_written_just_now_is_read_again(tmp_path: Path) -> None:
    for number in range(50):
        file = tmp_path / str(number)
        file.write_bytes(b"one")
        known = KnownFiles(now=time.time_ns())
        known.digest(file)
        in_place(file)  # perhaps at the same moment, by the clock of the system

        assert known.digest(file) != DIGEST


def test_without_a_clock_nothing_is_learned_and_what_is_known_is_kept(file: Path) -> None:
    known = KnownFiles()
    known.digest(file)
    assert known.recall(file) is None

    before = kept(file)
    known = KnownFiles(before)
    assert known.encode([file]) == before


def test_what_is_kept_is_what_is_there(file: Path) -> None:
    known = KnownFiles(kept(file))
    file.unlink()

    assert KnownFiles(known.encode([file])).encode([file]) == known.encode([])


def test_whole_seconds_are_not_believed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick, whose file system may keep no time that programs cannot set."""
    monkeypatch.setattr(known_files, "is_coarse", lambda _: True)
    known = KnownFiles(now=time.time_ns())
    known.digest(file)

    assert known.recall(file) is None


@pytest.mark.parametrize("seconds", [-(10**11), -1, 10**12])
def test_a_time_that_no_clock_had_is_not_believed(file: Path, seconds: int) -> None:
    os.utime(file, (seconds, seconds))
    time.sleep(STILL)
    known = KnownFiles(now=time.time_ns())

    assert known.digest(file) == DIGEST
    assert known.recall(file) is None
    assert not KnownFiles(known.encode([file]))._digests


@pytest.mark.parametrize("kept", [b"x", b"\x91\x92\x01\x02", bytes(100)])
def test_a_damaged_row_is_nothing(file: Path, kept: bytes) -> None:
    assert KnownFiles(kept).recall(file) is None


def test_a_larger_file_is_read_by_what_tells_of_it(file: Path) -> None:
    known = KnownFiles(kept(file))

    assert known.recall(file, limit=3) == DIGEST
    assert known.recall(file, limit=2) is None


def follow(known: KnownFiles, file: Path, meddle: Callable[[], object] = lambda: None) -> None:
    """Give a file a link more, as an edition that shares it does."""
    before = file.lstat()
    file.with_name("two.md").hardlink_to(file)
    meddle()
    known.carry(before, file.lstat())


def test_a_file_is_followed_through_a_link_more_and_a_link_less(file: Path) -> None:
    known = KnownFiles(kept(file), now=time.time_ns())
    follow(known, file)
    assert known.recall(file) == DIGEST
    assert KnownFiles(known.encode([file])).recall(file) is None  # it has changed just now
    before = file.lstat()
    file.with_name("two.md").unlink()
    known.carry(before, file.lstat())
    time.sleep(STILL)
    known.look_again(time.time_ns())

    assert KnownFiles(known.encode([file])).recall(file) == DIGEST


@pytest.mark.parametrize("change", [in_place, exchanged])
def test_what_was_written_before_it_was_followed_is_read(
    file: Path, change: Callable[[Path], object]
) -> None:
    known = KnownFiles(kept(file), now=time.time_ns())
    change(file)
    follow(known, file)

    assert known.recall(file) is None


def test_another_file_in_its_place_is_not_followed(file: Path) -> None:
    known = KnownFiles(kept(file), now=time.time_ns())
    follow(known, file, lambda: exchanged(file))

    assert known.recall(file) is None


@pytest.mark.parametrize(
    ("written", "entry", "coarse"),
    [(2 * 10**18, 2 * 10**18, True), (1234 * 10**7, 99 * 10**7, True), (10**7, 10**7 + 1, False)],
    ids=["FAT", "exFAT", "others"],
)
def test_a_stick_is_known_by_its_times(written: int, entry: int, *, coarse: bool) -> None:
    nothing = os.stat_result(
        (0,) * 10, {"st_mtime_ns": written, "st_ctime_ns": entry, "st_atime_ns": 0}
    )

    assert is_coarse(status_of(nothing)) is coarse
