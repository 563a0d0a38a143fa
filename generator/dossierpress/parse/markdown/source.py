"""Places: from an offset in the text of a body to the line and column of the file."""

from bisect import bisect_right

from msgspec import Struct

from dossierpress.diagnostics import Span


class Source:
    """The text of a body, and where its lines stand in the file."""

    def __init__(self, text: str, *, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def line_start(self, index: int) -> int:
        """Offset of the first character of a line, counted from 0."""
        return self._starts[index]

    def line_end(self, index: int) -> int:
        """Offset of the line's newline, or the end of the text."""
        following = index + 1
        return self._starts[following] - 1 if following < len(self._starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """Line of the file on which an offset stands."""
        return bisect_right(self._starts, offset) - 1 + self.first_line

    def span(self, offset: int, length: int = 1) -> Span:
        """A stretch of the line on which it begins; what lies on further lines is cut off."""
        index = bisect_right(self._starts, offset) - 1
        room = self.line_end(index) - offset
        return Span(
            line=index + self.first_line,
            column=offset - self._starts[index] + 1,
            length=max(1, min(length, room)),
        )


class Origin(Struct, frozen=True, gc=False):
    """Where the content of one block comes from.

    The block parser takes the content out of its lines without what marks the container
    (`> `, `- `, `| `), so that one offset of the body belongs to each piece of it.
    """

    starts: tuple[int, ...]
    """Offsets in the content at which a piece begins, ascending, the first one 0."""
    offsets: tuple[int, ...]
    """The offset in the body for each of them."""
    cell: bool = False
    """Whether the block is the cell of a table, in which a bar needs a backslash."""

    def at(self, position: int) -> int:
        """The offset in the body of a position in the content."""
        if len(self.starts) == 1:
            return self.offsets[0] + position
        piece = bisect_right(self.starts, position) - 1
        return self.offsets[piece] + position - self.starts[piece]

    def without(self, length: int) -> "Origin":
        """Where the rest of the content comes from, when so much is cut off its beginning."""
        first = bisect_right(self.starts, length) - 1
        later = [start - length for start in self.starts[first + 1 :]]
        offsets = (self.at(length), *self.offsets[first + 1 :])
        return Origin((0, *later), offsets, self.cell)


class Content(Struct, frozen=True, gc=False):
    """Content of a block, or a part of it, with its place."""

    text: str
    origin: Origin
    """Of the whole content."""
    base: int = 0
    """Where `text` begins in the whole content."""

    def at(self, position: int) -> int:
        """The offset in the body of a position in `text`."""
        return self.origin.at(self.base + position)


NOWHERE = Origin((0,), (0,))
