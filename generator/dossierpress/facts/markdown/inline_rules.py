"""Inline rules of markdown-it that record where the parts of what they find stand."""

from collections.abc import Callable
from typing import cast

from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    image,
    link,
    strikethrough,
)
from markdown_it.token import Token

from dossierpress.facts.markdown.inline_parser import LocatedInline

InlineRule = Callable[[StateInline, bool], bool]


_WHITE_SPACE = " \t\n"


def _located_run(tokenize: InlineRule) -> InlineRule:
    """Wrap the rule for a run of marks: each mark has its own place, in case it stays text."""

    def located_run(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        place, before = state.pos, len(state.tokens) + bool(state.pending)
        if silent or not tokenize(state, silent):
            return False
        located = cast("LocatedInline", state)
        for token in state.tokens[before:]:
            token.meta["at"] = located.at(place)
            place += len(token.content)
        return True

    return located_run


located_emphasis = _located_run(emphasis.tokenize)


located_strikethrough = _located_run(strikethrough.tokenize)
"""Of tildes, a pair is one mark."""


def located_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule: the text of `<https://…>` begins after the angle."""
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        state.tokens[-2].meta["at"] = cast("LocatedInline", state).at(start + 1)
    return True


def located_code(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule: the place of a code span is that of its text."""
    start, before = state.pos, len(state.tokens)
    if not backtick(state, silent):
        return False
    if not silent and len(state.tokens) > before and state.tokens[-1].type == "code_inline":
        token = state.tokens[-1]
        marks = len(token.markup)
        trimmed = (state.pos - start - 2 * marks - len(token.content)) // 2
        located = cast("LocatedInline", state)
        token.meta["at"] = located.at(start + marks + trimmed)
        located.reading.code.append((located.at(start), located.at(state.pos - 1) + 1))
    return True


def located_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule: `meta["target"]` of a link is (offset, length) of its destination.

    `meta["elsewhere"]` is set if the destination stands in a definition.
    """
    start, before = state.pos, len(state.tokens)
    if not link(state, silent):
        return False
    if not silent:
        token = next(token for token in state.tokens[before:] if token.type == "link_open")
        end = state.md.helpers.parseLinkLabel(state, start, True)  # noqa: FBT003
        _take_down_target(cast("LocatedInline", state), token, start, end, "href")
    return True


def located_image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule: `meta["target"]` of an image is (offset, length) of its file."""
    start = state.pos
    if not image(state, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        end = start + 2 + len(token.content)
        _take_down_target(cast("LocatedInline", state), token, start, end, "src")
    return True


def _take_down_target(state: LocatedInline, token: Token, start: int, end: int, name: str) -> None:
    """Record the place of the destination; for a reference link that of the whole construct."""
    if state.src.startswith("](", end):
        begin = end + 2
        while begin < state.pos and state.src[begin] in _WHITE_SPACE:
            begin += 1
        found = state.md.helpers.parseLinkDestination(state.src, begin, state.pos)
        if found.ok and found.str == token.attrs.get(name):
            bracket = state.src[begin] == "<"
            length = found.pos - begin - (2 if bracket else 0)
            token.meta["target"] = (state.at(begin + bracket), length)
            _take_down_title(state, token, found.pos)
            return
    token.meta["target"] = (state.at(start), state.pos - start)
    token.meta["elsewhere"] = True


def _take_down_title(state: LocatedInline, token: Token, begin: int) -> None:
    while begin < state.pos and state.src[begin] in _WHITE_SPACE:
        begin += 1
    title = state.md.helpers.parseLinkTitle(state.src, begin, state.pos, None)
    if title.ok:
        token.meta["title"] = (state.at(begin + 1), title.pos - begin - 2)
