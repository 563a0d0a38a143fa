"""Remarks for the desk in a text: `%%…%%`, `{>>…<<}`, `{# … #}`. Readers would see them."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.located_yaml import Mapping, Node, Sequence, Text

_COMMENT = re.compile(
    r"(?<!\\)(?:%%|\{>>|\{\+\+|\{--|\{~~|\{==|\{#(?=\s|[^{}\s]{0,200}#\})"
    r"|\{%-?\s{0,9}(?:end)?comment\b|\{\{-?\s{0,9}(?:/\*|!)|\{/\*|<%(?:\#|--))"
)
_CLOSES = {"{>>": "<<}", "{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{#": "#}"}
_ADDRESS = re.compile(r"https?://\S+$")
_REPORTED_AT_MOST = 20


def in_body(
    text: str, code: Iterable[tuple[int, int]], *, path: str, first_line: int
) -> tuple[Diagnostic, ...]:
    """Tell of every remark in a body, but for those in code.

    Args:
        text: Of the body.
        code: (begin, end) of every stretch of it that is code.
        path: Of the file.
        first_line: Line of the file on which the body begins.
    """
    if not _may_hold(text):
        return ()
    shown = list(text)
    for begin, end in code:
        shown[begin:end] = " " * (end - begin)
    found = islice(_remarks("".join(shown)), _REPORTED_AT_MOST)
    return tuple(
        _problem(
            path,
            mark,
            Span(
                line=first_line + text.count("\n", 0, start),
                column=start - text.rfind("\n", 0, start),
                length=len(mark),
            ),
        )
        for mark, start in found
    )


def in_front_matter(node: Node | None, text: str, *, path: str) -> tuple[Diagnostic, ...]:
    """Tell of every remark in the values of a file or of its front matter, written as `text`."""
    if not _may_hold(text):
        return ()
    found = (
        _problem(path, mark, value.span)
        for value in _values(node)
        if not _ADDRESS.match(value)
        for mark, _ in islice(_remarks(value), 1)
    )
    return tuple(islice(found, _REPORTED_AT_MOST))


def _may_hold(text: str) -> bool:
    return "%%" in text or "{" in text or "<%" in text


def _values(node: Node | None) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Sequence):
        for item in node:
            yield from _values(item)
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _values(value)


def _remarks(text: str) -> Iterator[tuple[str, int]]:
    """(how it begins, where) of every remark; what ends one begins no other."""
    position = 0
    while (found := _COMMENT.search(text, position)) is not None:
        mark = found[0]
        yield mark, found.start()
        position = found.end()
        closing = "%%" if mark == "%%" else _CLOSES.get(mark[:3])
        if closing:
            end = text.find(closing, position)
            if end < 0 and mark == "%%":
                return
            position = end + len(closing) if end >= 0 else position


def _problem(path: str, mark: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="md-editors-comment",
        path=path,
        span=span,
        message=f"a remark that begins with `{mark.strip()}` would be published as text",
        hint="take it out of the text; where the signs are meant, put them into `code` or write"
        f" `{''.join(chr(92) + sign for sign in mark.strip()[:2])}{mark.strip()[2:]}`",
    )
