"""Names of headings and header cells that hold marks: the words without the marks.

A heading is called what it says, and a cell is announced by its header: neither the number of a
note belongs to it, nor whom the mark of a mention leads to. A caption may have no name of its own,
so its table has one.
"""

import re
from html import unescape

from markupsafe import Markup, escape

_MARK = re.compile(
    r'<sup class="note-mark[^>]*>.*?</sup>|<a class="mention-mark [^>]*></a>', re.DOTALL
)
_NAMED = re.compile(r"<(h[1-6]|th|caption)(?=[\s>])[^>]*>")
_PICTURE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


def named_without_marks(html: str) -> Markup:
    """Name every heading, header cell and table that would be named with the number of a note."""
    if _MARK.search(html) is None:
        return Markup(html)  # noqa: S704
    parts: list[str] = []
    done = 0
    for opening in _NAMED.finditer(html):
        end = html.find(f"</{opening[1]}>", opening.end())
        words = html[opening.end() : end]
        if end < 0 or _MARK.search(words) is None:
            continue
        begin = opening.start()
        if opening[1] == "caption":
            begin = html.rfind("<table", done, begin)
        place = html.find(">", begin) if begin >= 0 else -1
        if place >= 0 and " aria-label" not in html[begin:place]:
            parts += (html[done:place], f' aria-label="{_plain(words)}"')
            done = place
    return Markup("".join((*parts, html[done:])))  # noqa: S704


def _plain(html: str) -> str:
    words = _TAG.sub("", _PICTURE.sub(r"\1", _MARK.sub("", html)))
    return str(escape(" ".join(unescape(words).split())))
