"""Write the pieces of a body: adjacent text becomes one `Prose`, adjacent markup one `Markup`.

Also here: opening tags, with attributes in a fixed order and always quoted; the lines of a code
block; and the plain text of some content.
"""

from html import escape

from markdown_it.token import Token

from dossierpress.facts.markdown.attributes import NO_ATTRIBUTES, Attributes
from dossierpress.facts.markdown.reading import BodyReading, BodyText
from dossierpress.model.body import Block, Markup, Piece, Prose, WikiLink


class PieceWriter:
    """Takes pieces in reading order."""

    def __init__(self, source: BodyText) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._markup: list[str] = []
        self._text: list[str] = []
        self._links = self._mentions = True
        self._start = self._end = 0
        self._on_first_line = True
        self._continuation: list[int] = []
        self._line_open = False
        """Whether a line break was written, and nothing after it."""

    def finish(self) -> tuple[Piece, ...]:
        """Return everything that was written."""
        self._flush()
        return tuple(self.pieces)

    def markup(self, html: str) -> None:
        """Write finished HTML."""
        if self._text:
            self._flush()
        self._markup.append(html)

    def hole(self, piece: Piece) -> None:
        """Write a hole, which is filled later."""
        self._flush()
        self.pieces.append(piece)

    def block(self, block: Block) -> None:
        """Begin a block; its element follows as markup."""
        self.hole(block)

    def text(
        self, text: str, at: int, length: int, *, links: bool = True, mentions: bool = True
    ) -> None:
        """Write visible text on one line of the source.

        Args:
            text: As read, not escaped.
            at: Offset in the body.
            length: Code points that it takes there, escapes and entities included.
            links: Whether names in it may link.
            mentions: Whether names in it count.
        """
        if not text:
            return
        self._begin(at, links=links, mentions=mentions)
        if self._line_open:
            self._continuation.append(at)
            self._line_open = False
        if self._on_first_line:
            self._end = at + length
        self._text.append(text)

    def line_break(self, at: int, *, links: bool = True, mentions: bool = True) -> None:
        """Write a soft line break, which stands at `at`."""
        self._begin(at, links=links, mentions=mentions)
        if self._line_open:
            self._continuation.append(at)
        self._text.append("\n")
        self._line_open = True
        self._on_first_line = False

    def _begin(self, at: int, *, links: bool, mentions: bool) -> None:
        if self._text and (links, mentions) == (self._links, self._mentions):
            return
        self._flush()
        self._links, self._mentions = links, mentions
        self._start = self._end = at
        self._on_first_line = True

    def _flush(self) -> None:
        if self._markup:
            self.pieces.append(Markup(html="".join(self._markup)))
            self._markup.clear()
        if self._text:
            span = self._source.span
            self.pieces.append(
                Prose(
                    text="".join(self._text),
                    links=self._links,
                    mentions=self._mentions,
                    span=span(self._start, self._end - self._start),
                    continuation=tuple(span(at) for at in self._continuation),
                )
            )
            self._text.clear()
            self._continuation.clear()
            self._line_open = False


def open_tag(
    name: str, *, id_: str | None = None, attributes: Attributes = NO_ATTRIBUTES, **more: str | None
) -> str:
    """`<name id="…" class="…" lang="…" dir="…">`, then `more` in its order.

    An underscore in a name of `more` is a hyphen, one at its end is dropped.
    """
    tag = f"<{name}"
    if id_ is not None:
        tag += f' id="{escape(id_)}"'
    if classes := " ".join(attributes.classes):
        tag += f' class="{escape(classes)}"'
    if attributes.lang is not None:
        tag += f' lang="{escape(attributes.lang)}"'
    if attributes.dir is not None:
        tag += f' dir="{escape(attributes.dir)}"'
    for key, value in more.items():
        if value is not None:
            tag += f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
    return f"{tag}>"


def write_code_lines(token: Token, writer: PieceWriter, reading: BodyReading) -> None:
    """Write a code block, each line of which is the end of a line of the body."""
    if not token.content:
        return
    first = (token.map or [0])[0] + (token.type == "fence")
    for number, line in enumerate(token.content.removesuffix("\n").split("\n"), first):
        end = reading.source.line_end(number)
        writer.text(line, end - len(line), len(line), links=False, mentions=False)
        writer.line_break(end, links=False, mentions=False)


def plain_text_of(tokens: list[Token]) -> str:
    """The plain text of some content; for a link without a label, the id of its target."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("s_open", "s_close"):
            parts.append(token.markup)  # a retracted word must look like one here too
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text_of(token.children or []))
        elif token.type == "embed":
            parts.append(token.meta["piece"].written)
        elif token.type == "wikilink":
            link: WikiLink = token.meta["piece"]
            parts.append(link.label or link.target.id)
    return " ".join("".join(parts).split())
