"""The temporary folder for the pages of one preview.

The pages may be drafts. So they are in the user's own cache folder, closed to other users, and are
removed when the preview ends. If it was killed, the next preview of any dossier removes them.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dossierpress.engine.cache_folder import make_private_folder, objection_to


def previews_folder(cache: Path) -> Path:
    """The folder of all previews of a user, beside the caches of their dossiers."""
    return cache.with_name("previews")


@contextmanager
def new_preview_folder(previews: Path) -> Iterator[Path]:
    """A new folder for the pages of a preview, removed when the block ends.

    Args:
        previews: The folder that all previews of this user write into.

    Raises:
        OSError: It cannot be made, or other users could write in it.
    """
    make_private_folder(previews)
    objection = objection_to(previews)
    if objection is not None:
        raise OSError(None, f"it is not believed: {objection}", str(previews))
    remove_abandoned(previews)
    folder = previews / secrets.token_hex(8)
    held = FileLock(_lock_of(folder), timeout=0)
    # Locked before the folder exists, so that no other preview takes it for an abandoned one.
    held.acquire()
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        _remove(folder)
        held.release()


def remove_abandoned(previews: Path) -> None:
    """Remove the folders of previews that are not running any more."""
    if not previews.is_dir() or objection_to(previews) is not None:
        return
    for folder in sorted(previews.iterdir()):
        if folder.is_symlink() or not folder.is_dir():
            continue
        held = FileLock(_lock_of(folder), timeout=0)
        try:
            held.acquire()
        except (Timeout, OSError):
            continue
        _remove(folder)
        held.release()


def _lock_of(folder: Path) -> Path:
    """The lock file of a preview; the system releases the lock however the process ends."""
    return folder.with_name(f"{folder.name}.lock")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _lock_of(folder).unlink(missing_ok=True)
