"""Digests of files that are unchanged since they were read, judged by their `stat` data.

A file with the same inode, size and times as when it was read has the same content: the system
sets the time of the last status change (`ctime`), and no program can. So neither an edit that keeps
size and `mtime` nor another file in its place is mistaken for it. As in Git ("racy Git"), a file
that was written at about the time at which it was read is not known: it could be written again
within one tick of the system's clock.

Files are identified by their `stat` data and not by their paths, so editions may be exchanged and
the dossier may be moved. Adding or removing a hard link changes the `ctime` of a file: code that
does so takes its `stat` just before and just after, and passes both to `carry`.

A file is examined once: by the look that a build takes of all files before it begins, or after it
has published (`looked`), or else when it is asked for.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import ValidationError
from msgspec.msgpack import Decoder, Encoder

from dossierpress.source.regular_file import read_as_seen
from dossierpress.source.snapshot import (
    CTIME,
    MTIME,
    SIZE,
    TICK,
    UNKNOWN,
    Status,
    can_see_changes,
    is_coarse,
    status_of,
)

if TYPE_CHECKING:
    from dossierpress.engine.store import Store


class KnownFiles:
    """SHA-256 of files, by their `stat` data. Without `kept` and `now`, every file is read."""

    def __init__(
        self,
        kept: bytes = b"",
        *,
        now: int | None = None,
        looked: Mapping[str, Status] | None = None,
    ) -> None:
        """Load the digests of an earlier build.

        Args:
            kept: The result of `encode`; anything else counts as empty.
            now: The time by the clock of the file system, in nanoseconds since 1970, taken before
                any file is read or looked at. None adds no file.
            looked: Path -> what the system said of the file since then; other files are examined
                when they are asked for.
        """
        self._now = now
        self._kept = _decode(kept) if can_see_changes() else {}
        self._digests = dict(self._kept)
        self._found: dict[str, Status] = dict(looked or {})

    def look_again(self, now: int | None, looked: Mapping[str, Status] | None = None) -> None:
        """Forget how files were found, and examine each again when it is asked for.

        Args:
            now: A later time, so that files written in the meantime can be known when read.
            looked: Path -> what the system says of the file since then.
        """
        if self._now is not None and now is not None:
            self._now = now
        self._found = dict(looked or {})

    def recall(self, file: Path | str, *, limit: int | None = None) -> str | None:
        """The digest of a file, hexadecimal, without opening it; None where it has to be read.

        Args:
            file: Its path.
            limit: Bytes; a larger file has to be read, by code that reports its size.
        """
        status = self.examine(os.fspath(file))
        if status is None or (limit is not None and status[SIZE] > limit):
            return None
        return self._digests.get(status)  # of a regular file: no other one was ever read

    def recall_all(self, files: Iterable[str]) -> list[str | None]:
        """The same of many files."""
        return [self._digests.get(self.examine(file) or UNKNOWN) for file in files]

    def examine(self, file: str) -> Status | None:
        """What the system said of a file when it was looked at; None if it is not there."""
        status = self._found.get(file)
        if status is None:
            try:
                status = self._found[file] = status_of(os.lstat(file))
            except OSError:
                return None
        return status

    def read(self, file: Path | str, *, limit: int | None = None) -> tuple[bytes, str]:
        """The bytes of a file, and their digest, which is remembered.

        Raises:
            OSError: See `regular_file.read_regular_file`.
        """
        data, seen = read_as_seen(Path(file), limit=limit)
        digest = hashlib.sha256(data).hexdigest()
        status = self._found[os.fspath(file)] = status_of(seen)
        if self._would_show(status):
            self._digests[status] = digest
        return data, digest

    def digest(self, file: Path | str) -> str | None:
        """The digest of a file, which is read if need be; None where it cannot be read."""
        try:
            return self.recall(file) or self.read(file)[1]
        except OSError:
            return None

    def carry(self, before: os.stat_result, after: os.stat_result) -> None:
        """Keep a file known after a hard link to it was added or removed.

        Args:
            before: Its `stat` just before.
            after: Its `stat` just afterwards.
        """
        was, is_ = status_of(before), status_of(after)
        if self._now is not None and was in self._digests and was[:-1] == is_[:-1]:
            self._digests[is_] = self._digests[was]

    def encode(self, files: Iterable[Path | str]) -> bytes:
        """The digests of files as they were found, as bytes for the next build."""
        return _ENCODER.encode(list(self._to_keep(files).items()))

    def keep(self, store: "Store", row: str, files: Iterable[Path | str]) -> None:
        """Store the digests of files as they were found, and of no others.

        A file that has changed since is another one to the next build. Where no file was known and
        none could be added, nothing is stored, and nothing lost.
        """
        if not self._digests:
            return
        now = self._to_keep(files)
        if now != self._kept:
            store.keep("files", {row: _ENCODER.encode(list(now.items()))})
            self._kept = now

    def _to_keep(self, files: Iterable[Path | str]) -> dict[Status, str]:
        kept: dict[Status, str] = {}
        for file in files:
            status = self.examine(os.fspath(file)) or UNKNOWN
            digest = self._digests.get(status)
            # Without a clock no file was added, and what was kept was certain when it was kept.
            if digest is not None and (status in self._kept or self._would_show(status)):
                kept[status] = digest
        return kept

    def _would_show(self, status: Status) -> bool:
        """Whether a write after `now` would change the `stat` data of the file."""
        if self._now is None or min(status[MTIME], status[CTIME]) < 0:
            return False
        # A USB stick may have no `ctime`, or one that is lost when it is unplugged.
        return max(status[MTIME], status[CTIME]) + TICK < self._now and not is_coarse(status)


def known_from(
    store: "Store",
    row: str,
    *,
    now: int | None = None,
    looked: Mapping[str, Status] | None = None,
) -> KnownFiles:
    """The digests that an earlier build has kept in a row of the store."""
    return KnownFiles(store.find("files", [row]).get(row, b""), now=now, looked=looked)


def is_intact(folder: Path, path: str, digest: str, known: KnownFiles | None = None) -> bool:
    """Whether a file below a folder is there and still has the bytes that were written.

    Args:
        folder: An edition.
        path: Of the file, below the folder.
        digest: The digest that it should have.
        known: Files that need not be read. None reads the file.
    """
    return not changed_files(folder, {path: digest}, known)


def changed_files(
    folder: Path, files: Mapping[str, str], known: KnownFiles | None = None
) -> list[str]:
    """The paths of files below a folder that are not intact; see `is_intact`.

    Args:
        folder: An edition.
        files: Path -> the digest that the file should have.
        known: Files that need not be read. None reads all of them.
    """
    known = known or KnownFiles()
    top = os.fspath(folder)
    names = [f"{top}/{path}" for path in files]
    recalled = known.recall_all(names)
    return [
        path
        for (path, digest), name, was in zip(files.items(), names, recalled, strict=True)
        if was != digest and known.digest(name) != digest
    ]


def _decode(kept: bytes) -> dict[Status, str]:
    try:
        return dict(_DECODER.decode(kept)) if kept else {}
    except (ValidationError, ValueError):
        return {}


_ENCODER = Encoder()
_DECODER = Decoder(list[tuple[Status, str]])
