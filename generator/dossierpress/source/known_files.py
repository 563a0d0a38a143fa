"""What files hold that nobody has written since they were read, by what the system says of them.

A file whose number, size and times are those that it had when it was read holds what it held then:
the time at which its entry was changed last (`ctime`) is the system's own, and no program sets it.
So neither an edit that keeps size and time of change nor another file in its place is taken for it.
As in Git ("racy Git"), a file that was written at about the moment at which it was read is not
known: it could be written once more within one step of the system's clock.

Files are known by what the system says of them and not by their paths, so an edition may be
exchanged for another, and the dossier moved. A link more or less to a file changes its `ctime`. Who
makes one looks at the file just before and just after, and hands both to `carry`.
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
"""(disk, number on it, size, time of change, time of change of the entry)."""


class KnownFiles:
    """SHA-256 of files, by what the system says of them. Without `kept` and `now`, all are read."""

    def __init__(self, kept: bytes = b"", *, now: int | None = None) -> None:
        """What an earlier build has encoded.

        Args:
            kept: What `encode` gave; anything else is nothing.
            now: The time by the clock of the file system, in nanoseconds since 1970, asked before
                any file is read. None learns of no file.
        """
        self._now = now
        self._kept = kept
        self._digests: dict[_Status, bytes] = _decode(kept) if can_see_changes() else {}

    def ask_again(self, now: int | None) -> None:
        """Take a later time, so that what was written meanwhile can be known when it is read."""
        if self._now is not None and now is not None:
            self._now = now

    def recall(self, file: Path | str, *, limit: int | None = None) -> str | None:
        """The digest of a file, hexadecimal, without opening it; None where it has to be read.

        Args:
            file: Its path.
            limit: Bytes; a larger file has to be read, by what tells of that.
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
        """The bytes of a file, and their digest, which is known from now on.

        Raises:
            OSError: See `regular_file.read`.
        """
        data, status = read_as_seen(Path(file), limit=limit)
        digest = hashlib.sha256(data)
        if self._would_show(status):
            self._digests[_status(status)] = digest.digest()
        return data, digest.hexdigest()

    def digest(self, file: Path | str) -> str | None:
        """The digest of a file, which is read where it has to be; None where it cannot be."""
        try:
            return self.recall(file) or self.read(file)[1]
        except OSError:
            return None

    def knows(self, status: os.stat_result) -> bool:
        """Whether a file need not be read, by what the system has just said of it."""
        return _status(status) in self._digests

    def carry(self, before: os.stat_result, after: os.stat_result) -> None:
        """A file was given a link more or less: what was known of it holds on.

        Args:
            before: What the system said of it just before.
            after: The same just afterwards.
        """
        was, is_ = _status(before), _status(after)
        if self._now is not None and was in self._digests and was[:-1] == is_[:-1]:
            self._digests[is_] = self._digests[was]

    def encode(self, files: Iterable[Path | str]) -> bytes:
        """What is known of files as they are now, for the next build."""
        kept: dict[_Status, bytes] = {}
        for file in files:
            try:
                status = os.lstat(file)
            except OSError:
                continue
            digest = self._digests.get(_status(status))
            # Without a clock nothing was learned, and what was kept was sure when it was kept.
            if digest is not None and (self._now is None or self._would_show(status)):
                kept[_status(status)] = digest
        return _ENCODER.encode(sorted(kept.items()))

    def keep(self, store: "Store", row: str, files: Iterable[Path | str]) -> None:
        """Keep what is known of files as they are now, and of no others.

        Where no file was known and none could be learned of, nothing is kept, and nothing lost.
        """
        if not self._digests:
            return
        now = self.encode(files)
        if now != self._kept:
            store.keep("files", {row: now})
            self._kept = now

    def _would_show(self, status: os.stat_result) -> bool:
        """Whether what is written after `now` changes what the system says of the file."""
        if self._now is None or min(status.st_mtime_ns, status.st_ctime_ns) < 0:
            return False
        latest = max(status.st_mtime_ns, status.st_ctime_ns)
        # On USB sticks there may be no `ctime` at all, or one that does not outlast unplugging.
        return latest + TICK < self._now and not is_coarse(status)


def known_from(store: "Store", row: str, *, now: int | None = None) -> KnownFiles:
    """What an earlier build has kept in a row of the store."""
    return KnownFiles(store.find("files", [row]).get(row, b""), now=now)


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
