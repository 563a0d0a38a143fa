"""Keep the edition that was published until now, and drop what never was.

An edition is staged under a name of its own, and called after the digest of its manifest just
before the exchange. So a folder of that name holds either the edition it is called after, which was
never published, or what it was exchanged for. Nothing else has to be remembered across a crash.
"""

import shutil
from pathlib import Path

from dossierpress.write.editions import Editions
from dossierpress.write.intact import digest_of
from dossierpress.write.manifest import MANIFEST


def put_away(editions: Editions) -> None:
    """Tidy the folder of the editions after an exchange, or after a build that was interrupted.

    Raises:
        OSError: Something cannot be removed or moved.
    """
    remove_tree(editions.stage)
    for folder, digest in editions.all_ready():
        held = digest_of(folder / MANIFEST)
        if held is None or held == digest:
            remove_tree(folder)
        else:
            remove_tree(editions.previous)
            folder.rename(editions.previous)


def remove_tree(folder: Path) -> None:
    """Remove a folder that may not be there."""
    if folder.exists():
        shutil.rmtree(folder)
