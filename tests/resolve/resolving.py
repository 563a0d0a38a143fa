"""Sites made of text, for tests of what files say of one another."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.model.body import without_style
from dossierpress.model.linked_body import (
    CitationShown,
    End,
    FragmentLinkStart,
    Html,
    LinkedBody,
    LinkedPiece,
    MediaLinkStart,
    MentionMark,
    MentionSpan,
    RecordLinkStart,
    TextPiece,
)
from dossierpress.model.site import Mention, Site
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.site import SiteConfig
from dossierpress.source.files import ContentFile, FileType

AS_OF = datetime(2024, 6, 1, 12, tzinfo=UTC)

_TYPES: Mapping[str, FileType] = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
    "claims": "claim",
    "pages": "page",
    "media": "media",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A site and what was found to be wrong on the way to it."""

    site: Site
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.diagnostics]

    def mentions(self, key: str) -> list[Mention]:
        """Mentions of `entity:id`."""
        type_, _, id_ = key.partition(":")
        return list(self.site.mentions_of.get(Key(type=type_, id=id_), ()))


def content_file(path: str, text: str | bytes) -> ContentFile:
    data = text.encode() if isinstance(text, str) else text
    return ContentFile(
        path=f"content/{path}",
        type=_TYPES[path.partition("/")[0]],
        held=data,
        digest=hashlib.sha256(data).hexdigest(),
    )


@cache
def site_config(settings: str) -> SiteConfig:
    config, problems = read_config(settings.encode())
    assert config is not None
    assert problems == ()
    return config


def resolved(
    files: Mapping[str, str | bytes], *, settings: str = "title: Test\n", as_of: datetime = AS_OF
) -> Resolved:
    """Read, parse and resolve files below content/; nothing worse than a hidden character may be
    wrong with any by itself."""
    config = site_config(settings)
    content = [content_file(path, text) for path, text in files.items()]
    parsed = [parse_file(file, parse_config(config)) for file in content if file.type != "media"]
    told = {one.code for file in parsed for one in file.diagnostics}
    assert told <= {"md-hidden-character", "md-address-without-scheme"}, told
    site, diagnostics = resolve(
        parsed, [file for file in content if file.type == "media"], config, as_of=as_of
    )
    return Resolved(site=site, diagnostics=diagnostics)


def article(body: str, **matter: str) -> str:
    """An article; values of front matter are YAML."""
    fields = {"title": "Title", **matter}
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n{body}\n"


def shown(body: LinkedBody) -> str:
    """A body as text, a line for each block: `⟦id|link⟧`, `‹id|mention without a link›`."""
    parts = []
    ends = []
    for piece in body.pieces:
        if isinstance(piece, End):
            parts.append(ends.pop())
        elif isinstance(piece, Html):
            parts.append("\n" if "\n" in piece.html else "")
        else:
            parts.append(_piece(piece))
            if isinstance(piece, RecordLinkStart | FragmentLinkStart | MediaLinkStart):
                ends.append("⟧")
            elif isinstance(piece, MentionSpan):
                ends.append("›")
    assert ends == []
    return "\n".join(line for line in "".join(parts).splitlines() if line.strip())


def _piece(piece: LinkedPiece) -> str:  # noqa: PLR0911 (one for each kind)
    match piece:
        case RecordLinkStart():
            return f"⟦{piece.id}{'#' if piece.fragment else ''}{piece.fragment or ''}|"
        case MentionSpan():
            return f"‹{piece.id}|"
        case MentionMark():
            return f"‹{piece.id}›"
        case FragmentLinkStart():
            return f"⟦#{piece.fragment}|"
        case MediaLinkStart():
            return f"⟦media/{piece.path}|"
        case CitationShown():
            sources = [
                f"{without_style(one.prefix)}{one.number} {without_style(one.locator)}".strip()
                for one in piece.sources
            ]
            return f"{piece.sources[0].name if piece.narrative else ''}[{'; '.join(sources)}]"
        case _:
            return piece.text if isinstance(piece, TextPiece) else f"({piece.path})"
