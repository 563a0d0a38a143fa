"""Visible text: every text of a published record that readers see as its author wrote it.

Gets front matter or a resolved body, gives its texts with their places.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from dossierpress.kernel.diagnostics import Span
from dossierpress.links.exempt_fields import visible_fields
from dossierpress.links.resolved_body import Citation, LinkOpened, Picture, ResolvedBody, Tag
from dossierpress.model.body import Block, without_style
from dossierpress.model.content import Matters
from dossierpress.records.facets import CLAIM, ENTITY, PARTY, SOURCE, TEXT, Types
from dossierpress.records.references import Steps
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import (
    DeclaredEntity,
    DeclaredReference,
    DeclaredSource,
    FirstPublication,
)
from dossierpress.schema.claim import ClaimLink, OneOrigin, Party, Report
from dossierpress.schema.entity import Property
from dossierpress.schema.shared_types import Identifier, LocalName, Relation, Reviewed
from dossierpress.schema.source import SoftTie
from dossierpress.visibility.withheld import PublishedFinder

_ADDRESSES = frozenset(
    ("id", "formerly", "was", "now", "tags", "aspect", "image", "file", "url", "archived")
)
_LINKED: dict[type, Types] = {
    DeclaredReference: TEXT,
    Relation: ENTITY,
    ClaimLink: CLAIM,
    SoftTie: PARTY,
}
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_CODE = "language-"
"""Prefix of the class of a code block; its language follows, which may be any word."""
_LIKE_ADDRESS = re.compile(r"\S[-_./:]\S")
_TAG = re.compile(r"<[^>]*>")


class VisibleText(NamedTuple):
    """A text and its place."""

    text: str
    place: Steps | Span
    address: bool = False
    """Whether it is a path, an address or an id."""


def visible_in_front_matter(matter: Matters, finder: PublishedFinder) -> Iterator[VisibleText]:
    """The texts of front matter, without entries that refer to withheld records."""
    yield from _in_model(matter, (), finder)


def visible_in_body(resolved: ResolvedBody) -> Iterator[VisibleText]:
    """The texts of a body that are not running text: anchors, addresses, captions, locators."""
    place = Span(line=1, column=1)
    anchor = ""
    for step in resolved.steps:
        match step:
            case Block():
                place = Span(line=step.line, column=1)
                anchor = step.anchor
                yield VisibleText(anchor, place, address=True)
            case Tag():
                yield from _in_html(step.html, place, anchor)
            case Picture():
                yield VisibleText(step.path, place, address=True)
                yield VisibleText(step.alt, place)
                yield VisibleText(step.caption or "", place)
            case LinkOpened():
                yield VisibleText(step.media or "", place, address=True)
                yield VisibleText(step.title or "", place)
            case Citation():
                for item in step.items:
                    yield VisibleText(
                        f"{without_style(item.prefix)} {without_style(item.locator)}", place
                    )
            case _:
                pass


def _in_html(markup: str, place: Span, anchor: str) -> Iterator[VisibleText]:
    for attribute, value in _ATTRIBUTE.findall(markup):
        shown = html.unescape(value)
        match attribute:
            case "href" | "src" | "cite":
                yield VisibleText(shown, place, address=True)
            case "id" if shown != anchor:
                yield VisibleText(shown, place, address=True)
            case "class":
                for name in shown.split():
                    yield from _as_either(name.removeprefix(_CODE), place)
            case "lang":
                yield from _in_language(shown, place)
            case "id":
                pass  # the block has given it
            case _:
                yield VisibleText(shown, place)
    text = _TAG.sub(" ", markup)
    if text.strip():
        yield VisibleText(html.unescape(text), place)


def _in_model(model: BaseModel, steps: Steps, finder: PublishedFinder) -> Iterator[VisibleText]:
    for name, written in visible_fields(type(model)).items():
        place = (*steps, written)
        value = getattr(model, name)
        if value is None:
            continue
        if name == "lang":
            yield from _in_language(value, place)
        else:
            yield from _in_value(value, place, finder, address=name in _ADDRESSES)


def _in_language(tag: str | None, place: Steps | Span) -> Iterator[VisibleText]:
    """A tag with subtags, which may be nearly any word; a bare language is two or three letters."""
    if tag and "-" in tag:
        yield VisibleText(tag, place, address=True)


def _as_either(text: str, place: Steps | Span) -> Iterator[VisibleText]:
    """A text that may be a name, or a name as addresses spell it."""
    yield VisibleText(text, place, address=bool(_LIKE_ADDRESS.search(text)))


def _in_value(
    value: Any, place: Steps, finder: PublishedFinder, *, address: bool
) -> Iterator[VisibleText]:
    match value:
        case str():
            yield VisibleText(value, place, address)
        case tuple():
            for number, item in enumerate(value):
                yield from _in_value(item, (*place, number), finder, address=address)
        case LocalName():
            yield VisibleText(value.text, place[:-1])
            yield from _in_language(value.lang, place[:-1])
        case Identifier():
            entry = (*place[:-1], value.scheme)
            yield VisibleText(value.scheme, entry, address=True)
            yield from _as_either(value.value, entry)
        case Property():
            if value.type not in ("entity", "place"):
                yield VisibleText(value.value, (value.name,), value.type == "url")
        case Report() | OneOrigin() if not is_said_by_name(value, finder):
            yield from _what_is_left(value, place, finder)
        case BaseModel() if _is_published(value, finder):
            yield from _in_model(value, place, finder)
        case _:
            pass


def _what_is_left(
    report: Report | OneOrigin, place: Steps, finder: PublishedFinder
) -> Iterator[VisibleText]:
    """The texts that are left of a report with a private party; see `scrub_claim`."""
    if isinstance(report, OneOrigin):
        yield from _in_value(report.of, (*place, "of"), finder, address=False)
        return
    yield from _in_value(report.citing, (*place, "citing"), finder, address=False)
    yield from _in_value(report.via, (*place, "via"), finder, address=False)
    for number, one in enumerate(report.probably_from):
        nobody = (*place, "probably_from", number, "unnamed")
        yield from _in_value(one.unnamed, nobody, finder, address=False)


def _is_published(value: BaseModel, finder: PublishedFinder) -> bool:
    """Whether the record that an item of a list refers to is published; if not, nor is the item."""
    if isinstance(value, Reviewed) and value.withheld:
        return False
    match value:
        case DeclaredEntity() | DeclaredSource():
            allowed = ENTITY if isinstance(value, DeclaredEntity) else SOURCE
            return finder.published(value.id, allowed) is not None
        case FirstPublication():
            return finder.published(value.source, SOURCE) is not None
        case DeclaredReference() | Relation() | ClaimLink() | SoftTie():
            return finder.published(value.to, _LINKED[type(value)]) is not None
        case SpokenWords() | Annotation() | Party():
            return is_said_by_name(value, finder)
        case _:
            return True


def is_said_by_name(
    value: Report | OneOrigin | SpokenWords | Annotation | Party, finder: PublishedFinder
) -> bool:
    """Whether the speakers may be named. If not, all else about what they say is withheld."""
    match value:
        case Party():
            return finder.names(value)
        case Report():
            return finder.names(value.by)
        case OneOrigin():
            return all(finder.names(one) for one in value.of)
        case Annotation():
            return not value.withheld and (value.said_by is None or finder.names(value.said_by))
        case SpokenWords():
            return not value.withheld and finder.names(value.speaker)
