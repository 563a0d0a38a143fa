"""PDFs of the published edition: each printed again only where its page or the look has changed.

They are made from what has passed the gate and lies in output/, so nothing withheld can be in them.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.batching import shares
from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.forked import forked
from dossierpress.engine.store import Store
from dossierpress.paper.article import print_article
from dossierpress.paper.edition import Edition, EditionChangedError
from dossierpress.paper.printing import Look, printer
from dossierpress.publish.known_editions import edition_digest_in
from dossierpress.publish.manifest import read_manifest
from dossierpress.publish.paper_folder import PaperFolder
from dossierpress.source.discovery import CONTENT, TEMPLATES, read_templates
from dossierpress.source.project import Project, is_within
from dossierpress.source.regular_file import read_regular_file

_ARTICLES = "articles/"
_TIME = "SOURCE_DATE_EPOCH"


class Printed(Struct, frozen=True, kw_only=True):
    """What was done."""

    papers: int
    """PDFs that are in the folder now."""
    made: int
    """Those of them that had to be printed."""
    removed: tuple[str, ...]
    """Paths of PDFs whose pages are gone."""


class _Kept(Struct, frozen=True, array_like=True):
    """What the cache keeps of a page."""

    pictures: dict[str, str]
    """Path of each picture -> its digest."""
    pdf: bytes
    """Empty for a page that is not printed."""


_ROW = Decoder(_Kept)
_ROWS = Decoder(dict[str, bytes])
_ENCODER = Encoder()


def folder_in_the_way(project: Project, folder: Path) -> Path | None:
    """The folder of the dossier that one for PDFs is, lies in or holds; None if there is none."""
    for taken in (project.output, project.root / CONTENT, project.root / TEMPLATES):
        if is_within(folder, taken) or is_within(taken, folder):
            return taken
    return None


def print_edition(project: Project, folder: Path, *, store: Store, executor: Executor) -> Printed:
    """Print all articles of the published edition into a folder.

    Args:
        project: The dossier, which has just been built.
        folder: Where the PDFs are to be.
        store: Results of earlier builds. Only the time depends on it.
        executor: Says how many processes there may be.

    Raises:
        CannotPrintError: What prints is not installed.
        EditionChangedError: Another build has published meanwhile.
        NotOursError: Somebody else's file is in the way.
    """
    by, look = printer(), Look(statics=read_templates(project.root)[0].statics)
    edition = _edition(project)
    made_with = digest_of_parts(code_digest(), by, look.digest)
    keys = {
        path: digest_of_parts(made_with, path, edition.files[path])
        for path in edition.files
        if path.startswith(_ARTICLES) and path.endswith(".html")
    }
    known = {path: row for path, key in keys.items() if (row := _known(store, key, edition))}
    missing = [path for path in keys if path not in known]

    def work(some: Sequence[str]) -> bytes:
        return _ENCODER.encode({path: _ENCODER.encode(_row(path, edition, look)) for path in some})

    with _fonts_without_time():
        for part in forked(work, shares(missing, 1), executor=executor):
            rows = _ROWS.decode(part)
            store.keep("papers", {keys[path]: row for path, row in rows.items()})
            known |= {path: _ROW.decode(row) for path, row in rows.items()}
    store.sweep("papers", keys.values())
    papers = {_paper(path): known[path].pdf for path in keys if known[path].pdf}
    place = PaperFolder(folder)
    place.refuse_strangers(papers)
    for path, data in papers.items():
        place.put(path, data)
    printed = sum(bool(known[path].pdf) for path in missing)
    return Printed(papers=len(papers), made=printed, removed=place.end())


@contextmanager
def _fonts_without_time() -> Iterator[None]:
    """Give the library that cuts fonts a time to write into them: it takes the present one else."""
    before = os.environ.get(_TIME)
    os.environ[_TIME] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_TIME]
        else:
            os.environ[_TIME] = before


def _paper(page: str) -> str:
    return page.removesuffix(".html") + ".pdf"


def _edition(project: Project) -> Edition:
    manifest, digest = read_manifest(project.output), edition_digest_in(project.output)
    if manifest is None or digest is None:
        raise EditionChangedError("the manifest is gone")

    def read(path: str) -> bytes:
        try:
            data = read_regular_file(project.output / path)
        except OSError as error:
            raise EditionChangedError(path) from error
        if sha256(data).hexdigest() != manifest.files.get(path):
            raise EditionChangedError(path)
        return data

    return Edition(digest=digest, files=manifest.files, read=read)


def _known(store: Store, key: str, edition: Edition) -> _Kept | None:
    """What is kept of a page, if its pictures are still the same."""
    row = store.find("papers", [key]).get(key)
    kept = None if row is None else _ROW.decode(row)
    if kept is None or any(edition.files.get(at) != one for at, one in kept.pictures.items()):
        return None
    return kept


def _row(path: str, edition: Edition, look: Look) -> _Kept:
    pictures: dict[str, str] = {}

    def read(of: str) -> bytes:
        pictures[of] = edition.files.get(of, "")
        return edition.read(of)

    return _Kept(pdf=print_article(path, edition, look, read) or b"", pictures=pictures)
