"""Raw HTML among our own: every element that an author opens is closed, and properly nested.

Where a site keeps harmless HTML, the text in an HTML block is treated like any other text.
"""

import re
from html import unescape

from markdown_it.common.html_re import close_tag
from markdown_it.common.html_re import open_tag as open_tag_pattern
from markdown_it.token import Token

from dossierpress.facts.markdown.allowed_html import (
    CODE,
    FLOW,
    INLINE,
    SPANNING,
    STRUCK,
    SWALLOWING,
    VOID,
    RawTag,
    read_tag,
)
from dossierpress.facts.markdown.attributes import Attributes
from dossierpress.facts.markdown.links import judge_address
from dossierpress.facts.markdown.reading import BlockOrigin, BodyReading, quote
from dossierpress.facts.markdown.render.anchors import Anchors
from dossierpress.facts.markdown.render.signs import struck_begins, struck_ends
from dossierpress.facts.markdown.render.writer import PieceWriter, open_tag
from dossierpress.model.body import Block, Image, LinkEnd, LinkStart

_OWN = ""


class RawTags:
    """The elements that are open, ours and the author's."""

    def __init__(self, writer: PieceWriter, reading: BodyReading, anchors: Anchors) -> None:
        self.writer = writer
        self.reading = reading
        self.anchors = anchors
        self._open: list[tuple[str, str | None]] = []
        """(name of a raw element or "" for one of ours, closing tag of a raw one).

        The closing tag is None for a link that is a hole.
        """
        self._barring = 0

    @property
    def bars_links(self) -> bool:
        """Whether a raw element is open in which names must not become links."""
        return self._barring > 0

    def enter(self, html: str = "") -> None:
        """Open an element of ours."""
        if html:
            self.writer.markup(html)
        self._open.append((_OWN, ""))

    def leave(self, html: str = "") -> None:
        """Close the innermost element of ours, and every raw one inside of it."""
        while self._open and self._open[-1][0] != _OWN:
            self._close_last()
        self._open.pop()
        if html:
            self.writer.markup(html)

    def close_all(self, *, but: frozenset[str] = frozenset()) -> None:
        """Close raw elements from the innermost on, up to one of ours or of the names given."""
        while self._open and self._open[-1][0] not in but | {_OWN}:
            self._close_last()

    def open(self, tag: RawTag, at: int, length: int, *, id_: str | None = None) -> None:
        """Write a raw element's opening tag; an `id_` given here goes before the author's."""
        most = self.reading.limits.open_elements
        if len(self._open) >= most and tag.name not in VOID:
            self.reading.limit(
                "open_elements",
                at,
                length,
                f"more than {most} elements inside one another",
                hint="close some before others are opened",
            )
            return
        if tag.name in ("a", "img"):
            self.reading.count("links", at, length)
        if tag.name == "a":
            self._open_link(tag, at, length)
        elif tag.name == "img":
            self._image(tag, at, length)
        else:
            self.writer.markup(self.opening(tag, id_=id_))
            if tag.name in STRUCK:
                struck_begins(self.writer, self.reading)
            if tag.name not in VOID:
                self._push(tag.name, f"</{tag.name}>")

    def close(self, name: str) -> None:
        """Write a closing tag, if its element is open."""
        for open_name, _ in reversed(self._open):
            if open_name == _OWN:
                return
            if open_name == name:
                break
        else:
            return
        while self._close_last() != name:
            pass

    def opening(self, tag: RawTag, *, id_: str | None = None) -> str:
        """The opening tag as it is published."""
        given = tag.value("id")
        if id_ is None and given:
            id_ = self.anchors.raw(given)
        own = ("id", "class", "lang", "dir")
        rest = {key: value for key, value in tag.attributes if key not in own}
        attributes = Attributes(
            classes=tuple((tag.value("class") or "").split()),
            lang=tag.value("lang"),
            dir=tag.value("dir"),
        )
        return open_tag(tag.name, id_=id_, attributes=attributes, **rest)

    def _open_link(self, tag: RawTag, at: int, length: int) -> None:
        address = judge_address(tag.value("href") or "")
        if address.kind == "refused" or any(name == "a" for name, _ in self._open):
            reason = address.reason or "this link stands inside of another one"
            self.reading.report("md-link-scheme", at, length, reason, hint=address.hint or None)
            return
        if address.kind == "outside":
            rel = "noopener noreferrer" if address.remote else None
            title = tag.value("title")
            self.writer.markup(open_tag("a", href=address.href, rel=rel, title=title))
            self._push("a", "</a>")
        else:
            span = self.reading.source.span(at, length)
            self.writer.hole(LinkStart(href=address.href, title=tag.value("title"), span=span))
            self._push("a", None)

    def _image(self, tag: RawTag, at: int, length: int) -> None:
        address = judge_address(tag.value("src") or "")
        if address.kind != "inside":
            self.reading.report(
                "md-image-remote",
                at,
                length,
                f"the image {quote(address.href)} is not part of the dossier",
                hint="save a copy below `content/media/`, and name its path",
            )
            return
        span = self.reading.source.span(at, length)
        self.writer.hole(
            Image(src=address.href, alt=tag.value("alt") or "", title=tag.value("title"), span=span)
        )

    def _push(self, name: str, closing: str | None) -> None:
        self._open.append((name, closing))
        self._barring += name in CODE or name == "a"

    def _close_last(self) -> str:
        name, closing = self._open.pop()
        self._barring -= name in CODE or name == "a"
        if closing is None:
            self.writer.hole(LinkEnd())
        else:
            if name in STRUCK:
                struck_ends(self.writer)
            self.writer.markup(closing)
        return name


_TAG = re.compile(f"{open_tag_pattern}|{close_tag}")
_NO_TAGS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def report_dropped(reading: BodyReading, html: str, at: int) -> None:
    """Report a tag that is left out."""
    reading.report(
        "md-html-dropped",
        at,
        len(html),
        f"{quote(html)} is not kept",
        hint="remove it, or write it in Markdown",
    )


def _origin_of(token: Token, reading: BodyReading) -> BlockOrigin:
    """The origin of a block's content, each line of which is the end of a line of the body."""
    first = (token.map or [0])[0]
    starts, offsets, position = [], [], 0
    for number, line in enumerate(token.content.split("\n"), first):
        if position and position == len(token.content):
            break
        starts.append(position)
        offsets.append(reading.source.line_end(number) - len(line))
        position += len(line) + 1
    return BlockOrigin(tuple(starts), tuple(offsets))


class RawBlock:
    """Writes one block of HTML."""

    def __init__(self, token: Token, raw: RawTags, *, section: int) -> None:
        self._html = token.content
        self._origin = _origin_of(token, raw.reading)
        self._raw = raw
        self._writer = raw.writer
        self._reading = raw.reading
        self._anchors = raw.anchors
        self._section = section
        self._held: tuple[RawTag, int, int] | None = None
        """An opening tag that gets the anchor if text follows it directly."""
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
        """Write a tag; return the position after it, or after the content removed with it."""
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

    def _after(self, tag: RawTag, end: int) -> int:
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
