"""Every text that a published record puts before readers as its author wrote it."""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from dossierpress.diagnostics import Span
from dossierpress.model.body import Block
from dossierpress.model.content import Matters
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.reference import CLAIM, ENTITY, SOURCE, TEXT, Types
from dossierpress.resolve.settled import Citation, Open, Picture, Settled, Tag
from dossierpress.schema.annotation import Annotation, Selector, SpokenWords
from dossierpress.schema.article import DeclaredEntity, DeclaredReference, DeclaredSource, Origin
from dossierpress.schema.claim import ClaimLink, Party, Report
from dossierpress.schema.entity import Property
from dossierpress.schema.parts import Identifier, LocalName, Relation

Steps = tuple[str | int, ...]

# Fields that name records by id, or choose from a list of ours. What an article declares with
# `as` is the author's word on whose name it is.
_NO_TEXT = frozenset(
    ("to", "source", "publisher", "owner", "cites", "not_same_as", "type", "kind", "lang", "status",
     "as_", "confidence", "sha256", "claims", "about", "place", "article", "stance", "is_",
     "credibility", "feeds_from", "aspect", "framing", "same")
)  # fmt: skip
_ADDRESSES = frozenset(("id", "formerly", "tags", "image", "file", "url", "archived"))
_LINKED: dict[type, Types] = {DeclaredReference: TEXT, Relation: ENTITY, ClaimLink: CLAIM}
_REFERENCES: dict[type, tuple[str, ...]] = {Annotation: ("sources",)}
_ATTRIBUTE = re.compile(r'\s(href|src|cite|title|alt)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


class Said(NamedTuple):
    """A text, and where it stands."""

    text: str
    place: Steps | Span
    address: bool = False
    """Whether it is a path, an address or an id."""


def said_in_front_matter(matter: Matters, finder: Finder) -> Iterator[Said]:
    """The texts of front matter, without what leads to withheld records."""
    yield from _in_model(matter, (), finder)


def said_in_body(settled: Settled) -> Iterator[Said]:
    """The texts of a body that are not running text: anchors, addresses, captions, locators."""
    place = Span(line=1, column=1)
    for step in settled.steps:
        match step:
            case Block():
                place = Span(line=step.line, column=1)
                yield Said(step.anchor, place, address=True)
            case Tag():
                yield from _in_html(step.html, place)
            case Picture():
                yield Said(step.path, place, address=True)
                yield Said(step.alt, place)
                yield Said(step.caption or "", place)
            case Open():
                yield Said(step.media or "", place, address=True)
                yield Said(step.title or "", place)
            case Citation():
                for item in step.items:
                    yield Said(f"{item.prefix} {item.locator}", place)
            case _:
                pass


def _in_html(markup: str, place: Span) -> Iterator[Said]:
    for attribute, value in _ATTRIBUTE.findall(markup):
        shown = html.unescape(value)
        yield Said(shown, place, address=attribute in ("href", "src", "cite"))
    text = _TAG.sub(" ", markup)
    if text.strip():
        yield Said(html.unescape(text), place)


def _in_model(model: BaseModel, steps: Steps, finder: Finder) -> Iterator[Said]:
    for name, field in type(model).model_fields.items():
        if name in _NO_TEXT or name in _REFERENCES.get(type(model), ()) or (name == "id" and steps):
            continue
        place = (*steps, field.alias or name)
        yield from _in_value(getattr(model, name), place, finder, address=name in _ADDRESSES)


def _in_value(value: Any, place: Steps, finder: Finder, *, address: bool) -> Iterator[Said]:
    match value:
        case str():
            yield Said(value, place, address)
        case tuple():
            for number, item in enumerate(value):
                yield from _in_value(item, (*place, number), finder, address=address)
        case LocalName():
            yield Said(value.text, place[:-1])
        case Identifier():
            yield Said(value.value, (*place[:-1], value.scheme))
        case Property():
            if value.type not in ("entity", "place"):
                yield Said(value.value, (value.name,), value.type == "url")
        case Selector():
            pass  # what is shown is the passage that it finds, which is in the text
        case BaseModel() if _is_published(value, finder):
            yield from _in_model(value, place, finder)
        case _:
            pass


def _is_published(value: BaseModel, finder: Finder) -> bool:
    """Whether what the item of a list leads to is published; else the item is not either."""
    match value:
        case DeclaredEntity() | DeclaredSource():
            allowed = ENTITY if isinstance(value, DeclaredEntity) else SOURCE
            return finder.published(value.id, allowed) is not None
        case Origin():
            return finder.published(value.source, SOURCE) is not None
        case DeclaredReference() | Relation() | ClaimLink():
            return finder.published(value.to, _LINKED[type(value)]) is not None
        case Annotation():
            return not value.private
        case Report() | SpokenWords() | Party():
            return _is_said_by_name(value, finder)
        case _:
            return True


def _is_said_by_name(value: Report | SpokenWords | Party, finder: Finder) -> bool:
    """Whether those who speak may be named; what else is known of private ones is withheld."""
    if isinstance(value, Party):
        return finder.names(value)
    if isinstance(value, Report):
        return finder.names(value.by)
    return not value.private and finder.names(value.speaker)
