"""Which editions this user's builds have published from a dossier, with their serials.

An edition in `.editions/` may have come with the dossier, from somebody else. So the user's own
cache folder has the digests of the editions that a rollback may publish. Without that folder
nothing is known, and no rollback is possible.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from dossierpress.engine.cache_folder import make_private_folder, objection_to
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.manifest import MANIFEST
from dossierpress.publish.signature import SIGNATURE
from dossierpress.source.project import SETTINGS, Project
from dossierpress.source.regular_file import read_regular_file

_KEPT = 100
"""How many editions of one output/ are remembered; the newest."""
_LIMIT = 100_000
_LINE = re.compile(r"([0-9a-f]{64}) ([0-9]{1,16})")
_WHERE = "dossier"
"""A file of the cache that says which folder it is the cache of."""


def edition_digest(manifest: bytes, signature: bytes | None) -> str:
    """The digest of an edition, over its manifest, which names every file, and its signature."""
    parts = [hashlib.sha256(part).digest() for part in (manifest, signature or b"")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def edition_digest_in(folder: Path) -> str | None:
    """The digest of the edition in a folder; None if there is none."""
    try:
        manifest = read_regular_file(folder / MANIFEST)
    except OSError:
        return None
    try:
        signature = read_regular_file(folder / SIGNATURE)
    except FileNotFoundError:
        signature = None
    except OSError:
        return None
    return edition_digest(manifest, signature)


def remember_edition(project: Project, digest: str, serial: int = 0) -> None:
    """Record that an edition is being published; if that fails, it stays unknown."""
    cache = project.cache
    if cache is None or is_known_edition_here(project, digest):
        return
    file = _file(cache, project)
    lines = [f"{one} {number}" for one, number in _lines(cache, project)][1 - _KEPT :]
    with contextlib.suppress(OSError):
        make_private_folder(file.parent)
        if objection_to(cache) is None:
            _replace_file(cache / _WHERE, os.fsencode(project.root))
            _replace_file(
                file, "".join(f"{one}\n" for one in [*lines, f"{digest} {serial}"]).encode()
            )


def is_known_edition(project: Project, digest: str) -> bool:
    """Whether this user's builds published it from this dossier, here or where it was before."""
    if is_known_edition_here(project, digest):
        return True
    return any(digest == one for former in _former(project) for one, _ in _lines(former, project))


def is_known_edition_here(project: Project, digest: str) -> bool:
    """Whether this user's builds published it from this very folder."""
    cache = project.cache
    return cache is not None and any(digest == one for one, _ in _lines(cache, project))


def last_serial(project: Project) -> int:
    """The highest serial of a signed edition; 0 where none is known."""
    lines = _lines(project.cache, project) if project.cache else ()
    return max((serial for _, serial in lines), default=0)


def _former(project: Project) -> Iterator[Path]:
    """Caches of this user whose dossier has moved."""
    if project.cache is None or not project.cache.parent.is_dir():
        return
    for cache in sorted(project.cache.parent.iterdir()):
        with contextlib.suppress(OSError, ValueError):
            if objection_to(cache) is None:
                root = Path(os.fsdecode(read_regular_file(cache / _WHERE, limit=_LIMIT)))
                if not os.path.lexists(root / SETTINGS):
                    yield cache


def _lines(cache: Path, project: Project) -> tuple[tuple[str, int], ...]:
    """(digest, serial) of each edition, oldest first; empty if the folder is not trusted."""
    if objection_to(cache) is not None:
        return ()
    try:
        text = read_regular_file(_file(cache, project), limit=_LIMIT).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ()
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return tuple((line[1], int(line[2])) for line in found if line)


def _file(cache: Path, project: Project) -> Path:
    return cache / "published" / folders_of_editions(project).name


def _replace_file(file: Path, data: bytes) -> None:
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    part.write_bytes(data)
    part.replace(file)
