"""Where a folder is not exactly the files that it should be."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from dossierpress.known_files import KnownFiles
from dossierpress.write.intact import intact
from dossierpress.write.manifest import MANIFEST
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import tree

Difference = Literal["missing", "changed", "more"]

_APART = (MANIFEST, SIGNATURE)
"""What no manifest lists; told of only where it is asked for."""


def differences(
    folder: Path, files: Mapping[str, str], known: KnownFiles | None = None
) -> Iterator[tuple[str, Difference]]:
    """(path, what is wrong with it), files that should be there first, each part in order.

    Args:
        folder: A published edition, a stage, or a copy; nothing is there if it is not.
        files: Path -> digest of all that should be there, but for manifest and signature.
        known: Files that need not be read. None reads all of them.
    """
    there = frozenset(tree(folder)) if folder.is_dir() else frozenset()
    for path, digest in sorted(files.items()):
        if path not in there:
            yield path, "missing"
        elif not intact(folder, path, digest, known):
            yield path, "changed"
    for path in sorted(there.difference(files, _APART)):
        yield path, "more"
