"""The list of what a build wrote into output/: path -> digest, and by which version.

The manifest is what makes output/ ours. Same files, same bytes: it holds no time and no machine.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from dossierpress import __version__
from dossierpress.regular_file import read

MANIFEST = "manifest.json"
"""Its path below output/. It lists every other file there, and not itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What output/ holds, or would hold when its build had ended."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

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


_MANIFEST = TypeAdapter(Manifest)


def encode(files: Mapping[str, str], *, made_of: str = "", unfinished: bool = False) -> bytes:
    """The manifest of these files, as it stands in output/."""
    manifest: dict[str, object] = {
        "format": 1,
        "tool": f"dossierpress {__version__}",
        "made_of": made_of,
        "files": dict(sorted(files.items())),
    }
    if unfinished:
        manifest["unfinished"] = True
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an edition, or None where a folder has none of ours."""
    try:
        return decode(read(folder / MANIFEST))
    except OSError:
        return None


def decode(data: bytes) -> Manifest | None:
    """The manifest that these bytes are, or None where they are not one of ours."""
    try:
        return _MANIFEST.validate_json(data)
    except ValidationError:
        return None
