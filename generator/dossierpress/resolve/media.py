"""The files below content/media/ that published records use, and whether they are what they say."""

from collections.abc import Iterator

from dossierpress.diagnostics import Diagnostic, problem
from dossierpress.model.content import Matters, Record
from dossierpress.resolve.accesses import accesses
from dossierpress.resolve.address import locate_media, media_hint
from dossierpress.resolve.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter

Steps = tuple[str | int, ...]


def media_of(matter: Matters, register: Register) -> Iterator[str]:
    """Paths below content/media/ that front matter names and that exist."""
    for path, _ in _named(matter):
        found = locate_media(register, path)
        if found is not None:
            yield found


def check_media(record: Record, register: Register) -> Iterator[Diagnostic]:
    """Report files that front matter names and that are missing, or not the captured ones."""
    for path, steps in _named(record.matter):
        if locate_media(register, path) is None:
            yield problem(
                "ref-missing-media",
                record.path,
                record.locate(*steps),
                f"there is no file `{path}` below `content/media/`",
                media_hint(register, path),
            )
    for access, steps in accesses(record.matter):
        found = locate_media(register, access.file) if access.file else None
        if found is None or access.sha256 is None:
            continue
        if register.media[found].digest != access.sha256:
            digest = register.media[found].digest
            yield problem(
                "ref-wrong-digest",
                record.path,
                record.locate(*steps, "sha256"),
                f"`{access.file}` is not the file that was captured: its SHA-256 differs",
                f"the file has {digest}; look why before you write that",
            )


def _named(matter: Matters) -> Iterator[tuple[str, Steps]]:
    if isinstance(matter, ArticleMatter | EntityMatter) and matter.image is not None:
        yield matter.image, ("image",)
    for access, steps in accesses(matter):
        if access.file is not None:
            yield access.file, (*steps, "file")
