"""Wikilinks and embeds: `[[id]]`, `[[id|label]]`, `[[id#anchor]]`, `[[type:id]]`, `![[file]]`.

A typed one, `[[relation>id]]`, is a cross-reference of the article. References to records are
`id` or `type:id`, wherever authors write them. Obsidian shows a file at an embed; here none is.
"""

import re
from typing import Literal, Self, cast, get_args

from markdown_it.rules_inline import StateInline
from msgspec import Struct
from msgspec.structs import replace

from dossierpress.facts.markdown.inline_parser import LocatedInline
from dossierpress.facts.markdown.reading import quote
from dossierpress.kernel.diagnostics import Hint, Offer, Seek, Span
from dossierpress.kernel.diagnostics.diagnostic import Sought
from dossierpress.kernel.escapes import behind_bar
from dossierpress.kernel.key import RecordType
from dossierpress.kernel.slugs import is_slug, suggest_slug
from dossierpress.model.body import Embed, Target, WikiLink

REFERENCE_TYPES: tuple[RecordType, ...] = get_args(RecordType)


def record_type(written: str | None) -> RecordType | None:
    """The record type that a prefix names, if it names one."""
    return next((name for name in REFERENCE_TYPES if name == written), None)


def read_reference(text: str, *, only: Literal["entity", "source"]) -> Target | None:
    """A reference to records of one type, prefix or not; None where it cannot be one."""
    prefix, colon, id_ = text.rpartition(":")
    if not is_slug(id_) or (colon and prefix != only):
        return None
    return Target(type=only if colon else None, id=id_)


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def unescape(text: str) -> str:
    """Drop the backslash before ASCII punctuation, as Markdown does."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


# A label may hold brackets, but no link: `[[mira-tolan|she [Tolan]]]`.
_LINK = re.compile(
    r"\[\[((?:\\[\s\S]|[^\[\]\\|])*+(?:\|(?:\\[\s\S]|[^\[\]\\]|\[[^\[\]\\\n@^]*+\](?![({]))*+)?)\]\]"
)
_MARKED = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3}|~~|`)(?=\S)[^\n]{0,300}?(?<=\S)\1(?!\w)")
_CITE_OR_LINK = (
    "a source is cited as `[@id]`, in one pair of brackets; what is no source is linked as "
    "`[[id]]`, without the `@`"
)
_LABEL_MARK = re.compile(r"(?:\\[\s\S]|[^|\\])*+")


class _LinkPart(Struct, frozen=True, gc=False):
    """A part of the inner text without the spaces around it."""

    text: str
    start: int
    """Position in the inner text."""

    @classmethod
    def of(cls, inner: str, start: int, end: int) -> Self:
        text = inner[start:end]
        return cls(text.strip(), start + len(text) - len(text.lstrip()))


class _WrittenLink(Struct, frozen=True, kw_only=True, gc=False):
    """The parts of a wikilink, unchecked."""

    relation: _LinkPart | None
    type: _LinkPart | None
    id: _LinkPart
    fragment: _LinkPart | None
    label: str | None


def _take_apart(inner: str) -> _WrittenLink:
    bar = end = cast("re.Match[str]", _LABEL_MARK.match(inner)).end()
    label = " ".join(unescape(inner[bar + 1 :]).split()) if bar < len(inner) else None
    mark = inner.find("#", 0, end)
    fragment = _LinkPart.of(inner, mark + 1, end) if mark >= 0 else None
    end = mark if mark >= 0 else end
    angle = inner.find(">", 0, end)
    colon = inner.find(":", angle + 1, end)
    return _WrittenLink(
        relation=_LinkPart.of(inner, 0, angle) if angle >= 0 else None,
        type=_LinkPart.of(inner, angle + 1, colon) if colon >= 0 else None,
        id=_LinkPart.of(inner, max(angle, colon) + 1, end),
        fragment=fragment,
        label=label,
    )


def wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. A wikilink that cannot be read stays text and is reported."""
    if not state.src.startswith("[[", state.pos):
        return False
    link = _LINK.match(state.src, state.pos, state.posMax)
    if link is None:
        return False
    if not silent:
        located = cast("LocatedInline", state)
        piece = _read_link(located, link)
        if piece is None:
            located.keep_text(link.end())
        else:
            state.push("wikilink", "", 0).meta["piece"] = piece
    state.pos = link.end()
    return True


def _read_link(state: LocatedInline, link: re.Match[str]) -> WikiLink | None:
    written, start = _take_apart(link[1]), link.start(1)
    if not written.id.text or written.label == "":
        _report_empty(state, link, written)
        return None
    if not (
        _check_type(state, start, written)
        and _check_id(state, link, written)
        and _check_relation(state, start, written.relation)
    ):
        return None
    _check_label(state, link)
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
        relation_span=source.span(
            state.at(start + written.relation.start), len(written.relation.text)
        )
        if written.relation
        else None,
        whole=_whole_link(state, link),
        in_cell=state.reading.origin.cell,
    )


