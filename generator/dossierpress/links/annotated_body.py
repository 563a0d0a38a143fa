"""Put annotations into a body: which words they mark, and where their marks and notes stand.

Annotations may overlap and nest in any way. Every stretch of words becomes a piece of its own with
all its annotations, so that the HTML is always properly nested, links included.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from dossierpress.links.anchors import Leaf, PublishedText, Range
from dossierpress.model.linked_body import (
    AnnotatedEnd,
    AnnotatedStart,
    AnnotationMark,
    AnnotationsHere,
    End,
    FragmentLinkStart,
    Html,
    LinkedPiece,
    MediaLinkStart,
    MentionSpan,
    RecordLinkStart,
    TextPiece,
)

_LINK = re.compile(r"<(/?)a(?=[\s>])[^>]*>")
# In a definition list, a note stands in the definition, not in the term nor between the two.
_BLOCK = re.compile(
    r"<(/?)(p|h[1-6]|pre|li|ul|ol|dl|(?<=/)dd|td|th|tr|thead|tbody|table|div|blockquote|figure|"
    r"figcaption|caption|section|aside|details|summary|hr)(?=[\s/>])[^>]*>"
)
_CLOSED_FIRST = re.compile(r"p|h[1-6]|pre|summary")
"""Elements that contain no notes: notes stand after them."""
_TABLE = re.compile(r"<(/?)table(?=[\s/>])[^>]*>")
_AROUND_TABLE = re.compile(r"\s*</div>")
"""The end of the scrolling region of a wide table."""


class Marked(NamedTuple):
    """A passage that is annotated."""

    number: int
    type: str
    range: Range
    anchor: str
    """Id of the annotation."""


def annotate_body(
    pieces: Sequence[LinkedPiece], text: PublishedText, marked: Sequence[Marked]
) -> tuple[LinkedPiece, ...]:
    """Put annotations into the pieces of a body.

    Args:
        pieces: The body.
        text: Its text, made of these very pieces by `published_text`.
        marked: The passages; none crosses blocks or divides a leaf that is `whole`.
    """
    writing = _Writing(
        marked=sorted(marked, key=lambda one: one.number),
        leaves={leaf.piece: leaf for leaf in text.leaves},
        last=_last_leaves(text, marked),
    )
    for number, piece in enumerate(pieces):
        writing.take(number, piece)
    return writing.finish()


def _last_leaves(text: PublishedText, marked: Sequence[Marked]) -> Mapping[int, tuple[int, ...]]:
    """The last piece with words of each annotated block -> its annotations."""
    of_block: dict[int, list[int]] = {}
    for one in sorted(marked, key=lambda one: one.number):
        of_block.setdefault(text.block_of(one.range.start), []).append(one.number)
    last = {text.block_of(leaf.start): leaf.piece for leaf in text.leaves}
    return {last[block]: tuple(numbers) for block, numbers in of_block.items()}


class _Writing(Struct, kw_only=True):
    marked: Sequence[Marked]
    leaves: Mapping[int, Leaf]
    last: Mapping[int, tuple[int, ...]]
    written: list[LinkedPiece] = field(default_factory=list)
    opened: list[bool] = field(default_factory=list)
    """For each open element, whether it is a link."""
    anchors: int = 0
    """Number of open links in finished HTML."""
    marks: list[AnnotationMark] = field(default_factory=list)
    """Marks that wait for the end of a link."""
    due: tuple[int, ...] = ()
    """Annotations of a block whose words have all been written; their notes are due."""
    tables: int = 0
    """How many tables are open."""
    held: tuple[int, ...] = ()
    """Annotations of finished cells, which wait for the end of the table."""

    def take(self, number: int, piece: LinkedPiece) -> None:
        leaf = self.leaves.get(number)
        if leaf is not None:
            self._settle()
            self._leaf(leaf, piece)
            self.due = self.last.get(number, ())
        elif isinstance(piece, Html):
            self._html(piece.html)
        else:
            self.written.append(piece)
            if isinstance(piece, RecordLinkStart | FragmentLinkStart | MediaLinkStart):
                self.opened.append(True)
            elif isinstance(piece, MentionSpan):
                self.opened.append(False)
            elif isinstance(piece, End):
                self.opened.pop()
                self._show_marks()

    def finish(self) -> tuple[LinkedPiece, ...]:
        self._show_notes()
        self.written += self.marks
        return tuple(self.written)

    def _settle(self) -> None:
        """Write the notes that are left, so that none is lost if a block has no end in the HTML."""
        if self.tables:
            self.held, self.due = self.held + self.due, ()
        else:
            self._show_notes()

    def _show_notes(self) -> None:
        if self.held or self.due:
            self.written.append(AnnotationsHere(numbers=self.held + self.due))
            self.held = self.due = ()

    def _leaf(self, leaf: Leaf, piece: LinkedPiece) -> None:
        end = leaf.start + len(leaf.text)
        touching = [
            one for one in self.marked if one.range.start < end and one.range.end > leaf.start
        ]
        cuts = sorted(
            {
                leaf.start,
                end,
                *(place for one in touching for place in one.range if leaf.start < place < end),
            }
        )
        for begin, stop in pairwise(cuts):
            here = [one for one in touching if one.range.start <= begin and one.range.end >= stop]
            part = piece
            if isinstance(piece, TextPiece):
                part = TextPiece(text=leaf.text[begin - leaf.start : stop - leaf.start])
            self._part(part, here)
            ending = (one for one in here if one.range.end == stop)
            self.marks += (
                AnnotationMark(number=one.number, type=one.type, anchor=one.anchor)
                for one in ending
            )
            self._show_marks()

    def _part(self, part: LinkedPiece, here: Sequence[Marked]) -> None:
        if not here:
            self.written.append(part)
            return
        numbers = tuple(one.number for one in here)
        types = tuple(dict.fromkeys(one.type for one in here))
        self.written += (AnnotatedStart(numbers=numbers, types=types), part, AnnotatedEnd())

    def _show_marks(self) -> None:
        if not self.anchors and True not in self.opened:
            self.written += self.marks
            self.marks.clear()

    def _html(self, html: str) -> None:
        rest = html
        while rest and (self.marks or self.due or self.held):
            cut = self._next_place(rest)
            if cut is None:
                break
            place, is_end_of_block = cut
            self._add(rest[:place])
            rest = rest[place:]
            self._show_marks()
            if is_end_of_block:
                self._show_notes()
        self._add(rest)

    def _next_place(self, html: str) -> tuple[int, bool] | None:
        """Where waiting marks may stand, or else notes."""
        if self.marks:
            for closing in _LINK.finditer(html):
                if closing[1]:
                    return closing.end(), False
            return None
        if self.tables:
            return self._end_of_table(html)
        edge = _BLOCK.search(html)
        if edge is None:
            return None
        after = edge[1] and _CLOSED_FIRST.fullmatch(edge[2])
        return (edge.end() if after else edge.start()), True

    def _end_of_table(self, html: str) -> tuple[int, bool] | None:
        """Notes on a cell stand after the table: they are no part of the cell."""
        depth = self.tables
        for table in _TABLE.finditer(html):
            depth += -1 if table[1] else 1
            if depth == 0:
                around = _AROUND_TABLE.match(html, table.end())
                return (around or table).end(), True
        return None

    def _add(self, html: str) -> None:
        if html:
            self.tables += sum(-1 if table[1] else 1 for table in _TABLE.finditer(html))
            self.anchors += sum(-1 if link[1] else 1 for link in _LINK.finditer(html))
            self.written.append(Html(html=html))


def numbered(found: Sequence[tuple[Range, str, str]]) -> Iterator[tuple[int, Marked]]:
    """Number passages (range, type, id) in the order of their marks; inner ones come first.

    Yields:
        (index in `found`, numbered passage).
    """
    ordered = sorted(
        range(len(found)), key=lambda one: (found[one][0].end, -found[one][0].start, one)
    )
    for number, place in enumerate(ordered, start=1):
        range_, type_, anchor = found[place]
        yield place, Marked(number=number, type=type_, range=range_, anchor=anchor)
