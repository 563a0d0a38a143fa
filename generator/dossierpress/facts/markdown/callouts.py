"""Callouts as in Obsidian and on GitHub: a quotation whose first line is `[!NOTE]` and a title.

    > [!WARNING] Not confirmed
    > Both men deny it.

Obsidian's marks for folding (`[!note]-`) are ignored: published callouts are open.
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierpress.facts.markdown.reading import BlockOrigin

_CALLOUT_LINE = re.compile(
    r"\[!(?P<type>[A-Za-z][A-Za-z-]{0,40})(?:\|[^\[\]\n]{0,100})?\][+-]?"
    r"(?:[ \t]+(?P<title>[^\n]*))?(?:\n|\Z)"
)


def callouts(state: StateCore) -> None:
    """Core rule: turns such a quotation into `callout_open`, a title and `callout_close`."""
    if "[!" not in state.src:
        return
    tokens: list[Token] = []
    opened: list[bool] = []
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        if token.type == "blockquote_open":
            head = _read_callout(state.tokens[index : index + 4])
            opened.append(bool(head))
            tokens += head or [token]
            index += _tokens_read(head)
        elif token.type == "blockquote_close" and opened.pop():
            tokens.append(Token("callout_close", "div", -1, level=token.level))
            index += 1
        else:
            tokens.append(token)
            index += 1
    state.tokens = tokens


def _tokens_read(head: list[Token]) -> int:
    """How many tokens of the stream the head of a callout replaces."""
    if not head:
        return 1
    return 2 if head[-1].type == "paragraph_open" else 4


def _read_callout(tokens: list[Token]) -> list[Token]:
    """The head of a callout; nothing for an ordinary quotation."""
    if len(tokens) < 4 or tokens[1].type != "paragraph_open":
        return []
    quotation, paragraph, inline, _ = tokens
    first = _CALLOUT_LINE.match(inline.content)
    if first is None:
        return []
    origin: BlockOrigin = inline.meta["origin"]
    line = (paragraph.map or [0])[0]
    opening = Token("callout_open", "div", 1, map=quotation.map, level=quotation.level)
    opening.meta = {"type": first["type"].lower()}
    title = Token("inline", "", 0, map=[line, line + 1], level=inline.level)
    title.content = (first["title"] or "").rstrip()
    title.meta = {
        "origin": origin.without(first.start("title")) if title.content else origin,
        "type": first["type"],
    }
    head = [opening, Token("callout_title", "p", 0, map=title.map, level=paragraph.level), title]
    if first.end() < len(inline.content):
        inline.content = inline.content[first.end() :]
        inline.meta["origin"] = origin.without(first.end())
        inline.map = [line + 1, (inline.map or [0, line + 2])[1]]
        paragraph.map = inline.map
        head.append(paragraph)
    return head
