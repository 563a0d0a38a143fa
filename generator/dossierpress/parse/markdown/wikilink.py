"""Wikilinks: `[[id]]`, `[[id|label]]`, `[[id#anchor]]`, `[[type:id]]`, `[[relation>id]]`."""

import re
from dataclasses import dataclass
from typing import Self, cast

from markdown_it.rules_inline import StateInline

from dossierpress.diagnostics import suggest
from dossierpress.model.body import Target, WikiLink
from dossierpress.parse.markdown.located_inline import LocatedInline
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.reference import TYPES, record_type
from dossierpress.parse.markdown.unescape import unescape
from dossierpress.parse.slug import is_slug, suggest_slug

_LINK = re.compile(r"\[\[((?:\\[\s\S]|[^\[\]\\])*+)\]\]")
_LABEL_MARK = re.compile(r"(?:\\[\s\S]|[^|\\])*+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the inner text without the spaces around it."""

    text: str
    start: int
    """Position in the inner text."""

    @classmethod
    def of(cls, inner: str, start: int, end: int) -> Self:
        text = inner[start:end]
        return cls(text.strip(), start + len(text) - len(text.lstrip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A wikilink in its parts, none of them judged."""

    relation: _Part | None
    type: _Part | None
    id: _Part
    fragment: _Part | None
    label: str | None


def _take_apart(inner: str) -> _Written:
    bar = end = cast("re.Match[str]", _LABEL_MARK.match(inner)).end()
    label = " ".join(unescape(inner[bar + 1 :]).split()) if bar < len(inner) else None
    mark = inner.find("#", 0, end)
    fragment = _Part.of(inner, mark + 1, end) if mark >= 0 else None
    end = mark if mark >= 0 else end
    angle = inner.find(">", 0, end)
    colon = inner.find(":", angle + 1, end)
    return _Written(
        relation=_Part.of(inner, 0, angle) if angle >= 0 else None,
        type=_Part.of(inner, angle + 1, colon) if colon >= 0 else None,
        id=_Part.of(inner, max(angle, colon) + 1, end),
        fragment=fragment,
        label=label,
    )


def wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. What cannot be read stays text, with a report."""
    if not state.src.startswith("[[", state.pos):
        return False
    link = _LINK.match(state.src, state.pos, state.posMax)
    if link is None:
        return False
    if not silent:
        located = cast("LocatedInline", state)
        piece = _read(located, link)
        if piece is None:
            located.keep_text(link.end())
        else:
            state.push("wikilink", "", 0).meta["piece"] = piece
    state.pos = link.end()
    return True


def _read(state: LocatedInline, link: re.Match[str]) -> WikiLink | None:
    written, start = _take_apart(link[1]), link.start(1)
    if not written.id.text or written.label == "":
        _report_empty(state, link, written)
        return None
    if not (
        _check_type(state, start, written.type)
        and _check_id(state, start, written.id)
        and _check_relation(state, start, written.relation)
    ):
        return None
    first = written.type or written.id
    length = written.id.start + len(written.id.text) - first.start
    type_ = record_type(written.type.text) if written.type else None
    fragment = written.fragment if written.fragment and written.fragment.text else None
    source = state.reading.source
    return WikiLink(
        target=Target(type=type_, id=written.id.text),
        label=written.label,
        fragment=fragment.text if fragment else None,
        relation=written.relation.text if written.relation else None,
        span=source.span(state.at(start + first.start), length),
        fragment_span=source.span(state.at(start + fragment.start - 1), len(fragment.text) + 1)
        if fragment
        else None,
    )


def _check_type(state: LocatedInline, start: int, type_: _Part | None) -> bool:
    if type_ is None or record_type(type_.text) is not None:
        return True
    message = f"{quote(type_.text + ':')} is no type of record"
    at = state.at(start + type_.start)
    state.reading.report(
        "md-wikilink-type", at, len(type_.text), message, hint=_type_hint(type_.text)
    )
    return False


def _check_id(state: LocatedInline, start: int, id_: _Part) -> bool:
    if is_slug(id_.text):
        return True
    hint = "an id has only `a` to `z`, digits and single hyphens"
    if id_.text.startswith("@"):
        hint = f"to cite a source, write {quote(f'[{id_.text}]')}"
    elif slug := suggest_slug(id_.text):
        hint = f"did you mean {quote(f'[[{slug}|{id_.text}]]')}?"
    message = f"{quote(id_.text)} cannot be an id"
    at = state.at(start + id_.start)
    state.reading.report("md-wikilink-target", at, len(id_.text), message, hint=hint)
    return False


def _check_relation(state: LocatedInline, start: int, relation: _Part | None) -> bool:
    if relation is None or is_slug(relation.text):
        return True
    slug = suggest_slug(relation.text)
    hint = f"did you mean `{slug}`?" if slug else "write it as `[[follows>some-article]]`"
    message = f"{quote(relation.text)} cannot be a type of reference"
    at = state.at(start + relation.start)
    state.reading.report("md-wikilink-relation", at, len(relation.text), message, hint=hint)
    return False


def _type_hint(type_: str) -> str:
    if type_ in ("http", "https", "mailto"):
        return "wikilinks lead to records of the dossier; write `[text](https://…)`"
    meant = suggest(type_, TYPES)
    if meant is not None:
        return f"did you mean `{meant}:`?"
    return "the types are " + ", ".join(f"`{name}:`" for name in TYPES)


def _report_empty(state: LocatedInline, link: re.Match[str], written: _Written) -> None:
    if written.id.text:
        message, hint = "the label after `|` is empty", "leave out the `|`, or write a label"
    elif written.fragment and written.fragment.text:
        message = "the wikilink names a heading and no record"
        hint = f"within one text, write {quote(f'[text](#{written.fragment.text})')}"
    else:
        message, hint = (
            "the wikilink names no record",
            "write `[[id]]`, or `\\[[` for plain brackets",
        )
    state.reading.report(
        "md-wikilink-empty", state.at(link.start()), len(link[0]), message, hint=hint
    )
