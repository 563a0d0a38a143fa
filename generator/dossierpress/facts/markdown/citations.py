"""Citations as in Pandoc: `[@a, p. 4; see @b]`, `[-@a]`, `@a [p. 2]`, `@{a}` and bare `@a`.

An `@` in an address, in a path or within a word is not a citation. The prefix before a key and the
locator after it may have emphasis and code. Nothing else is rendered there, because a locator is
part of a link to the bibliography: other marks are shown as written, with a warning.
"""

import re
from functools import lru_cache
from html import unescape
from itertools import groupby
from operator import attrgetter
from typing import Literal, cast

from markdown_it.common.utils import normalizeReference
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from dossierpress.facts.markdown.inline_parser import LocatedInline
from dossierpress.facts.markdown.inline_rules import located_code, located_emphasis
from dossierpress.facts.markdown.reading import quote
from dossierpress.facts.markdown.wikilinks import read_reference, record_type
from dossierpress.kernel.diagnostics import Hint, Offer, Seek
from dossierpress.kernel.diagnostics.diagnostic import Sought
from dossierpress.model.body import CitationItem, CitationMark, Run, Styled, Target

_Element = Literal["em", "strong", "code"]
_OPENS: dict[str, _Element] = {"em_open": "em", "strong_open": "strong"}
_SPACES = re.compile(r"\s+")
_OF_BRACES = re.compile(r"\\[\s\S]|[{}]")

_NOT_RENDERED = (
    (
        re.compile(r"\[\^[^\[\]\s]{1,100}\]"),
        "a footnote cannot stand in a citation",
        "put it behind the brackets",
    ),
    (
        re.compile(r"!?\[[^\[\]\n]{0,200}\](?:\([^()\s]{0,300}|\[)"),
        "a link or picture cannot stand in a citation, which is a link already",
        "put it into the sentence",
    ),
    (
        re.compile(r"<?\bhttps?://[^\s<>]{1,300}>?", re.IGNORECASE),
        "an address does not link in a citation, which is a link already",
        "put it into the sentence, or say it as `url` where the article lists its `sources`",
    ),
    (
        re.compile(r"<[a-zA-Z][a-zA-Z0-9-]{0,30}(?:\s[^<>]{0,200})?/?>"),
        "HTML is not read in a citation",
        "write `*…*` to stress words, or a backslash before `<` to show it",
    ),
    (
        re.compile(r"~~[^~\n]{1,200}~~"),
        "text in a citation cannot be struck",
        "take it out, or strike out all of the citation: `~~[…]~~`",
    ),
)
"""A pattern, the message about what it matches, and the hint."""


def prefix_words(state: LocatedInline, start: int, end: int) -> Styled:
    """The words before a key, with a space after them if the author wrote one."""
    words = _words(state, start, end)
    if words and state.src[end - 1].isspace():
        return (*words, Run(text=" "))
    return words


def locator_words(state: LocatedInline, start: int, end: int) -> Styled:
    """The words after a key, without the comma and the braces that separate them from it.

    As in Pandoc, braces hold the locator, and a suffix may follow; both are shown in sequence. `{}`
    means that there is no locator.
    """
    start = _after(state, start, end, ",")
    if start == end or state.src[start] != "{":
        return _words(state, start, end)
    close = _closing_brace(state.src, start, end)
    if close is None:
        state.reading.report(
            "md-citation-markup",
            state.at(start),
            1,
            "this brace is never closed, and is shown as it is written",
            hint=Offer(
                ("\\{",), "close it with `}` behind the locator, or write `\\{` to show the brace"
            ),
        )
        return _words(state, start, end)
    inside = _words(state, start + 1, close)
    if not inside:
        return _words(state, _after(state, close + 1, end, ","), end)
    behind = _words(state, close + 1, end)
    if behind and state.src[close + 1].isspace():
        behind = (Run(text=" "), *behind)
    return _joined([*inside, *behind])


def _after(state: LocatedInline, start: int, end: int, mark: str) -> int:
    """The position after white space, one mark and the white space after it."""
    start = _skip_spaces(state.src, start, end)
    if start < end and state.src[start] == mark:
        start = _skip_spaces(state.src, start + 1, end)
    return start


def _skip_spaces(src: str, start: int, end: int) -> int:
    while start < end and src[start].isspace():
        start += 1
    return start


def _closing_brace(src: str, start: int, end: int) -> int | None:
    depth = 0
    for found in _OF_BRACES.finditer(src, start, end):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return None


@lru_cache(maxsize=1)
def _words_parser() -> ParserInline:
    parser = ParserInline()
    parser.ruler.at("backticks", located_code)
    parser.ruler.at("emphasis", located_emphasis)
    parser.ruler.enableOnly(["text", "newline", "escape", "backticks", "emphasis", "entity"])
    parser.ruler2.enableOnly(["balance_pairs", "emphasis"])
    return parser


def _words(state: LocatedInline, start: int, end: int) -> Styled:
    start = _skip_spaces(state.src, start, end)
    while end > start and state.src[end - 1].isspace():
        end -= 1
    if start == end:
        return ()
    inner = state.part(start, end)
    parser = _words_parser()
    parser.tokenize(inner)
    for rule in parser.ruler2.getRules(""):
        rule(inner)
    _check_marks(inner)
    _check_not_rendered(inner)
    state.reading.in_citations.append(inner.tokens)
    return _runs(inner.tokens)


