"""Editors' comments that readers would see: `%%…%%`, `{>>…<<}`, `{# … #}`, `[//]: # (…)`.

HTML comments are reported here where the HTML rules do not look: in a label, a title, a citation, a
value of front matter, and where a word processor has replaced their dashes or signs.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import merge
from itertools import islice
from operator import itemgetter

from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_COMMENT = re.compile(
    r"(?<!\\)(?:\\\\)*+(%%|\{>>|\{\+\+|\{--|\{~~|\{==|\{#(?=-?\s|[^{}\s]{0,200}#\})"
    r"|\{%-?\s{0,9}(?:end)?comment\b|\{\{-?\s{0,9}(?:/\*|!)|\{/\*|<%(?:\#|--)"
    r"|[<＜][ \t]?[!！][ \t]?[-–—－]{1,2})"
)
_HTML = "<!--"
_NO_NEWLINE = re.compile(r"[^\n]")
# A link definition is not published. With a bracket in the comment, without brackets around it,
# without a label or within a paragraph it is not a definition, and stays text.
_DEFINITION = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?"
    r"(\[(?:[ \t]*|//)\]:(?=[ \t])|\[(?!\^)[^\[\]\n]{1,60}\]:[ \t]{0,9}(?:#|<>)(?=[ \t]|$))",
    re.MULTILINE,
)
_NEEDLES = ("%%", "{", "<%", "!", "！", "]:")
_CLOSES = {"{>>": "<<}", "{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{#": "#}"}
_ADDRESS = re.compile(r"https?://\S+$")
_REPORTED_AT_MOST = 20
_AS_TEXT = "take it out of the text; where the signs are meant, put them into `code` or write `{}`"
_AS_CODE = "take it out; where the signs are meant, put them into `code`"
_NEVER_TEXT = "take it out; to keep it for the desk, write it behind a `#` on a line of its own"


def comments_in_body(  # noqa: PLR0913 - what is let be, and where it stands
    text: str,
    code: Iterable[tuple[int, int]],
    *,
    definitions: Collection[int],
    is_html: Callable[[int], bool],
    path: str,
    span: Callable[[int, int], Span],
) -> tuple[Diagnostic, ...]:
    """Report every comment in a body outside of code.

    Args:
        text: The text of the body.
        code: (begin, end) of every range of code.
        definitions: Offsets of link definitions, which are not published.
        is_html: Whether an HTML comment at an offset has already been reported.
        path: Path of the file.
        span: Gives the place of an offset and a length.
    """
    if not _may_hold(text):
        return ()
    shown = list(text)
    for begin, end in code:
        shown[begin:end] = _NO_NEWLINE.sub("\0", text[begin:end])
    words = "".join(shown)
    signs = (one for one in _remarks(words) if one[0] != _HTML or not is_html(one[1]))
    lines = ((one[1], one.start(1)) for one in _DEFINITION.finditer(words))
    unread = (one for one in lines if one[1] not in definitions)
    found = islice(merge(signs, unread, key=itemgetter(1)), _REPORTED_AT_MOST)
    return tuple(_problem(path, mark, _AS_TEXT, span(start, len(mark))) for mark, start in found)


def comments_in_front_matter(node: Node | None, text: str, *, path: str) -> tuple[Diagnostic, ...]:
    """Report every comment in the values of a file or its front matter, whose source is `text`."""
    if not _may_hold(text):
        return ()
    found = (
        _problem(path, mark, _NEVER_TEXT, value.span)
        for value in _values(node)
        if not _ADDRESS.match(value)
        for mark, _ in islice(_remarks(value), 1)
    )
    return tuple(islice(found, _REPORTED_AT_MOST))


def _may_hold(text: str) -> bool:
    return any(needle in text for needle in _NEEDLES)


def _values(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node:
            yield from _values(item)
    elif isinstance(node, MappingNode):
        for value in node.values():
            yield from _values(value)


def _remarks(text: str) -> Iterator[tuple[str, int]]:
    """(opening mark, offset) of every comment; a closing mark does not open another one."""
    position = 0
    while (found := _COMMENT.search(text, position)) is not None:
        mark = found[1]
        yield mark, found.start(1)
        position = found.end()
        closing = "%%" if mark == "%%" else _CLOSES.get(mark[:3])
        if closing:
            end = text.find(closing, position)
            if end < 0 and mark == "%%":
                return
            position = end + len(closing) if end >= 0 else position


def _problem(path: str, mark: str, hint: str, span: Span) -> Diagnostic:
    mark = mark.strip()
    kept = 1 if mark[0] in "[<" else 2
    escaped = "".join(f"\\{sign}" for sign in mark[:kept]) + mark[kept:]
    if not mark[0].isascii():  # a backslash does not escape a full-width sign
        hint = _AS_CODE
    return Diagnostic(
        code="md-editors-comment",
        path=path,
        span=span,
        message=f"a remark that begins with `{mark}` would be published as text",
        hint=hint.format(escaped),
    )
