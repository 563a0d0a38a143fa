"""The digest of a regular file, and whether a file still has the bytes that were written."""

import hashlib
from pathlib import Path

from dossierpress.source.known_files import KnownFiles
from dossierpress.source.regular_file import read_regular_file


def digest_of(path: Path) -> str | None:
    """SHA-256 of a regular file, hexadecimal; None where there is none that can be read."""
    try:
        return hashlib.sha256(read_regular_file(path)).hexdigest()
    except OSError:
        return None


def is_intact(folder: Path, path: str, digest: str, known: KnownFiles | None = None) -> bool:
    """Whether a file below a folder is there and still has the bytes that were written.

    Args:
        folder: An edition.
        path: Of the file, below the folder.
        digest: The digest that it should have.
        known: Files that need not be read. None reads the file.
    """
    if known is None:
        return digest_of(folder / path) == digest
    return known.digest(f"{folder}/{path}") == digest
