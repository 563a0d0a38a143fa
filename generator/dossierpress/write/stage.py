"""Make the complete new edition beside output/: unchanged files linked, new ones written."""

import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossierpress.cache_folder import is_of_user
from dossierpress.known_files import KnownFiles
from dossierpress.model.output import Output
from dossierpress.regular_file import read
from dossierpress.write.differences import differences
from dossierpress.write.survey import folders_above
from dossierpress.write.synced import SyncedTree

_UNPLANNED = "not in the stage as planned"


class NotAsWrittenError(OSError):
    """A file of the stage is not what was put there."""


def stage(
    folder: Path,
    *,
    before: Path,
    unchanged: Sequence[str],
    written: Mapping[str, Output],
    known: KnownFiles,
) -> None:
    """Lay out an edition in a new folder, on the disk when this returns.

    Args:
        folder: Made here; nothing may be there yet.
        before: The edition that is published now, whose unchanged files are shared.
        unchanged: Paths below `before`.
        written: Path -> each other file.
        known: What is known of a file that is shared, it is told of the new link.

    Raises:
        OSError: A file or folder cannot be made; `filename` tells which.
    """
    here, there = os.fspath(before), os.fspath(folder)
    with contextlib.closing(SyncedTree(folder)) as tree:
        if before.is_dir():
            shutil.copymode(before, folder)  # the server's rights to it, say
        made = {""}
        for path in sorted({*unchanged, *written}):
            for above in folders_above(path):
                if above not in made:
                    tree.make_folder(above)
                    made.add(above)
            if path in written:
                tree.write(path, written[path].data)
            elif not _share(f"{here}/{path}", f"{there}/{path}", known):
                tree.write(path, read(before / path))
        # Before it is named as one that is ready: a name outlives a loss of power.
        tree.sync()


def check_stage(folder: Path, digests: Mapping[str, str], known: KnownFiles) -> None:
    """Read back what was written, so that nothing is published that was not meant.

    Args:
        folder: The stage.
        digests: Path -> digest of all that must be there, the manifest included.
        known: Files that are shared with the published edition, and that nobody wrote since they
            were read: those are not read again.

    Raises:
        NotAsWrittenError: A file is missing, is more, or has other bytes.
    """
    for path, what in differences(folder, digests, known):
        said = "other bytes than were to be written" if what == "changed" else _UNPLANNED
        raise NotAsWrittenError(None, said, os.fspath(folder / path))


def _share(file: str, target: str, known: KnownFiles) -> bool:
    """Let two editions have one file; False where links cannot be had.

    Nor where it is another user's, who could change it in the new edition too.
    """
    try:
        before = os.lstat(file)
        if not is_of_user(before):
            return False
        os.link(file, target, follow_symlinks=False)
    except OSError:
        return False
    known.carry(before, os.lstat(target))
    return True
