"""Citations as in Pandoc: `[@a, p. 4; see @b]`, `[-@a]`, `@a [p. 2]`, `@{a}` and bare `@a`.

The `@` of an address, of a path or inside of a word cites nothing.
"""

import re
from html import unescape
from typing import cast

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from dossierpress.diagnostics import Hint, Offer, Seek
from dossierpress.diagnostics.diagnostic import Sought
from dossierpress.model.body import CitationItem, CitationMark, Target
from dossierpress.model.styled import Styled
from dossierpress.parse.markdown.citation_words import locator_words, prefix_words
from dossierpress.parse.markdown.located_inline import LocatedInline
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.reference import read_reference, record_type

_KEY = (
    r"(?<![^\W_])(?<![/.@:=&?#%+~\\])"
    r"@(?:(?P<key>[^\W_]+(?:[-:._][^\W_]+)*)|\{(?P<braced>[^{}\\\n]{1,200})\})"
)
_BARE = re.compile(_KEY)
_CITED = re.compile(r"(?P<minus>(?<![^\s\[;])-)?" + _KEY)
# One pair of brackets may stand inside, as in `[@a, p. 4 [sic]]`, but no citation in it.
_INNER = r"((?:\\[\s\S]|[^\[\]\\]++|\[[^\[\]@]*\])*)"
_GROUP = re.compile(r"\[" + _INNER + r"\]")
_LOCATOR = re.compile(r" ?\[(?![\^@\[])" + _INNER + r"\](?![({])")
_REST_OF_NAME = re.compile(
    r"(?: (?:(?:of|the|de|la|le|du|der|die|and|&) ){0,2}[^\W\d_a-z][\w'’-]{1,40}){1,8}"
)
_SEPARATOR = re.compile(r"\\[\s\S]|@\{[^{}\\\n]{1,200}\}|&[#\w]{1,32};|;")


