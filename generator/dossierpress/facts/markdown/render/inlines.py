"""The tokens of one block's content, written as pieces."""

from collections.abc import Callable

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from dossierpress.facts.markdown.allowed_html import INLINE, read_tag
from dossierpress.facts.markdown.attributes import Attributes
from dossierpress.facts.markdown.links import judge_address
from dossierpress.facts.markdown.render.images import read_image
from dossierpress.facts.markdown.render.raw_html import RawTags, report_dropped
from dossierpress.facts.markdown.render.signs import struck_begins, struck_ends
from dossierpress.facts.markdown.render.writer import open_tag, plain_text_of
from dossierpress.model.body import CitationMark, Embed, LinkEnd, LinkStart, MentionEnd, WikiLink


class Tone(Struct, frozen=True, kw_only=True, gc=False):
    """Whether names in a range of text may be mentions and links."""

    links: bool = True
    mentions: bool = True

    def without_links(self) -> "Tone":
        """The same without links."""
        return replace(self, links=False)


QUIET = Tone(links=False, mentions=False)
"""For code, and text that an author excludes."""


class InlineWriter:
    """Writes the content of blocks, one after the other."""

    def __init__(self, raw: RawTags) -> None:
        self._raw = raw
        self._writer = raw.writer
        self._reading = raw.reading
        self._anchors = raw.anchors
        self._tone = Tone()
        self._open: list[tuple[Callable[[], None], Tone]] = []
        """For each open link and span: how it closes, and the tone that it interrupted."""
        self._handlers: dict[str, Callable[[Token], None]] = {
            "text": self._text,
            "text_special": self._special,
            "softbreak": self._soft_break,
            "hardbreak": self._hard_break,
            "code_inline": self._code,
            "em_open": lambda _: self._raw.enter("<em>"),
            "em_close": lambda _: self._raw.leave("</em>"),
            "strong_open": lambda _: self._raw.enter("<strong>"),
            "strong_close": lambda _: self._raw.leave("</strong>"),
            "s_open": self._struck,
            "s_close": self._end_of_struck,
            "link_open": self._link,
            "link_close": self._close,
            "span_open": self._span,
            "span_close": self._close,
            "image": self._image,
            "wikilink": self._hole,
            "embed": self._hole,
            "citation": self._hole,
            "footnote_ref": self._footnote,
            "html_inline": self._html,
        }

    def write(self, tokens: list[Token], tone: Tone) -> None:
        """Write the content of one block."""
        self._tone = tone
        self._raw.enter()
        for token in tokens:
            self._handlers[token.type](token)
        self._raw.leave()

    def _text(self, token: Token) -> None:
        self._put(token.content, token.meta["at"], len(token.content))

    def _special(self, token: Token) -> None:
        # An entity may stand for a line break, which is ordinary white space in HTML.
        content = " " if token.content in "\n\r\t" else token.content
        self._put(content, token.meta["at"], len(token.markup))

    def _put(self, text: str, at: int, length: int) -> None:
        tone = self._tone
        links = tone.links and not self._raw.bars_links
        self._writer.text(text, at, length, links=links, mentions=tone.mentions)

    def _soft_break(self, token: Token) -> None:
        tone = self._tone
        links = tone.links and not self._raw.bars_links
        self._writer.line_break(token.meta["at"], links=links, mentions=tone.mentions)

    def _hard_break(self, token: Token) -> None:
        self._writer.markup("<br>")
        self._soft_break(token)

    def _code(self, token: Token) -> None:
        self._writer.markup("<code>")
        length = len(token.content)
        self._writer.text(token.content, token.meta["at"], length, links=False, mentions=False)
        self._writer.markup("</code>")

    def _struck(self, _token: Token) -> None:
        self._raw.enter("<del>")
        struck_begins(self._writer, self._reading)

    def _end_of_struck(self, _token: Token) -> None:
        struck_ends(self._writer)
        self._raw.leave("</del>")

    def _hole(self, token: Token) -> None:
        piece: WikiLink | CitationMark | Embed = token.meta["piece"]
        if isinstance(piece, CitationMark):
            self._reading.count("citations", token.meta["at"], number=len(piece.items))
        else:
            self._reading.count("links", token.meta["at"])
        self._writer.hole(piece)

    def _link(self, token: Token) -> None:
        href, title = str(token.attrs["href"]), token.attrs.get("title")
        automatic = token.info == "auto"
        at, length = token.meta["at"] + 1, len(href)
        if not automatic:
            at, length = token.meta["target"]
        self._reading.count("links", at, length)
        address = judge_address(href)
        if address.kind == "refused":
            self._reading.report("md-link-scheme", at, length, address.reason, hint=address.hint)
            before, after = ("<", ">") if automatic else ("", "")
            if automatic:
                self._put(before, token.meta["at"], 1)
            self._push(lambda: self._put(after, at + length, 1), self._tone)
        elif address.kind == "outside":
            tag = open_tag(
                "a",
                href=address.href,
                rel="noopener noreferrer" if address.remote else None,
                title=str(title) if title else None,
            )
            self._raw.enter(tag)
            self._push(lambda: self._raw.leave("</a>"), self._tone.without_links())
        else:
            self._raw.enter()
            self._writer.hole(
                LinkStart(
                    href=address.href,
                    title=str(title) if title else None,
                    span=self._reading.source.span(at, length),
                    in_place="elsewhere" not in token.meta,
                )
            )
            self._push(self._end_link, self._tone.without_links())

    def _end_link(self) -> None:
        self._raw.leave()
        self._writer.hole(LinkEnd())

    def _span(self, token: Token) -> None:
        attributes: Attributes = token.meta["attributes"]
        mention = token.meta["mention"]
        id_ = self._anchors.given(attributes.id) if attributes.id else None
        tag = open_tag("span", id_=id_, attributes=attributes)
        element = tag != "<span>"
        if mention:
            self._reading.count("mentions", token.meta["at"])
            self._raw.enter()
            self._writer.hole(mention)
        if element:
            self._raw.enter(tag)
        tone = QUIET if attributes.nolink else self._tone
        self._push(lambda: self._end_span(element=element, mention=bool(mention)), tone)

    def _end_span(self, *, element: bool, mention: bool) -> None:
        if element:
            self._raw.leave("</span>")
        if mention:
            self._raw.leave()
            self._writer.hole(MentionEnd())

    def _push(self, close: Callable[[], None], tone: Tone) -> None:
        self._open.append((close, self._tone))
        self._tone = tone

    def _close(self, _token: Token) -> None:
        close, self._tone = self._open.pop()
        close()

    def _image(self, token: Token) -> None:
        title = token.attrs.get("title")
        alt = plain_text_of(token.children or [])
        image = read_image(self._reading, token, str(title) if title else None)
        if image is None:
            self._put(alt, token.meta["at"] + 2, len(token.content))
        else:
            self._writer.hole(image)

    def _footnote(self, token: Token) -> None:
        note = token.meta["note"]
        tag = open_tag("a", id_=token.meta["ref_id"], href=f"#{note.id}", role="doc-noteref")
        self._writer.markup(f'<sup class="footnote-ref">{tag}{note.number}</a></sup>')

    def _html(self, token: Token) -> None:
        html, at = token.content, token.meta["at"]
        if html.startswith(("<!", "<?")):
            return
        tag = read_tag(html)
        if tag.closing:
            self._raw.close(tag.name)
        elif tag.name in INLINE:
            self._raw.open(tag, at, len(html))
        else:
            report_dropped(self._reading, html, at)
