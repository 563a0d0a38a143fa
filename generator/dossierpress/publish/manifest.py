"""The manifest of an edition: path -> digest of every file but its own.

A file of output/ is ours if the manifest lists it. It depends on the files only, not on time or
machine. Only a signed manifest has a mark (serial and date), which orders editions in time.
"""

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder
from msgspec.json import encode as encode_json
from msgspec.json import format as indented

from dossierpress import __version__
from dossierpress.kernel import routes
from dossierpress.source.regular_file import read_regular_file

MANIFEST = routes.MANIFEST
"""Its path below output/. It lists every other file there, and not itself."""
_LARGEST_MANIFEST = 200_000_000
"""Bytes; that of a million files has about half as many."""


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of output/, or those that it has once its build has ended."""

    format: Literal[1]
    """Version of this format: raised when its meaning changes."""
    tool: str
    """`dossierpress 0.1.0`."""
    files: dict[str, str]
    """POSIX path below output/ -> SHA-256, hexadecimal."""
    made_of: str = ""
    """SHA-256 over the fingerprints of all pages and the digests of all files; see `made_of`.
    It does not depend on what is withheld, so it does not tell that there is anything."""
    unfinished: bool = False
    """A build is writing, or was interrupted: files may be missing or of the previous edition."""
    serial: Annotated[int, Meta(gt=0, lt=10**16)] | None = None
    """Of a signed edition: higher than that of every edition that was signed before it."""
    date: str | None = None
    """Of a signed edition: the day, in UTC, that it shows the dossier as of."""

    @property
    def mark(self) -> "EditionMark | None":
        """The mark of a signed edition; None for an unsigned one."""
        if self.serial is None or self.date is None:
            return None
        return EditionMark(serial=self.serial, date=self.date)


class EditionMark(Struct, frozen=True, kw_only=True, gc=False):
    """Orders the signed editions of a dossier in time."""

    serial: int
    date: str


_DECODER = Decoder(Manifest)


def encode_manifest(
    files: Mapping[str, str],
    *,
    made_of: str = "",
    unfinished: bool = False,
    mark: EditionMark | None = None,
) -> bytes:
    """The manifest of these files, encoded as in output/."""
    manifest: dict[str, object] = {"format": 1, "tool": f"dossierpress {__version__}"}
    if mark is not None:
        manifest |= {"serial": mark.serial, "date": mark.date}
    manifest |= {"made_of": made_of, "files": dict(sorted(files.items()))}
    if unfinished:
        manifest["unfinished"] = True
    return indented(encode_json(manifest), indent=1) + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder; None if it has none of ours."""
    try:
        return decode_manifest(read_regular_file(folder / MANIFEST, limit=_LARGEST_MANIFEST))
    except OSError:
        return None


@lru_cache(maxsize=2)  # of the published edition and the one before
def decode_manifest(data: bytes) -> Manifest | None:
    """Decode a manifest; None for bytes that are not one of ours.

    A manifest with a repeated key is refused: programs differ in which of the values they read.
    """
    try:
        json.loads(data.decode(), object_pairs_hook=_without_repeated_keys)
        manifest = _DECODER.decode(data)
    except (ValueError, RecursionError):  # of all kinds: no UTF-8, no JSON, no manifest
        return None
    return manifest if manifest.date is None or _is_day(manifest.date) else None


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _without_repeated_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands twice")
    return values
