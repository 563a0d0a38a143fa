"""Articles with annotations, from text to what is published."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.model.content import Parsed
from dossierpress.model.linked_body import (
    AnnotatedEnd,
    AnnotatedStart,
    CitationShown,
    LinkedPiece,
    TextPiece,
)
from dossierpress.model.site import Site
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.site import SiteConfig
from dossierpress.source.files import ContentFile, FileType

AS_OF = datetime(2024, 6, 1, 12, tzinfo=UTC)
TYPES: Mapping[str, FileType] = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
    "claims": "claim",
    "pages": "page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of some files."""

    parsed: tuple[Parsed, ...]
    site: Site
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        """Of errors and warnings about annotations."""
        return [
            one.code
            for one in self.diagnostics
            if one.code.startswith("anno-") and one.code != "anno-none"
        ]

    def notes(self, article: str = "harbour") -> tuple[PlacedAnnotation, ...]:
        return self.site.annotations.notes.get(article, ())


@cache
def config_of(settings: str) -> SiteConfig:
    config, problems = read_config(settings.encode())
    assert problems == ()
    assert config is not None
    return config


def result(files: Mapping[str, str], *, settings: str = "title: Test\n") -> Result:
    """Parse and resolve files below content/."""
    config = config_of(settings)
    parsed = tuple(
        parse_file(
            ContentFile(
                path=f"content/{path}",
                type=TYPES[path.partition("/")[0]],
                held=text.encode(),
                digest=hashlib.sha256(text.encode()).hexdigest(),
            ),
            parse_config(config),
        )
        for path, text in files.items()
    )
    site, found = resolve(parsed, (), config, as_of=AS_OF)
    before = [one for file in parsed for one in file.diagnostics]
    return Result(parsed=parsed, site=site, diagnostics=(*before, *found))


def article(
    body: str,
    *,
    annotations: Iterable[object] = (),
    quotations: Iterable[object] = (),
    **more: object,
) -> str:
    """An article with front matter in JSON, which is YAML."""
    matter = {
        "title": "Harbour",
        "annotations": list(annotations),
        "quotations": list(quotations),
        **more,
    }
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items()
    )
    return f"---\n{lines}---\n{body}\n"


def annotated(body: str, *quotes: object) -> Result:
    """What comes of an article with a note on each quote."""
    notes = [{"quote": quote, "text": f"On {n}."} for n, quote in enumerate(quotes)]
    return result({"articles/harbour.md": article(body, annotations=notes)})


def marked(pieces: Iterable[LinkedPiece]) -> dict[int, str]:
    """Annotation -> the words in the body that are marked with its number."""
    found: dict[int, str] = {}
    here: tuple[int, ...] = ()
    for piece in pieces:
        if isinstance(piece, AnnotatedStart):
            here = piece.numbers
        elif isinstance(piece, AnnotatedEnd):
            here = ()
        elif isinstance(piece, TextPiece | CitationShown):
            words = piece.text if isinstance(piece, TextPiece) else piece.sources[0].name
            for number in here:
                found[number] = found.get(number, "") + words
    return found
