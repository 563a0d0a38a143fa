"""The differences between output/ and the new edition."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from dossierpress.model.output import OutputFile
from dossierpress.publish.folder_contents import folders_of, last_part
from dossierpress.publish.known_editions import edition_digest_in, is_known_edition, last_serial
from dossierpress.publish.manifest import MANIFEST, EditionMark, encode_manifest
from dossierpress.publish.output_folder import PART_NAME, OutputContents
from dossierpress.publish.signature import SIGNATURE, sign_manifest
from dossierpress.source.known_files import KnownFiles, is_intact
from dossierpress.source.project import Project


class ChangeSummary(Struct, frozen=True, kw_only=True, gc=False):
    """The files that publishing changed; paths below output/, in order."""

    written: tuple[str, ...] = ()
    """Files that are new or have other bytes."""
    added: tuple[str, ...] = ()
    """The written files that are new."""
    pruned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Facts for the author that are not problems."""


class Changes(Struct, frozen=True, kw_only=True):
    """A new edition, and the changes that make output/ equal to it."""

    files: Mapping[str, str]
    """The edition without its manifest: path -> digest."""
    replaced: tuple[OutputFile, ...]
    """Files that output/ does not hold with these bytes."""
    pruned: tuple[str, ...]
    needless: tuple[str, ...]
    """Folders that become empty, outer ones first."""
    claim: Callable[[], bytes]
    """Makes the manifest while files are replaced one by one: every path of both editions."""
    manifest: bytes
    signature: bytes | None
    """The key that signs the manifest; None without a signature."""
    litter: tuple[str, ...]
    """Files that desktops left there; they are no part of the edition."""
    mark: EditionMark | None
    """Of the manifest, where it is signed."""
    any: bool
    """Whether anything differs, manifest and signature included."""
    summary: ChangeSummary


def changes_of(  # noqa: PLR0913 (those of `write`)
    project: Project,
    edition: OutputContents,
    outputs: Sequence[OutputFile],
    kept: Mapping[str, str],
    *,
    known: KnownFiles | None = None,
    made_of: str = "",
    key: Path | None = None,
    as_of: datetime | None = None,
) -> Changes:
    """Compare; arguments are those of `write`.

    Raises:
        SigningError: It cannot be signed with the key.
    """
    files = {**kept, **{output.path: output.digest for output in outputs}}
    folders = folders_of(files)
    _require_apart(files, folders)
    there = frozenset(edition.files)
    replaced = tuple(
        one
        for one in outputs
        if one.path not in there or not is_intact(project.output, one.path, one.digest, known)
    )
    pruned = tuple(path for path in edition.files if path not in files)
    needless = tuple(folder for folder in edition.folders if folder not in folders)
    mark = edition.mark
    manifest = encode_manifest(files, made_of=made_of, mark=mark)
    same = is_intact(project.output, MANIFEST, hashlib.sha256(manifest).hexdigest())
    differs = bool(replaced or pruned or needless or edition.litter)
    if key is not None:
        if differs or not same or mark is None or not _is_ours(project):
            mark = _next_mark(project, as_of)
            manifest = encode_manifest(files, made_of=made_of, mark=mark)
            same = False
        signature = sign_manifest(manifest, key)
        same = same and is_intact(project.output, SIGNATURE, hashlib.sha256(signature).hexdigest())
    else:
        signature = None
        if mark is not None and (differs or not same):  # it proves nothing without its signature
            mark, manifest = None, encode_manifest(files, made_of=made_of)
    return Changes(
        files=files,
        replaced=replaced,
        pruned=pruned,
        needless=needless,
        claim=partial(_claim, edition, files, made_of),
        manifest=manifest,
        signature=signature,
        litter=edition.litter,
        mark=mark,
        any=differs or not same,
        summary=ChangeSummary(
            written=tuple(sorted(one.path for one in replaced)),
            added=tuple(sorted(one.path for one in replaced if one.path not in there)),
            pruned=tuple(path for path in pruned if last_part(path) != PART_NAME),
        ),
    )


def _claim(edition: OutputContents, files: Mapping[str, str], made_of: str) -> bytes:
    return encode_manifest({**edition.listed, **files}, made_of=made_of, unfinished=True)


def _is_ours(project: Project) -> bool:
    """Whether this user's builds gave the published edition its mark."""
    digest = edition_digest_in(project.output)
    return digest is not None and is_known_edition(project, digest)


def _next_mark(project: Project, as_of: datetime | None) -> EditionMark:
    """A mark above all known ones; above unknown ones too, as long as no clock is set back."""
    moment = (as_of or datetime.now(UTC)).astimezone(UTC)
    serial = max(int(f"{moment:%Y%m%d%H%M%S}"), last_serial(project) + 1)
    return EditionMark(serial=serial, date=f"{moment:%Y-%m-%d}")


def _require_apart(files: Mapping[str, str], folders: set[str]) -> None:
    """Raise if a path is a file and a folder: `plan` reports that, so here it is a bug."""
    for path in (*files, *folders):
        if last_part(path) in ("", ".", "..") or path.startswith("/"):
            raise ValueError(f"not a path below output/: {path!r}")
        if last_part(path) == PART_NAME:
            raise ValueError(f"no file can have this path: {path!r}")
    for path in files.keys() & (folders | {MANIFEST, SIGNATURE}):
        raise ValueError(f"no file can have this path: {path!r}")
