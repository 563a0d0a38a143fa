"""`Spool`: rendered pages on the disk until they are published, so that memory holds few of them.

It is one file without a name: no other process finds it, and it is gone when the process ends.
Pages that fit into memory stay there, so that a small edit writes nothing.
"""

import contextlib
import tempfile
from functools import partial
from pathlib import Path
from typing import IO

from msgspec.structs import replace

from dossierpress.model.output import OutputFile
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import Project

_IN_MEMORY = 32_000_000


class Spool:
    """Rendered files until they are published. Close it; then their bytes are gone."""

    def __init__(self, project: Project, *, in_memory: int = _IN_MEMORY) -> None:
        """An empty spool.

        Args:
            project: Beside whose output/ files wait: there is room for them later, too.
            in_memory: Bytes that are held in memory, those that no file can be had for apart.
        """
        self._folder: Path | None = folders_of_editions(project).folder
        self._room = in_memory
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, output: OutputFile) -> OutputFile:
        """The same file; its bytes may be in the spool file now, where `data` reads them."""
        data = output.data
        if len(data) <= self._room:
            self._room -= len(data)
            return output
        at = self._end
        if not self._write(data):
            return output
        return replace(output, held=partial(self._read, at, len(data)))

    def close(self) -> None:
        """Close the spool file, which deletes it."""
        if self._file is not None:
            self._file.close()

    def _write(self, data: bytes) -> bool:
        """Whether the bytes could be written; after a failure nothing more is written."""
        if self._folder is None:
            return False
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
            self._file.seek(self._end)
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        except OSError:  # a full disk, say: writing the edition will report it
            self._folder = None
            if self._file is not None:
                with contextlib.suppress(OSError):
                    self._file.truncate(self._end)
            return False
        self._end += len(data)
        return True

    def _read(self, at: int, size: int) -> bytes:
        if self._file is None:
            raise ValueError("nothing was written")
        self._file.seek(at)
        data = b""
        while len(data) < size:
            more = self._file.read(size - len(data))
            if not more:
                raise OSError(None, "pages that waited on the disk are gone")
            data += more
        return data
