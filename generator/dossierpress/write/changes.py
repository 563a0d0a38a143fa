"""What differs between output/ and the edition that is to be there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossierpress.model.output import Output
from dossierpress.project import Project
from dossierpress.write.intact import intact
from dossierpress.write.manifest import MANIFEST, encode
from dossierpress.write.sign import SIGNATURE, sign
from dossierpress.write.survey import PART, Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What publishing changed; paths below output/, in order."""

    written: tuple[str, ...] = ()
    """Files that are new or have other bytes."""
    added: tuple[str, ...] = ()
    """Those of them that are new."""
    pruned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What is worth telling and is not wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """An edition, and the way to it from what is there."""

    files: Mapping[str, str]
    """The edition, but for its manifest: path -> digest."""
    replaced: tuple[Output, ...]
    """Files that are not there with these bytes."""
    pruned: tuple[str, ...]
    needless: tuple[str, ...]
    """Folders that hold nothing any more, outer ones first."""
    claim: bytes
    """The manifest while files are replaced one by one: every path of both editions."""
    manifest: bytes
    signature: bytes | None
    """Of the manifest, where it is to be signed."""
    any: bool
    """Whether anything differs, manifest and signature included."""
    told: Written


def changes_of(  # noqa: PLR0913 (those of `write`)
    project: Project,
    edition: Edition,
    outputs: Sequence[Output],
    kept: Mapping[str, str],
    *,
    made_of: str = "",
    key: Path | None = None,
) -> Changes:
    """Compare; arguments are those of `write`.

    Raises:
        SigningError: It cannot be signed with the key.
    """
    files = {**kept, **{output.path: output.digest for output in outputs}}
    folders = {str(folder) for path in files for folder in PurePosixPath(path).parents}
    _require_apart(files, folders)
    replaced = tuple(one for one in outputs if not intact(project.output, one.path, one.digest))
    pruned = tuple(path for path in edition.files if path not in files)
    needless = tuple(folder for folder in edition.folders if folder not in folders)
    manifest = encode(files, made_of=made_of)
    same = intact(project.output, MANIFEST, hashlib.sha256(manifest).hexdigest())
    signature = sign(manifest, key) if key else None
    if signature is not None and same:
        same = intact(project.output, SIGNATURE, hashlib.sha256(signature).hexdigest())
    there = frozenset(edition.files)
    return Changes(
        files=files,
        replaced=replaced,
        pruned=pruned,
        needless=needless,
        claim=encode({**edition.listed, **files}, made_of=made_of, unfinished=True),
        manifest=manifest,
        signature=signature,
        any=bool(replaced or pruned or needless) or not same,
        told=Written(
            written=tuple(sorted(one.path for one in replaced)),
            added=tuple(sorted(one.path for one in replaced if one.path not in there)),
            pruned=tuple(path for path in pruned if PurePosixPath(path).name != PART),
        ),
    )


def _require_apart(files: Mapping[str, str], folders: set[str]) -> None:
    """`plan` has refused all of this with a message; here it would be a bug."""
    for path in files:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != path:
            raise ValueError(f"not a path below output/: {path!r}")
        if path in folders or path in (MANIFEST, SIGNATURE) or pure.name == PART:
            raise ValueError(f"no file can have this path: {path!r}")
