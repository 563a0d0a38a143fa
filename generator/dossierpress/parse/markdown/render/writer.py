"""Pieces of a body in the making: neighbouring text becomes one `Prose`, markup one `Markup`."""

from dossierpress.model.body import Block, Markup, Piece, Prose
from dossierpress.parse.markdown.source import Source


class Writer:
    """Takes pieces in reading order."""

    def __init__(self, source: Source) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._markup: list[str] = []
        self._text: list[str] = []
        self._links = self._mentions = True
        self._start = self._end = 0
        self._on_first_line = True
        self._continuation: list[int] = []
        self._line_open = False
        """A line break was written, and nothing after it."""

    def finish(self) -> tuple[Piece, ...]:
        """Everything that was written."""
        self._flush()
        return tuple(self.pieces)

    def markup(self, html: str) -> None:
        """Finished HTML."""
        if self._text:
            self._flush()
        self._markup.append(html)

    def hole(self, piece: Piece) -> None:
        """A piece that others fill."""
        self._flush()
        self.pieces.append(piece)

    def block(self, block: Block) -> None:
        """The beginning of a block; its element follows as markup."""
        self.hole(block)

    def text(
        self, text: str, at: int, length: int, *, links: bool = True, mentions: bool = True
    ) -> None:
        """Visible text on one line of the source.

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
        """A soft line break, which stands at `at`."""
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
