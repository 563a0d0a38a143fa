"""Make the complete new edition beside output/: unchanged files linked, new ones written."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossierpress.cache_folder import is_of_user
from dossierpress.write.differences import differences
from dossierpress.write.synced import sync_folder, write_synced

_UNPLANNED = "not in the stage as planned"


class NotAsWrittenError(OSError):
    """A file of the stage is not what was put there."""


def stage(
    folder: Path, *, before: Path, unchanged: Sequence[str], written: Mapping[str, bytes]
) -> None:
    """Lay out an edition in a new folder, on the disk when this returns.

    Args:
        folder: Made here; nothing may be there yet.
        before: The edition that is published now, whose unchanged files are shared.
        unchanged: Paths below `before`.
        written: Path -> bytes of all other files.

    Raises:
        OSError: A file or folder cannot be made; `filename` tells which.
    """
    folder.mkdir()
    if before.is_dir():
        shutil.copymode(before, folder)  # the server's rights to it, say
    made = {folder}
    for path in sorted({*unchanged, *written}):
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made |= set(target.parents[: len(Path(path).parts) - 1])
        if path in written:
            write_synced(target, written[path])
        else:
            _share(before / path, target)
    for one in sorted(made, reverse=True):
        sync_folder(one)


def check_stage(folder: Path, digests: Mapping[str, str]) -> None:
    """Read everything back, so that nothing is published that was not meant.

    Args:
        folder: The stage.
        digests: Path -> digest of all that must be there, the manifest included.

    Raises:
        NotAsWrittenError: A file is missing, is more, or has other bytes.
    """
    for path, what in differences(folder, digests):
        said = "other bytes than were to be written" if what == "changed" else _UNPLANNED
        raise NotAsWrittenError(None, said, os.fspath(folder / path))


def _share(file: Path, target: Path) -> None:
    """One file in two editions, or two files of one content where links cannot be had.

    Nor where it is another user's, who could change it in the new edition too.
    """
    try:
        if not is_of_user(file.lstat()):
            raise PermissionError
        os.link(file, target, follow_symlinks=False)
    except OSError:
        write_synced(target, file.read_bytes())
