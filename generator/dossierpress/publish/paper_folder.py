"""The folder of PDFs: what a build has printed into it, and nothing of anybody else.

It has a manifest like output/: a file is ours if that lists it. A PDF whose page is gone is
removed, since that page may be withheld by now.
"""

import contextlib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from dossierpress.paper.edition import NotOursError
from dossierpress.publish.file_system import replace_synced
from dossierpress.publish.manifest import MANIFEST, encode_manifest, read_manifest
from dossierpress.source.regular_file import read_regular_file


class PaperFolder:
    """A folder of PDFs while they are printed."""

    def __init__(self, folder: Path) -> None:
        """Look what earlier builds have printed into it; write nothing."""
        self._folder = folder
        manifest = read_manifest(folder)
        self._before: Mapping[str, str] = manifest.files if manifest else {}
        self._files: dict[str, str] = {}

    def refuse_strangers(self, paths: Iterable[str]) -> None:
        """Make sure that only our own files will be replaced.

        Raises:
            NotOursError: One of these paths is somebody else's file.
        """
        ours = self._before.keys() | ({MANIFEST} if self._before else set())
        for path in (*paths, MANIFEST):
            if path not in ours and self._is_there(path):
                raise NotOursError(path)

    def put(self, path: str, data: bytes) -> bool:
        """Write a file, unless it is there already.

        Returns:
            Whether it had to be written.
        """
        digest = sha256(data).hexdigest()
        self._files[path] = digest
        if self._before.get(path) == digest and self._digest(path) == digest:
            return False
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # Listed before it is there: a build that ends here leaves nothing that is not ours.
        self._list({**self._before, **self._files})
        self._replace(target, data)
        return True

    def end(self) -> tuple[str, ...]:
        """Remove what was printed before and is not any more.

        Returns:
            The paths of what was removed.
        """
        gone = tuple(path for path in self._before if path not in self._files)
        for path in gone:
            (self._folder / path).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # there is more in it
                (self._folder / path).parent.rmdir()
        self._list(self._files)
        return gone

    def _list(self, files: Mapping[str, str]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._replace(self._folder / MANIFEST, encode_manifest(files))

    def _replace(self, target: Path, data: bytes) -> None:
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)  # of a build that was killed
        replace_synced(target, part, data)

    def _is_there(self, path: str) -> bool:
        return (self._folder / path).exists() or (self._folder / path).is_symlink()

    def _digest(self, path: str) -> str | None:
        try:
            return sha256(read_regular_file(self._folder / path)).hexdigest()
        except OSError:
            return None
