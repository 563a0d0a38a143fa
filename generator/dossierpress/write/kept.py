"""The edition before, as it lies on the disk: what of it the published one has not, and its end."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from dossierpress.project import Project
from dossierpress.regular_file import read
from dossierpress.write.editions import editions_of, link_on_the_way
from dossierpress.write.manifest import MANIFEST, read_manifest
from dossierpress.write.put_away import remove_tree
from dossierpress.write.record import digest_in
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import tree


class KeptEdition(Struct, frozen=True, kw_only=True):
    """The edition before the published one, where one is kept."""

    folder: Path
    digest: str | None
    """What it is known by."""
    paths: tuple[str, ...]
    """All of its files but for manifest and signature, in order."""
    differing: tuple[str, ...]
    """Its files that the published edition has not, or has with other bytes; in order."""
    gone: tuple[str, ...]
    """Those of them that the published edition has not at all."""

    def files(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of some of them."""
        for path in paths:
            yield path, self._read(path)

    def drop(self) -> None:
        """Remove it.

        Raises:
            OSError: It cannot be removed.
        """
        remove_tree(self.folder)

    def _read(self, path: str) -> bytes:
        try:
            return read(self.folder / path)
        except OSError:  # a link, say: what it leads to is not published
            return b""


def kept_edition(project: Project) -> KeptEdition | None:
    """What `rollback` would bring back; None where nothing is kept."""
    folder = _folder(project)
    if folder is None:
        return None
    now, then = read_manifest(project.output), read_manifest(folder)
    published = now.files if now else {}
    listed = then.files if then else {}
    there = tuple(path for path in tree(folder) if path not in (MANIFEST, SIGNATURE))
    return KeptEdition(
        folder=folder,
        digest=digest_in(folder),
        paths=there,
        differing=tuple(
            path for path in there if path not in published or listed.get(path) != published[path]
        ),
        gone=tuple(path for path in there if path not in published),
    )


def kept_digest(project: Project) -> str | None:
    """What the edition is known by that `rollback` would bring back; only that is read of it."""
    folder = _folder(project)
    return None if folder is None else digest_in(folder)


def published_paths(project: Project) -> frozenset[str] | None:
    """Every file of the published edition and of the one before; None where neither is there."""
    folder = _folder(project)
    manifests = [read_manifest(one) for one in (project.output, folder) if one is not None]
    known = [one.files for one in manifests if one is not None]
    return frozenset().union(*known) if known else None


def _folder(project: Project) -> Path | None:
    folder = editions_of(project).previous
    if link_on_the_way(project, folder) is not None or not folder.is_dir():
        return None
    return folder