def _runs(tokens: list[Token]) -> Styled:
    runs: list[Run] = []
    elements: list[_Element] = []
    for token in tokens:
        match token.type:
            case "em_open" | "strong_open":
                elements.append(_OPENS[token.type])
            case "em_close" | "strong_close":
                elements.pop()
            case "code_inline":
                runs.append(Run(text=token.content, elements=(*elements, "code")))
            case "softbreak" | "hardbreak":
                runs.append(Run(text=" ", elements=tuple(elements)))
            case _:
                text = _SPACES.sub(" ", token.content)
                runs.append(Run(text=text, elements=tuple(elements)))
    return _joined(runs)


def _joined(runs: list[Run]) -> Styled:
    return tuple(
        Run(text="".join(run.text for run in same), elements=elements)
        for elements, same in groupby(filter(attrgetter("text"), runs), key=attrgetter("elements"))
    )


def _check_marks(inner: LocatedInline) -> None:
    """Report emphasis marks that stay text: one that might open emphasis, or several."""
    closing = {mark.end for mark in inner.delimiters if mark.end >= 0}
    shown = [
        mark
        for number, mark in enumerate(inner.delimiters)
        if mark.end < 0 and number not in closing and chr(mark.marker) in "*_"
    ]
    if not shown or (len(shown) == 1 and not shown[0].open):
        return
    first = shown[0]
    sign = chr(first.marker)
    inner.reading.report(
        "md-citation-markup",
        inner.tokens[first.token].meta["at"],
        1,
        f"{quote(sign)} is shown as it is written: no emphasis begins and ends here, on one side "
        "of the key and of a semicolon",
        hint=Offer(
            (f"\\{sign}",),
            "close it where it began, or stress all of the citation, as `*[@id, p. 4]*`; write "
            f"{quote(chr(92) + sign)} to show the mark",
        ),
    )


def _check_not_rendered(inner: LocatedInline) -> None:
    kept = [
        (token.meta.get("at", 0), token.content) for token in inner.tokens if token.type == "text"
    ]
    # Marks and brackets are tokens of their own; those escaped with a backslash are not.
    text = "".join(content for _, content in kept)
    for pattern, what, way_out in _NOT_RENDERED:
        for found in pattern.finditer(text):
            inner.reading.report(
                "md-citation-markup",
                _place_in_words(kept, found.start()),
                len(found[0]),
                f"{quote(found[0])} is shown as it is written: {what}",
                hint=way_out,
            )


def _place_in_words(kept: list[tuple[int, str]], position: int) -> int:
    for at, content in kept:
        if position < len(content):
            return at + position
        position -= len(content)
    return kept[-1][0]


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
    """Inline rule for citations in brackets. It runs after those for links and spans."""
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
        # Only the `@` marks it as a citation: `@potus` may be a handle.
        bare = len(items) == 1 and not items[0].locator and cited["key"] == source.id
        mark = CitationMark(items=items, narrative=True, bare=bare)
        state.push("citation", "", 0).meta["piece"] = mark
    state.pos = locator.end() if locator else cited.end()
    return True


def _narrative(
    state: LocatedInline, cited: re.Match[str], source: Target, locator: re.Match[str] | None
) -> tuple[CitationItem, ...]:
    """A source named in the text, with what the brackets after it add: a locator, more sources."""
    if locator is None:
        return (_item(state, cited, source),)
    first, *others = _parts(state.src, *locator.span(1))
    place = locator_words(state, *first)
    more = _items(state, others[0][0], others[-1][1]) if others else ()
    return (_item(state, cited, source, locator=place), *(more or ()))


def _is_locator(state: StateInline, inner: str) -> bool:
    """Whether brackets hold a locator, not a wikilink or the label of a reference link."""
    references = state.env.get("references", {})
    return (
        bool(inner.strip())
        and "[[" not in inner
        and _CITED.search(inner.partition(";")[0]) is None
        and normalizeReference(inner) not in references
    )


def _items(state: LocatedInline, start: int, end: int) -> tuple[CitationItem, ...] | None:
    """The sources between two positions; None, with a report, if one cannot be read."""
    items: list[CitationItem] = []
    sound = True
    begin: int | None = start  # the text before the first source belongs to it
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
    """Split at semicolons into the ranges of the sources, but not at that of `&amp;`."""
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
    """The position of the `@`, from which on the match is the key as written."""
    return cited.start() + len(cited.groupdict().get("minus") or "")


def _written_key(cited: re.Match[str]) -> str:
    return cited[0].removeprefix(cited.groupdict().get("minus") or "")


def _check_single(state: LocatedInline, cited: re.Match[str], end: int) -> bool:
    second = _CITED.search(state.src, cited.end(), end)
    if second is None:
        return True
    state.reading.report(
        "md-citation-item",
        state.at(_at_sign(second)),
        len(_written_key(second)),
        f"{quote(_written_key(second))} stands in the locator of {quote(_written_key(cited))}",
        hint="put a semicolon between two sources",
    )
    return False


def _report_key(state: LocatedInline, cited: re.Match[str], end: int) -> None:
    key, at, written = _key(cited), state.at(_at_sign(cited)), _written_key(cited)
    prefix, colon, _ = key.rpartition(":")
    # In a citation by name, the name includes all following words with a capital.
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
    text = f"\\{_written_key(cited)}"
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
