"""Digests of files that are unchanged since they were read, judged by their `stat` data.

A file with the same inode, size and times as when it was read has the same content: the system
sets the time of the last status change (`ctime`), and no program can. So neither an edit that keeps
size and `mtime` nor another file in its place is mistaken for it. As in Git ("racy Git"), a file
that was written at about the time at which it was read is not known: it could be written again
within one tick of the system's clock.

Files are identified by their `stat` data and not by their paths, so editions may be exchanged and
the dossier may be moved. Adding or removing a hard link changes the `ctime` of a file: code that
does so takes its `stat` just before and just after, and passes both to `carry`.
"""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import ValidationError
from msgspec.msgpack import Decoder, Encoder

from dossierpress.source.regular_file import read_as_seen
from dossierpress.source.snapshot import TICK, can_see_changes, is_coarse

if TYPE_CHECKING:
    from dossierpress.engine.store import Store

_Status = tuple[int, int, int, int, int]
"""(device, inode, size, `mtime`, `ctime`)."""


class KnownFiles:
    """SHA-256 of files, by their `stat` data. Without `kept` and `now`, every file is read."""

    def __init__(self, kept: bytes = b"", *, now: int | None = None) -> None:
        """Load the digests of an earlier build.

        Args:
            kept: The result of `encode`; anything else counts as empty.
            now: The time by the clock of the file system, in nanoseconds since 1970, taken before
                any file is read. None adds no file.
        """
        self._now = now
        self._kept = kept
        self._digests: dict[_Status, bytes] = _decode(kept) if can_see_changes() else {}

    def ask_again(self, now: int | None) -> None:
        """Set a later time, so that files written in the meantime can be known when read."""
        if self._now is not None and now is not None:
            self._now = now

    def recall(self, file: Path | str, *, limit: int | None = None) -> str | None:
        """The digest of a file, hexadecimal, without opening it; None where it has to be read.

        Args:
            file: Its path.
            limit: Bytes; a larger file has to be read, by code that reports its size.
        """
        try:
            status = os.lstat(file)
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode) or (limit is not None and status.st_size > limit):
            return None
        digest = self._digests.get(_status(status))
        return None if digest is None else digest.hex()

    def read(self, file: Path | str, *, limit: int | None = None) -> tuple[bytes, str]:
        """The bytes of a file, and their digest, which is remembered.

        Raises:
            OSError: See `regular_file.read_regular_file`.
        """
        data, status = read_as_seen(Path(file), limit=limit)
        digest = hashlib.sha256(data)
        if self._would_show(status):
            self._digests[_status(status)] = digest.digest()
        return data, digest.hexdigest()

    def digest(self, file: Path | str) -> str | None:
        """The digest of a file, which is read if need be; None where it cannot be read."""
        try:
            return self.recall(file) or self.read(file)[1]
        except OSError:
            return None

    def knows(self, status: os.stat_result) -> bool:
        """Whether a file with this `stat` need not be read."""
        return _status(status) in self._digests

    def carry(self, before: os.stat_result, after: os.stat_result) -> None:
        """Keep a file known after a hard link to it was added or removed.

        Args:
            before: Its `stat` just before.
            after: Its `stat` just afterwards.
        """
        was, is_ = _status(before), _status(after)
        if self._now is not None and was in self._digests and was[:-1] == is_[:-1]:
            self._digests[is_] = self._digests[was]

    def encode(self, files: Iterable[Path | str]) -> bytes:
        """The digests of files as they are now, as bytes for the next build."""
        kept: dict[_Status, bytes] = {}
        for file in files:
            try:
                status = os.lstat(file)
            except OSError:
                continue
            digest = self._digests.get(_status(status))
            # Without a clock no file was added, and what was kept was certain when it was kept.
            if digest is not None and (self._now is None or self._would_show(status)):
                kept[_status(status)] = digest
        return _ENCODER.encode(sorted(kept.items()))

    def keep(self, store: "Store", row: str, files: Iterable[Path | str]) -> None:
        """Store the digests of files as they are now, and of no others.

        Where no file was known and none could be added, nothing is stored, and nothing lost.
        """
        if not self._digests:
            return
        now = self.encode(files)
        if now != self._kept:
            store.keep("files", {row: now})
            self._kept = now

    def _would_show(self, status: os.stat_result) -> bool:
        """Whether a write after `now` would change the `stat` data of the file."""
        if self._now is None or min(status.st_mtime_ns, status.st_ctime_ns) < 0:
            return False
        latest = max(status.st_mtime_ns, status.st_ctime_ns)
        # A USB stick may have no `ctime`, or one that is lost when it is unplugged.
        return latest + TICK < self._now and not is_coarse(status)


def known_from(store: "Store", row: str, *, now: int | None = None) -> KnownFiles:
    """The digests that an earlier build has kept in a row of the store."""
    return KnownFiles(store.find("files", [row]).get(row, b""), now=now)


def is_intact(folder: Path, path: str, digest: str, known: KnownFiles | None = None) -> bool:
    """Whether a file below a folder is there and still has the bytes that were written.

    Args:
        folder: An edition.
        path: Of the file, below the folder.
        digest: The digest that it should have.
        known: Files that need not be read. None reads the file.
    """
    return (known or KnownFiles()).digest(f"{folder}/{path}") == digest


def _status(status: os.stat_result) -> _Status:
    return (
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def _decode(kept: bytes) -> dict[_Status, bytes]:
    try:
        return dict(_DECODER.decode(kept)) if kept else {}
    except (ValidationError, ValueError):
        return {}


_ENCODER = Encoder()
_DECODER = Decoder(list[tuple[_Status, bytes]])
