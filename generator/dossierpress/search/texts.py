"""The texts that are searched: title, summary and paragraphs, as readers see them.

Gets published records with their linked bodies, in which nothing withheld is left and private names
are replaced.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dossierpress.kernel.invisible_characters import reveal_line
from dossierpress.kernel.key import Key, RecordType
from dossierpress.model.linked_body import (
    INLINE_ELEMENTS,
    CitationShown,
    Html,
    LinkedBody,
    TextPiece,
    pieces_of,
)
from dossierpress.model.site import Article, Entity, PlainPage, Site, SourceRecord
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.page import PageMatter

Searched = Article | Entity | SourceRecord | PlainPage

_NOT_OF_THE_TEXT = re.compile(r'<sup class="footnote-ref">.*?</sup>', re.DOTALL)
_PART = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+")
_ID = re.compile(r'\sid="([^"]*)"')


class Paragraph(NamedTuple):
    """A stretch of a text: a paragraph, a heading, an item of a list, a cell."""

    anchor: str
    """Id of the element that it stands in, or of the last one before it that has any."""
    text: str
    """On one line."""


class _Edge(NamedTuple):
    """A block ends or begins."""

    anchor: str
    """Id of the element that begins; empty if it has none."""


def searched_texts(site: Site) -> Mapping[Key, Searched]:
    """The records that have a text: every article, and all others with a body."""
    found: dict[Key, Searched] = {}
    for id_, article in site.articles.items():
        found[Key(type="article", id=id_)] = article
    others: tuple[tuple[RecordType, Mapping[str, Searched]], ...] = (
        ("page", site.pages),
        ("entity", site.entities),
        ("source", site.sources),
    )
    for type_, records in others:
        for id_, record in records.items():
            if record.body.words:
                found[Key(type=type_, id=id_)] = record
    return found


def title_of(record: Searched) -> tuple[str, str | None]:
    """(what a record is called, in which language; None for the site's)."""
    matter = record.matter
    if isinstance(matter, ArticleMatter | PageMatter):
        return matter.title, matter.lang
    return matter.name[0].text, matter.name[0].lang


def paragraphs_of(record: Searched) -> Iterator[Paragraph]:
    """The paragraphs of a record in the order of its page, its summary first."""
    matter = record.matter
    summary = matter.summary if isinstance(matter, ArticleMatter) else None
    if summary:
        yield Paragraph("", _on_one_line(summary))
    yield from _in_body(record.body)


def _in_body(body: LinkedBody) -> Iterator[Paragraph]:
    anchor = ""
    parts: list[str] = []
    for part in _parts_of(body):
        if isinstance(part, str):
            parts.append(part)
            continue
        if text := _on_one_line("".join(parts)):
            yield Paragraph(anchor, text)
        parts.clear()
        anchor = part.anchor or anchor
    if text := _on_one_line("".join(parts)):
        yield Paragraph(anchor, text)


def _parts_of(body: LinkedBody) -> Iterator[str | _Edge]:
    """Text, and where one block ends and another may begin."""
    for piece in pieces_of(body):
        match piece:
            case TextPiece():
                yield piece.text
            case CitationShown() if piece.narrative and not piece.sources[0].suppress_name:
                yield piece.sources[0].name
            case Html():
                yield from _parts_of_html(_NOT_OF_THE_TEXT.sub("", piece.html))
            case _:
                pass


def _parts_of_html(finished: str) -> Iterator[str | _Edge]:
    for found in _PART.finditer(finished):
        closes, name, attributes = found.groups()
        if name is None:
            yield html.unescape(found[0])
        elif name not in INLINE_ELEMENTS:
            id_ = None if closes else _ID.search(attributes)
            yield _Edge(html.unescape(id_[1]) if id_ else "")


def _on_one_line(text: str) -> str:
    return reveal_line(" ".join(text.split()))
