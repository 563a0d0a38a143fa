"""Blocks of raw HTML, where a site keeps harmless HTML: their text is text like any other."""

import re
from html import unescape

from markdown_it.common.html_re import close_tag
from markdown_it.common.html_re import open_tag as open_tag_pattern
from markdown_it.token import Token

from dossierpress.model.body import Block
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.raw_html import FLOW, INLINE, SPANNING, SWALLOWING, Tag, read_tag
from dossierpress.parse.markdown.reading import Reading
from dossierpress.parse.markdown.render.raw_tags import RawTags
from dossierpress.parse.markdown.render.tags import open_tag
from dossierpress.parse.markdown.source import Origin

_TAG = re.compile(f"{open_tag_pattern}|{close_tag}")
_NO_TAGS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def report_dropped(reading: Reading, html: str, at: int) -> None:
    """Tell of a tag that is left out."""
    reading.report(
        "md-html-dropped",
        at,
        len(html),
        f"{quote(html)} is not kept",
        hint="remove it, or write it in Markdown",
    )


def _origin_of(token: Token, reading: Reading) -> Origin:
    """Where the lines of a block's content stand: each is the end of a line of the body."""
    first = (token.map or [0])[0]
    starts, offsets, position = [], [], 0
    for number, line in enumerate(token.content.split("\n"), first):
        if position and position == len(token.content):
            break
        starts.append(position)
        offsets.append(reading.source.line_end(number) - len(line))
        position += len(line) + 1
    return Origin(tuple(starts), tuple(offsets))


class RawBlock:
    """One block of HTML on its way to the page."""

    def __init__(self, token: Token, raw: RawTags, *, section: int) -> None:
        self._html = token.content
        self._origin = _origin_of(token, raw.reading)
        self._raw = raw
        self._writer = raw.writer
        self._reading = raw.reading
        self._anchors = raw.anchors
        self._section = section
        self._held: tuple[Tag, int, int] | None = None
        """An opening tag that gets the anchor if text follows it at once."""
        self._in_block = self._in_span = False

    def write(self) -> None:
        """Write all of it; what may not span several blocks is closed at the end."""
        position = 0
        while position < len(self._html):
            start, end, html = self._next(position)
            if start > position:
                self._text(position, start)
            position = self._tag(html, start) if html else end
        self._let_go()
        self._end_span()
        self._raw.close_all(but=SPANNING)

    def _next(self, position: int) -> tuple[int, int, str]:
        """(start, end, tag) of the next tag; no tag for a comment and at the end."""
        while (start := self._html.find("<", position)) >= 0:
            for opening, closing in _NO_TAGS:
                if self._html.startswith(opening, start):
                    end = self._html.find(closing, start + len(opening))
                    return start, end + len(closing) if end >= 0 else len(self._html), ""
            found = _TAG.match(self._html, start)
            if found:
                return start, found.end(), found[0]
            position = start + 1
        return len(self._html), len(self._html), ""

    def _tag(self, html: str, start: int) -> int:
        """Write a tag; gives the position after it, or after what it swallows."""
        at, end = self._origin.at(start), start + len(html)
        tag = read_tag(html)
        if tag.name in FLOW:
            self._end_span()
            self._in_block = False
        if tag.name not in FLOW | INLINE:
            if not tag.closing:
                report_dropped(self._reading, html, at)
            return self._after(tag, end)
        self._let_go()
        if tag.closing:
            self._raw.close(tag.name)
        elif self._in_block or tag.name in ("a", "img"):
            self._raw.open(tag, at, len(html))
        else:
            self._held = (tag, at, len(html))
        return end

    def _after(self, tag: Tag, end: int) -> int:
        if tag.closing or tag.name not in SWALLOWING:
            return end
        closing = re.compile(f"</{tag.name}\\s*>", re.IGNORECASE).search(self._html, end)
        return closing.end() if closing else len(self._html)

    def _text(self, start: int, end: int) -> None:
        text = self._html[start:end]
        if not text.strip():
            self._let_go()
            self._writer.markup("\n")
            return
        if not self._in_block:
            self._begin_block(text, self._origin.at(start + len(text) - len(text.lstrip())))
        links = not self._raw.bars_links
        position = start
        for number, line in enumerate(text.split("\n")):
            if number:
                self._writer.line_break(self._origin.at(position - 1), links=links)
            at = self._origin.at(position)
            self._writer.text(unescape(line), at, len(line), links=links)
            position += len(line) + 1

    def _begin_block(self, text: str, at: int) -> None:
        given = self._held[0].value("id") if self._held else None
        anchor = self._anchors.raw(given) if given else self._anchors.block(text)
        self._writer.block(
            Block(
                anchor=anchor,
                role="paragraph",
                line=self._reading.source.line_of(at),
                section=self._section,
            )
        )
        if self._held:
            tag, held_at, length = self._held
            self._held = None
            self._raw.open(tag, held_at, length, id_=anchor)
        else:
            self._raw.enter(open_tag("span", id_=anchor))
            self._in_span = True
        self._in_block = True

    def _let_go(self) -> None:
        if self._held:
            tag, at, length = self._held
            self._held = None
            self._raw.open(tag, at, length)

    def _end_span(self) -> None:
        if self._in_span:
            self._raw.leave("</span>")
            self._in_span = False
