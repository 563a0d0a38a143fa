"""The list of what a build wrote into output/: path -> digest, and by which version.

The manifest is what makes output/ ours. Same files, same bytes: it holds no time and no machine. A
signed one alone has a mark, by which an old edition is told from a newer one.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder
from msgspec.json import encode as encode_json
from msgspec.json import format as indented

from dossierpress import __version__
from dossierpress.regular_file import read

MANIFEST = "manifest.json"
"""Its path below output/. It lists every other file there, and not itself."""
_LIMIT = 200_000_000
"""Bytes; that of a million files has about half as many."""


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What output/ holds, or would hold when its build had ended."""

    format: Literal[1]
    """Of this file: raised when its meaning changes."""
    tool: str
    """`dossierpress 0.1.0`."""
    files: dict[str, str]
    """POSIX path below output/ -> SHA-256, hexadecimal."""
    made_of: str = ""
    """SHA-256 over all that the pages show, their templates and the renderer; see `plan.digest_of`.
    What is withheld has no part in it, so it does not tell that there is anything."""
    unfinished: bool = False
    """A build is writing, or was interrupted: files may be missing or of the edition before."""
    serial: Annotated[int, Meta(gt=0, lt=10**16)] | None = None
    """Of a signed edition: higher than that of every edition that was signed before it."""
    date: str | None = None
    """Of a signed edition: the day, in UTC, that it shows the dossier as of."""

    @property
    def mark(self) -> "Mark | None":
        """What tells it from other editions; None where it was never signed."""
        if self.serial is None or self.date is None:
            return None
        return Mark(serial=self.serial, date=self.date)


class Mark(Struct, frozen=True, kw_only=True, gc=False):
    """What tells one signed edition from another."""

    serial: int
    date: str


_DECODER = Decoder(Manifest)


def encode(
    files: Mapping[str, str],
    *,
    made_of: str = "",
    unfinished: bool = False,
    mark: Mark | None = None,
) -> bytes:
    """The manifest of these files, as it stands in output/."""
    manifest: dict[str, object] = {"format": 1, "tool": f"dossierpress {__version__}"}
    if mark is not None:
        manifest |= {"serial": mark.serial, "date": mark.date}
    manifest |= {"made_of": made_of, "files": dict(sorted(files.items()))}
    if unfinished:
        manifest["unfinished"] = True
    return indented(encode_json(manifest), indent=1) + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an edition, or None where a folder has none of ours."""
    try:
        return decode(read(folder / MANIFEST, limit=_LIMIT))
    except OSError:
        return None


def decode(data: bytes) -> Manifest | None:
    """The manifest that these bytes are, or None where they are not one of ours.

    A key that stands twice would be read as the first by one program and as the last by another:
    such a manifest is none.
    """
    try:
        json.loads(data.decode(), object_pairs_hook=_once)
        manifest = _DECODER.decode(data)
    except (ValueError, RecursionError):  # of all kinds: no UTF-8, no JSON, no manifest
        return None
    return manifest if manifest.date is None or _is_day(manifest.date) else None


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands twice")
    return values