def _whole_link(state: LocatedInline, link: re.Match[str]) -> Span:
    r"""The whole link as written in the file, where `\|` is longer than in the parsed text."""
    begin, last = state.at(link.start()), state.at(link.end() - 1)
    return state.reading.source.span(begin, last + 1 - begin)


def _check_label(state: LocatedInline, link: re.Match[str]) -> None:
    bar = cast("re.Match[str]", _LABEL_MARK.match(link[1])).end()
    marked = _MARKED.search(link[1], bar)
    if marked:
        state.reading.report(
            "md-mark-unread",
            state.at(link.start(1) + marked.start()),
            len(marked[0]),
            f"{quote(marked[1])} does nothing in the label of a wikilink, and is shown as it is "
            "written",
            hint="put the marks around the whole link, or write a backslash before each",
        )


def _check_type(state: LocatedInline, start: int, written: _WrittenLink) -> bool:
    type_, id_ = written.type, written.id
    if type_ is None or record_type(type_.text) is not None or not is_slug(id_.text):
        return True
    at = state.at(start + type_.start)
    whole = state.reading.source.span(at, id_.start + len(id_.text) - type_.start)
    sought = Sought(words=id_.text, types=REFERENCE_TYPES, span=whole)
    state.reading.report(
        "md-wikilink-type",
        at,
        whole.length,
        f"{quote(type_.text + ':')} is no type of record",
        hint=Seek(sought, "the types are " + ", ".join(f"`{name}:`" for name in REFERENCE_TYPES)),
    )
    return False


def _check_id(state: LocatedInline, link: re.Match[str], written: _WrittenLink) -> bool:
    type_, id_ = written.type, written.id
    if is_slug(id_.text):
        return True
    otherwise = "no record is known by that name; an id has only `a` to `z`, digits and `-`"
    if type_ is not None and type_.text in ("http", "https", "mailto"):
        otherwise = "wikilinks lead to records of the dossier; write `[text](https://…)`"
    types: tuple[str, ...] = REFERENCE_TYPES
    if id_.text.startswith("@"):
        otherwise, types = _CITE_OR_LINK, ("source",)
    # A name may hold a colon; a type before one is meant as a type.
    named = record_type(type_.text) if type_ else None
    words = id_.text if type_ is None or named else f"{type_.text}: {id_.text}"
    cited = id_.text.startswith("@")
    label = written.label or id_.text
    relation = f"{written.relation.text}>" if written.relation else ""
    fragment = f"#{written.fragment.text}" if written.fragment and written.fragment.text else ""
    bar_and_label = behind_bar(label, in_cell=state.reading.origin.cell)
    sought = Sought(
        words=words,
        types=(named,) if named else types,
        span=_whole_link(state, link),
        before="[@" if cited else f"[[{relation}",
        after="]" if cited else f"{fragment}{bar_and_label}]]",
    )
    if "\n" in link[0]:
        # Only what stands on one line can be replaced.
        begin = state.at(link.start(1) + id_.start)
        sought = replace(
            sought,
            before="",
            after="",
            span=state.reading.source.span(begin, len(id_.text)),
        )
    state.reading.report(
        "md-wikilink-target",
        state.at(link.start()),
        _whole_link(state, link).length,
        f"{quote(id_.text)} cannot be an id",
        hint=Seek(sought, otherwise),
    )
    return False


def _check_relation(state: LocatedInline, start: int, relation: _LinkPart | None) -> bool:
    if relation is None or is_slug(relation.text):
        return True
    slug = suggest_slug(relation.text)
    hint: Hint = Offer((slug,)) if slug else "write the type before the `>`, such as `follows`"
    message = f"{quote(relation.text)} cannot be a type of reference"
    at = state.at(start + relation.start)
    state.reading.report("md-wikilink-relation", at, len(relation.text), message, hint=hint)
    return False


def _report_empty(state: LocatedInline, link: re.Match[str], written: _WrittenLink) -> None:
    hint: Hint
    if written.id.text:
        message = "the label after `|` is empty"
        hint = "leave out the `|`, or write a label"
    elif written.fragment and written.fragment.text:
        message = "the wikilink names a heading and no record"
        hint = "within one text, a link is written `[words](#heading)`"
    else:
        message = "the wikilink names no record"
        text = f"\\{link[0]}"
        words = f"name one between the brackets, or write {quote(text)} for plain ones"
        hint = Offer((text,), words)
    state.reading.report(
        "md-wikilink-empty", state.at(link.start()), len(link[0]), message, hint=hint
    )


_EMBED = re.compile(r"!\[\[([^\[\]|#^\n]{1,300}+)(?:[|#^\\][^\[\]\n]{0,300}+)?\]\]")


def embed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. The embed is reported once all files are known, which the hint needs."""
    if not state.src.startswith("![[", state.pos):
        return False
    found = _EMBED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        located = cast("LocatedInline", state)
        span = located.reading.source.span(located.at(state.pos), len(found[0]))
        target = found[1].strip()
        stem = target.rpartition("/")[2].removesuffix(".md")
        piece = Embed(target=target, id=suggest_slug(stem), written=found[0], span=span)
        state.push("embed", "", 0).meta["piece"] = piece
    state.pos = found.end()
    return True
