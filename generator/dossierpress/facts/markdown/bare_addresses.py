"""Bare addresses in a text: `https://court.example/decision`.

Text that begins with `http://` or `https://` and a host is a link, up to white space, a character
that is not allowed in addresses, or a closing bracket that it did not open; punctuation at its end
belongs to the sentence. `www.example.com` has no scheme, and e-mail addresses are not linked: they
stay text.

The rule runs at each colon, whose word has already become text, so the parser does not stop at
letters for it, and it reads each character once, unlike markdown-it's own rule.
"""

import re
from html import unescape
from typing import cast

from markdown_it.rules_inline import StateInline

from dossierpress.facts.markdown.inline_parser import LocatedInline
from dossierpress.facts.markdown.links import judge_address

# An attribute value, in HTML that is shown as text, is not meant as a link. In scripts without
# spaces, an address may follow a word directly.
_SCHEME_OF_BARE_ADDRESS = re.compile(
    r"(?:(?<![\w/.:@=-])|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]))"
    r"(?<!=[\"'])(?i:https?)\Z"
)


_LONGEST_SCHEME = len("='https")


_HOST = re.compile(r"://[^\W_]")


_BROKEN_HOST = re.compile(r"\w+://[^/?#]*[\[(]")
"""`https://bad[.]example`: a defanged address, which is not to be followed."""


_BRACKET_OR_END = re.compile(
    r"[()\[\]\s<>\"`|“”„«»‹›—‘。、，；：！？（）「」『』【】《》〈〉〔〕…\x00-\x20]|\Z"
)


_CLOSING = {")": "(", "]": "["}


_ENTITY = re.compile(r"&#?\w{1,31};\Z")


_BELONGS_TO_SENTENCE = "?!.,:;*_~'’"


_PART_OF_ADDRESS = re.compile(
    r"\\[!-/:-@\[-`{-~]|&(?:#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
)


def bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. If silent, it matches nothing: a link does not change the length of a label."""
    if silent or state.linkLevel or state.src[state.pos] != ":":
        return False
    if not _HOST.match(state.src, state.pos, state.posMax):
        return False
    before = state.src[max(0, state.pos - _LONGEST_SCHEME) : state.pos]
    scheme = _SCHEME_OF_BARE_ADDRESS.search(before)
    if scheme is None or not state.pending.endswith(scheme[0]):
        return False
    begin = state.pos - len(scheme[0])
    end = _end_of_address(state.src, state.pos + len("://"), state.posMax)
    parts = _parts_of_address(state.src, begin, end)
    href = "".join(shown for shown, _, _ in parts)
    located = cast("LocatedInline", state)
    if judge_address(href).kind == "outside" and not _BROKEN_HOST.match(href):
        state.pending = state.pending[: -len(scheme[0])]
        _push_link(located, parts, href, end)
    else:
        located.keep_text(end)  # such as one with a password: not to be linked
    return True


def _push_link(
    state: LocatedInline, parts: list[tuple[str, int, int]], href: str, end: int
) -> None:
    begin = parts[0][1]
    state.pos = begin
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": href}, "bare"
    opening.meta["target"] = (state.at(begin), end - begin)
    for shown, start, stop in parts:
        state.pos = start
        written = state.src[start:stop]
        token = state.push("text" if written == shown else "text_special", "", 0)
        token.content, token.markup = shown, written
    state.pos = end
    state.push("link_close", "a", -1)


def _end_of_address(src: str, begin: int, maximum: int) -> int:
    end = _first_stop(src, begin, maximum)
    while end > begin and src[end - 1] in _BELONGS_TO_SENTENCE:
        entity = _ENTITY.search(src, max(begin, end - 40), end) if src[end - 1] == ";" else None
        end = entity.start() if entity else end - 1
    return end


def _first_stop(src: str, begin: int, maximum: int) -> int:
    """Position of a character not allowed in addresses, or of an unmatched closing bracket."""
    opened: list[str] = []
    for found in _BRACKET_OR_END.finditer(src, begin, maximum):
        mark = found[0]
        if mark in ("(", "["):
            opened.append(mark)
        elif not opened or _CLOSING.get(mark) != opened.pop():
            return found.start()
    return maximum


def _parts_of_address(src: str, begin: int, end: int) -> list[tuple[str, int, int]]:
    """The parts of an address: (shown text, begin, end)."""
    parts: list[tuple[str, int, int]] = []
    for special in _PART_OF_ADDRESS.finditer(src, begin, end):
        if special.start() > begin:
            parts.append((src[begin : special.start()], begin, special.start()))
        written = special[0]
        shown = written[1:] if written.startswith("\\") else unescape(written)
        parts.append((shown, special.start(), special.end()))
        begin = special.end()
    if begin < end:
        parts.append((src[begin:end], begin, end))
    return parts
