"""Keep the edition that was published until now, and drop what never was.

An edition is staged under a name of its own, and called after the digest of its manifest just
before the exchange. So a folder of that name holds either the edition it is called after, which was
never published, or what it was exchanged for. Nothing else has to be remembered across a crash.
"""

import contextlib
import os
import shutil
from pathlib import Path

from dossierpress.known_files import KnownFiles
from dossierpress.write.editions import Editions
from dossierpress.write.intact import digest_of
from dossierpress.write.manifest import MANIFEST
from dossierpress.write.survey import tree


def put_away(editions: Editions, known: KnownFiles | None = None) -> None:
    """Tidy the folder of the editions after an exchange, or after a build that was interrupted.

    Args:
        editions: Of an output/ that is locked.
        known: What is known of files that the edition which goes shares with the one that takes its
            place: it is told of the links that go.

    Raises:
        OSError: Something cannot be removed or moved.
    """
    remove_tree(editions.stage)
    for folder, digest in editions.all_ready():
        held = digest_of(folder / MANIFEST)
        if held is None or held == digest:
            remove_tree(folder)
        else:
            if known is not None:
                _unlink_shared(editions.previous, folder, known)
            remove_tree(editions.previous)
            folder.rename(editions.previous)


def _unlink_shared(folder: Path, other: Path, known: KnownFiles) -> None:
    """Remove the files that two editions share from one of them."""
    for path in tree(folder) if folder.is_dir() else ():
        file = f"{folder}/{path}"
        before = os.lstat(file)
        if before.st_nlink > 1 and known.knows(before):
            os.unlink(file)  # noqa: PTH108 (a pathlib.Path for each costs more than the call)
            with contextlib.suppress(FileNotFoundError):  # it is not shared with this one
                known.carry(before, os.lstat(f"{other}/{path}"))


def remove_tree(folder: Path) -> None:
    """Remove a folder that may not be there."""
    if folder.exists():
        shutil.rmtree(folder)
