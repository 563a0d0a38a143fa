"""The words around a citation's key: its prefix, and its locator with or without braces.

They may be emphasised and hold code, as in Pandoc. Nothing else is rendered there, for a locator is
part of a link to the bibliography: other marks are shown as they are written, with a warning.
"""

import re
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Literal

from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token

from dossierpress.diagnostics import Offer
from dossierpress.model.styled import Run, Styled
from dossierpress.parse.markdown.located_inline import LocatedInline
from dossierpress.parse.markdown.located_parts import located_code, located_emphasis
from dossierpress.parse.markdown.quote import quote

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
"""A pattern, what is said of what it finds, and the way out."""


def prefix_words(state: LocatedInline, start: int, end: int) -> Styled:
    """The words before a key, with a space behind them where the author wrote one."""
    words = _words(state, start, end)
    if words and state.src[end - 1].isspace():
        return (*words, Run(text=" "))
    return words


def locator_words(state: LocatedInline, start: int, end: int) -> Styled:
    """The words behind a key, without the comma and the braces that part them from it.

    Pandoc reads what is in braces as the locator, and what follows as a suffix; both are shown, one
    behind the other. `{}` says that there is no locator.
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
    """Behind white space and one mark with the white space behind it."""
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
def _parser() -> ParserInline:
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
    parser = _parser()
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
    """Report marks of emphasis that are shown: one that might begin one, or several."""
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
    # Marks and brackets are tokens of their own; what an author keeps with a backslash is none.
    text = "".join(content for _, content in kept)
    for pattern, what, way_out in _NOT_RENDERED:
        for found in pattern.finditer(text):
            inner.reading.report(
                "md-citation-markup",
                _place(kept, found.start()),
                len(found[0]),
                f"{quote(found[0])} is shown as it is written: {what}",
                hint=way_out,
            )


def _place(kept: list[tuple[int, str]], position: int) -> int:
    for at, content in kept:
        if position < len(content):
            return at + position
        position -= len(content)
    return kept[-1][0]
