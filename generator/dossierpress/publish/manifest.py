"""The manifest of an edition, path -> digest of every file, and its signature with an SSH key.

A file of output/ is ours if the manifest lists it. It depends on the files only, not on time or
machine. Only a signed manifest has a mark (serial and date), which orders editions in time.
`ssh-keygen -Y` (OpenSSH 8.0 or later) signs and checks; it is run only if a key is given.
"""

import datetime as dt
import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder
from msgspec.json import encode as encode_json
from msgspec.json import format as indented

from dossierpress import __version__
from dossierpress.source.regular_file import read_regular_file

MANIFEST = "manifest.json"
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


NAMESPACE = "dossierpress"
"""The namespace of our signatures, so that a signature of something else is never accepted."""

SIGNATURE = "manifest.json.sig"
"""Path of the signature below output/. The manifest does not list it."""

_PROGRAM = "ssh-keygen"


class SigningError(Exception):
    """Signing or checking failed; the text says why."""


def sign_manifest(manifest: bytes, key: Path) -> bytes:
    """The signature of a manifest.

    Args:
        manifest: Its bytes.
        key: A private key, or a public one whose private part an agent holds.

    Raises:
        SigningError: It cannot be signed.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "manifest.json"
        file.write_bytes(manifest)
        _ssh_keygen("-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(file))
        return file.with_name(f"{file.name}.sig").read_bytes()


def is_manifest_signed_by(manifest: bytes, signature: bytes, key: str) -> bool:
    """Whether this public key (`ssh-ed25519 AAAA… name`) has signed this manifest.

    Raises:
        SigningError: The key is not valid, or `ssh-keygen` is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        signers, file = Path(folder) / "signers", Path(folder) / "signature"
        public = Path(folder) / "key.pub"
        public.write_text(f"{key}\n", encoding="utf-8")
        _ssh_keygen("-l", "-f", str(public))
        signers.write_text(f'dossier namespaces="{NAMESPACE}" {key}\n', encoding="utf-8")
        file.write_bytes(signature)
        command = ("-Y", "verify", "-f", str(signers), "-I", "dossier", "-n", NAMESPACE)
        try:
            _ssh_keygen(*command, "-s", str(file), given=manifest)
        except SigningError:
            return False
    return True


def _ssh_keygen(*arguments: str, given: bytes = b"") -> None:
    try:
        # Our own words and files, and the key that the user names.
        done = subprocess.run(  # noqa: S603
            [_PROGRAM, *arguments], input=given, capture_output=True, check=False
        )
    except OSError as error:
        raise SigningError(f"`{_PROGRAM}` cannot be run; it comes with OpenSSH") from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise SigningError(said[0].lower() if said else f"`{_PROGRAM}` gave {done.returncode}")
