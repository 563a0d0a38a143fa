"""Every text that a published record puts before readers as its author wrote it."""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from dossierpress.diagnostics import Span
from dossierpress.model.body import Block
from dossierpress.model.content import Matters
from dossierpress.model.styled import plain
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.not_said import said_fields
from dossierpress.resolve.record_types import CLAIM, ENTITY, PARTY, SOURCE, TEXT, Types
from dossierpress.resolve.settled import Citation, Open, Picture, Settled, Tag
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import DeclaredEntity, DeclaredReference, DeclaredSource, Origin
from dossierpress.schema.claim import ClaimLink, OneOrigin, Party, Report
from dossierpress.schema.entity import Property
from dossierpress.schema.parts import Identifier, LocalName, Relation, Reviewed
from dossierpress.schema.source import SoftTie

Steps = tuple[str | int, ...]

_ADDRESSES = frozenset(("id", "formerly", "tags", "aspect", "image", "file", "url", "archived"))
_LINKED: dict[type, Types] = {
    DeclaredReference: TEXT,
    Relation: ENTITY,
    ClaimLink: CLAIM,
    SoftTie: PARTY,
}
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_CODE = "language-"
"""What the class of a code block begins with; its language follows, which may be any word."""
_LIKE_ADDRESS = re.compile(r"\S[-_./:]\S")
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
    anchor = ""
    for step in settled.steps:
        match step:
            case Block():
                place = Span(line=step.line, column=1)
                anchor = step.anchor
                yield Said(anchor, place, address=True)
            case Tag():
                yield from _in_html(step.html, place, anchor)
            case Picture():
                yield Said(step.path, place, address=True)
                yield Said(step.alt, place)
                yield Said(step.caption or "", place)
            case Open():
                yield Said(step.media or "", place, address=True)
                yield Said(step.title or "", place)
            case Citation():
                for item in step.items:
                    yield Said(f"{plain(item.prefix)} {plain(item.locator)}", place)
            case _:
                pass


def _in_html(markup: str, place: Span, anchor: str) -> Iterator[Said]:
    for attribute, value in _ATTRIBUTE.findall(markup):
        shown = html.unescape(value)
        match attribute:
            case "href" | "src" | "cite":
                yield Said(shown, place, address=True)
            case "id" if shown != anchor:
                yield Said(shown, place, address=True)
            case "class":
                for name in shown.split():
                    yield from _as_either(name.removeprefix(_CODE), place)
            case "lang":
                yield from _in_language(shown, place)
            case "id":
                pass  # said of the block
            case _:
                yield Said(shown, place)
    text = _TAG.sub(" ", markup)
    if text.strip():
        yield Said(html.unescape(text), place)


def _in_model(model: BaseModel, steps: Steps, finder: Finder) -> Iterator[Said]:
    for name, written in said_fields(type(model)).items():
        place = (*steps, written)
        value = getattr(model, name)
        if value is None:
            continue
        if name == "lang":
            yield from _in_language(value, place)
        else:
            yield from _in_value(value, place, finder, address=name in _ADDRESSES)


def _in_language(tag: str | None, place: Steps | Span) -> Iterator[Said]:
    """Two or three letters are a language; behind a hyphen nearly anything may be."""
    if tag and "-" in tag:
        yield Said(tag, place, address=True)


def _as_either(text: str, place: Steps | Span) -> Iterator[Said]:
    """Something that people write as a name, or as addresses spell one."""
    yield Said(text, place, address=bool(_LIKE_ADDRESS.search(text)))


def _in_value(value: Any, place: Steps, finder: Finder, *, address: bool) -> Iterator[Said]:
    match value:
        case str():
            yield Said(value, place, address)
        case tuple():
            for number, item in enumerate(value):
                yield from _in_value(item, (*place, number), finder, address=address)
        case LocalName():
            yield Said(value.text, place[:-1])
            yield from _in_language(value.lang, place[:-1])
        case Identifier():
            entry = (*place[:-1], value.scheme)
            yield Said(value.scheme, entry, address=True)
            yield from _as_either(value.value, entry)
        case Property():
            if value.type not in ("entity", "place"):
                yield Said(value.value, (value.name,), value.type == "url")
        case Report() | OneOrigin() if not is_said_by_name(value, finder):
            yield from _left(value, place, finder)
        case BaseModel() if _is_published(value, finder):
            yield from _in_model(value, place, finder)
        case _:
            pass


def _left(report: Report | OneOrigin, place: Steps, finder: Finder) -> Iterator[Said]:
    """What is shown of a part of a claim that speaks of somebody private; see `scrub_claim`."""
    if isinstance(report, OneOrigin):
        yield from _in_value(report.of, (*place, "of"), finder, address=False)
        return
    yield from _in_value(report.citing, (*place, "citing"), finder, address=False)
    yield from _in_value(report.via, (*place, "via"), finder, address=False)
    for number, one in enumerate(report.probably_from):
        nobody = (*place, "probably_from", number, "unnamed")
        yield from _in_value(one.unnamed, nobody, finder, address=False)


def _is_published(value: BaseModel, finder: Finder) -> bool:
    """Whether what the item of a list leads to is published; else the item is not either."""
    if isinstance(value, Reviewed) and value.withheld:
        return False
    match value:
        case DeclaredEntity() | DeclaredSource():
            allowed = ENTITY if isinstance(value, DeclaredEntity) else SOURCE
            return finder.published(value.id, allowed) is not None
        case Origin():
            return finder.published(value.source, SOURCE) is not None
        case DeclaredReference() | Relation() | ClaimLink() | SoftTie():
            return finder.published(value.to, _LINKED[type(value)]) is not None
        case SpokenWords() | Annotation() | Party():
            return is_said_by_name(value, finder)
        case _:
            return True


def is_said_by_name(
    value: Report | OneOrigin | SpokenWords | Annotation | Party, finder: Finder
) -> bool:
    """Whether those who speak may be named; what else is known of private ones is withheld."""
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