def citation_group(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule for citations in brackets. Links and spans were looked for before."""
    if state.src[state.pos] != "[":
        return False
    group = _GROUP.match(state.src, state.pos, state.posMax)
    if group is None or _CITED.search(state.src, group.start(1), group.end(1)) is None:
        return False
    if not silent:
        located = cast("LocatedInline", state)
        items = _items(located, group.start(1), group.end(1))
        if items is None:
            located.keep_text(group.end())
        else:
            mark = CitationMark(items=items, narrative=False)
            state.push("citation", "", 0).meta["piece"] = mark
    state.pos = group.end()
    return True


def citation_in_text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule for `@a` in running text, with or without a locator in brackets."""
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    cited = _BARE.match(state.src, state.pos, state.posMax)
    if cited is None:
        return False
    located = cast("LocatedInline", state)
    source = read_reference(_key(cited), only="source")
    if source is None:
        if not silent:
            if cited["key"] is None:
                _report_key(located, cited, cited.end())
            else:
                _report_handle(located, cited)
            located.keep_text(cited.end())
        state.pos = cited.end()
        return True
    locator = _LOCATOR.match(state.src, cited.end(), state.posMax)
    if locator is not None and not _is_locator(state, locator[1]):
        locator = None
    if not silent:
        items = _narrative(located, cited, source, locator)
        # Nothing but the `@` says that it is a citation: `@potus` may be a handle.
        bare = len(items) == 1 and not items[0].locator and cited["key"] == source.id
        mark = CitationMark(items=items, narrative=True, bare=bare)
        state.push("citation", "", 0).meta["piece"] = mark
    state.pos = locator.end() if locator else cited.end()
    return True


def _narrative(
    state: LocatedInline, cited: re.Match[str], source: Target, locator: re.Match[str] | None
) -> tuple[CitationItem, ...]:
    """The source named in the text, with what the brackets after it add: a place, more sources."""
    if locator is None:
        return (_item(state, cited, source),)
    first, *others = _parts(state.src, *locator.span(1))
    place = locator_words(state, *first)
    more = _items(state, others[0][0], others[-1][1]) if others else ()
    return (_item(state, cited, source, locator=place), *(more or ()))


def _is_locator(state: StateInline, inner: str) -> bool:
    """Not a wikilink in brackets, nor the label of a link that is defined elsewhere."""
    references = state.env.get("references", {})
    return (
        bool(inner.strip())
        and "[[" not in inner
        and _CITED.search(inner.partition(";")[0]) is None
        and normalizeReference(inner) not in references
    )


def _items(state: LocatedInline, start: int, end: int) -> tuple[CitationItem, ...] | None:
    """The sources between two positions, or None, with reports, where one cannot be read."""
    items: list[CitationItem] = []
    sound = True
    begin: int | None = start  # what stands before the first source belongs to it
    for part_start, part_end in _parts(state.src, start, end):
        cited = _CITED.search(state.src, part_start, part_end)
        if cited is None:
            if begin is None:
                _report_no_source(state, part_start, part_end)
                sound = False
            continue
        sound = _check_single(state, cited, part_end) and sound
        source = read_reference(_key(cited), only="source")
        if source is None:
            _report_key(state, cited, part_end)
            sound = False
        else:
            before = part_start if begin is None else begin
            prefix = prefix_words(state, before, cited.start())
            locator = locator_words(state, cited.end(), part_end)
            items.append(_item(state, cited, source, prefix=prefix, locator=locator))
        begin = None
    return tuple(items) if sound else None


def _parts(src: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sources stand that semicolons part; the one of `&amp;` parts nothing."""
    parts: list[tuple[int, int]] = []
    for found in _SEPARATOR.finditer(src, start, end):
        if found[0] == ";" or (found[0][0] == "&" and unescape(found[0]) == found[0]):
            parts.append((start, found.end() - 1))
            start = found.end()
    return [part for part in (*parts, (start, end)) if part[0] < part[1]]


def _item(
    state: LocatedInline,
    cited: re.Match[str],
    source: Target,
    *,
    prefix: Styled = (),
    locator: Styled = (),
) -> CitationItem:
    return CitationItem(
        source=source,
        prefix=prefix,
        locator=locator,
        suppress_name=bool(cited.groupdict().get("minus")),
        span=state.reading.source.span(state.at(_key_start(cited)), len(_key(cited))),
    )


def _key(cited: re.Match[str]) -> str:
    return cited["key"] or cited["braced"]


def _key_start(cited: re.Match[str]) -> int:
    return max(cited.start("key"), cited.start("braced"))


def _at_sign(cited: re.Match[str]) -> int:
    """Where the `@` stands; all from there on is the key as it is written."""
    return cited.start() + len(cited.groupdict().get("minus") or "")


def _written(cited: re.Match[str]) -> str:
    return cited[0].removeprefix(cited.groupdict().get("minus") or "")


def _check_single(state: LocatedInline, cited: re.Match[str], end: int) -> bool:
    second = _CITED.search(state.src, cited.end(), end)
    if second is None:
        return True
    state.reading.report(
        "md-citation-item",
        state.at(_at_sign(second)),
        len(_written(second)),
        f"{quote(_written(second))} stands in the locator of {quote(_written(cited))}",
        hint="put a semicolon between two sources",
    )
    return False


def _report_key(state: LocatedInline, cited: re.Match[str], end: int) -> None:
    key, at, written = _key(cited), state.at(_at_sign(cited)), _written(cited)
    prefix, colon, _ = key.rpartition(":")
    # Where somebody cites by name, the name goes on as long as its words have capitals.
    name = _REST_OF_NAME.match(state.src, cited.end(), end) if cited["key"] else None
    rest = name[0] if name else ""
    span = state.reading.source.span(at, len(written + rest))
    hint: Hint
    if colon and record_type(prefix) not in (None, "source"):
        message = f"{quote(written)} does not name a source, and only sources are cited"
        hint = f"link to it with {quote(f'[[{key}]]')}, outside of the brackets of a citation"
    else:
        message = f"{quote(key)} cannot be the id of a source"
        sought = Sought(words=key + rest, types=("source",), span=span, before="@")
        hint = Seek(sought, _as_text(cited))
    state.reading.report("md-citation-key", at, len(written), message, hint=hint)


def _report_handle(state: LocatedInline, cited: re.Match[str]) -> None:
    key, at = cited["key"], state.at(cited.start())
    span = state.reading.source.span(at, len(cited[0]))
    state.reading.report(
        "md-citation-handle",
        at,
        len(cited[0]),
        f"{quote('@' + key)} is shown as text: it cannot be the id of a source",
        hint=Seek(Sought(words=key, types=("source",), span=span, before="@"), _as_text(cited)),
    )


def _as_text(cited: re.Match[str]) -> Offer:
    text = f"\\{_written(cited)}"
    return Offer((text,), f"to keep it as text, write {quote(text)}")


def _report_no_source(state: LocatedInline, start: int, end: int) -> None:
    text = state.src[start:end].strip()
    begin = start + state.src[start:end].index(text)
    state.reading.report(
        "md-citation-item",
        state.at(begin),
        len(text),
        f"{quote(text)} names no source, and stands alone between semicolons",
        hint="put a comma before what belongs to the source in front of it; "
        "a source is written `@id`",
    )
