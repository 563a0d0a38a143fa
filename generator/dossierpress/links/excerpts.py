"""Excerpts: the sentence around each mention and citation in a block of text.

`PageBlock` collects the words of a block while it is linked, and gives its mentions and citations,
each with its sentence. The cells of one table row are blocks of their own, and are quoted together:
a single cell is often one word, or only a citation.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import sentencex
from msgspec import Struct, field

from dossierpress.kernel.key import Key
from dossierpress.model.body import Sign
from dossierpress.model.site import Context, Mention, Sentence, SourceCitation, Struck

_ENDS_SENTENCE = re.compile(r"[^\w\s,;:'\"()-]\s*\S")
_SPACES = re.compile(" {2,}")


class Sentences:
    """The sentences of one block of text."""

    __slots__ = ("_anchor", "_dropped", "_made", "_starts", "_struck", "_text")

    def __init__(  # noqa: PLR0913 - all of it is the block's
        self,
        text: str,
        lang: str,
        gaps: Sequence[int] = (),
        *,
        anchor: str = "",
        struck: Sequence[Struck] = (),
        whole: bool = False,
    ) -> None:
        """Split a text.

        Args:
            text: The visible text of the block.
            lang: BCP 47 tag of the text.
            gaps: Offsets of citation marks, which are no part of the text. A space before a mark
                is left out.
            anchor: Id of the block.
            struck: Deleted passages. No sentence ends within one, or a part of it would be quoted
                as if it were not deleted.
            whole: Whether the text is quoted as a whole, such as a table row.
        """
        # White space keeps its length here, so that offsets stay valid.
        self._text = text.replace("\n", " ")
        self._anchor = anchor
        self._dropped = _dropped_spaces(self._text, gaps)
        self._struck = struck
        self._made: dict[tuple[int, int], Sentence] = {}
        self._starts = [0] if whole else _sentence_starts(text, lang)
        if struck:
            self._starts = [
                start
                for start in self._starts
                if not any(one.start < start < one.end for one in struck)
            ]

    def around(self, start: int, end: int) -> Context:
        """The sentence around a range; an empty range belongs to the words before it.

        All ranges of one sentence get the same `Sentence`.
        """
        text = self._text
        inside = start
        if start == end:
            while inside > 0 and (inside == len(text) or text[inside - 1].isspace()):
                inside -= 1
            inside = max(inside - 1, 0)
        first = self._starts[bisect_right(self._starts, inside) - 1]
        after_last = bisect_right(self._starts, max(end - 1, inside))
        last = self._starts[after_last] if after_last < len(self._starts) else len(text)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        sentence = self._made.get((first, last))
        if sentence is None:
            sentence = self._made[first, last] = self._sentence(first, last)
        return Context(
            sentence=sentence,
            start=self._place(start, first, last),
            end=self._place(end, first, last),
        )

    def _sentence(self, first: int, last: int) -> Sentence:
        parts = []
        begin = first
        for dropped in self._dropped[
            bisect_left(self._dropped, first) : bisect_left(self._dropped, last)
        ]:
            parts.append(self._text[begin:dropped])
            begin = dropped + 1
        parts.append(self._text[begin:last])
        return Sentence(
            anchor=self._anchor,
            start=first,
            text="".join(parts),
            struck=tuple(
                Struck(
                    start=self._place(one.start, first, last),
                    end=self._place(one.end, first, last),
                    words=one.words,
                )
                for one in self._struck
                if first <= one.start < last
            ),
        )

    def _place(self, offset: int, first: int, last: int) -> int:
        """Turn an offset in the block into one in a sentence."""
        offset = min(max(offset, first), last)
        return (
            offset
            - first
            - (bisect_left(self._dropped, offset) - bisect_left(self._dropped, first))
        )


def _dropped_spaces(text: str, gaps: Sequence[int]) -> list[int]:
    """Offsets of white space that a quotation leaves out: before citation marks, and repeated."""
    before_marks: set[int] = set()
    for gap in gaps:
        if text[gap : gap + 1] == " " or text[gap : gap + 1].isalnum():
            continue  # the white space separates the words around the mark
        last = gap - 1
        while last >= 0 and text[last].isspace() and last not in before_marks:
            before_marks.add(last)
            last -= 1
    doubled = _SPACES.finditer(text) if "  " in text else ()
    return sorted(before_marks.union(*(range(run.start() + 1, run.end()) for run in doubled)))


def _sentence_starts(text: str, lang: str) -> list[int]:
    if not _ENDS_SENTENCE.search(text):
        return [0]
    found = sentencex.get_sentence_boundaries(lang.partition("-")[0], text)
    return sorted({0, *(int(sentence["start_index"]) for sentence in found)})


BETWEEN_CELLS = " · "
"""Separator of the cells of a row that is quoted."""


class NamedRange(NamedTuple):
    """A range of the block that names a record."""

    start: int
    end: int
    target: Key
    linked: bool


class CitedAt(NamedTuple):
    """A citation mark in the block."""

    offset: int
    source: str
    number: int
    mark: str
    locator: str


class PageBlock(Struct, kw_only=True):
    """A block while it is linked. Offsets count code points in `text`."""

    anchor: str = ""
    role: str = "paragraph"
    line: int = 1
    section: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    named: list[NamedRange] = field(default_factory=list)
    cited: list[CitedAt] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    """Offsets of citation marks that show no words of their own."""
    struck: list[Struck] = field(default_factory=list)
    _striking: list[tuple[int, str]] = field(default_factory=list)
    """Deleted passages that are open now: (where it begins, the words that say so)."""

    @property
    def text(self) -> str:
        """The visible text."""
        return "".join(self.parts)

    def add(self, text: str) -> None:
        """Add visible words."""
        self.parts.append(text)
        self.length += len(text)

    def sign(self, sign: Sign) -> None:
        """Add words for a mark."""
        if sign.of == "struck":
            self._striking.append((self.length, sign.text))
        self.add(sign.text)
        if sign.of == "end of struck" and self._striking:
            begin, words = self._striking.pop()
            if not self._striking:
                self.struck.append(Struck(start=begin, end=self.length, words=words))

    def facts(self, record: Key, lang: str) -> tuple[list[Mention], list[SourceCitation]]:
        """The mentions and citations of the block, each with its sentence, in order."""
        if not self.named and not self.cited:
            return [], []
        quoted = Sentences(self.text, lang, self.gaps, anchor=self.anchor, struck=self.struck)
        return self.facts_in(quoted, record, begins=0)

    def facts_in(
        self, quoted: Sentences, record: Key, *, begins: int
    ) -> tuple[list[Mention], list[SourceCitation]]:
        """The same, quoted from a longer text in which the block begins at the offset `begins`."""
        mentions = [
            self._mention(record, one, quoted.around(begins + one.start, begins + one.end))
            for one in sorted(self.named, key=lambda one: (one.start, -one.end))
        ]
        citations = [
            self._citation(record, one, quoted.around(begins + one.offset, begins + one.offset))
            for one in self.cited
        ]
        return mentions, citations

    def _mention(self, record: Key, one: NamedRange, context: Context) -> Mention:
        return Mention(
            record=record,
            target=one.target,
            anchor=self.anchor,
            start=one.start,
            end=one.end,
            linked=one.linked,
            context=context,
        )

    def _citation(self, record: Key, one: CitedAt, context: Context) -> SourceCitation:
        return SourceCitation(
            record=record,
            source=one.source,
            number=one.number,
            mark=one.mark,
            locator=one.locator,
            anchor=self.anchor,
            context=context,
        )


def facts_of_row(
    cells: Sequence[PageBlock], record: Key, lang: str
) -> tuple[list[Mention], list[SourceCitation]]:
    """The mentions and citations of the cells of one row, each with the whole row, in order."""
    text = ""
    begins: list[int] = []
    gaps: list[int] = []
    struck: list[Struck] = []
    for cell in cells:
        # A cell with nothing but a citation is placed at the end of the words before it.
        text += BETWEEN_CELLS if text and cell.text.strip() else ""
        begins.append(len(text))
        text += cell.text if cell.text.strip() else ""
        struck += (one.moved(begins[-1]) for one in cell.struck)
        gaps += (min(begins[-1] + gap, len(text)) for gap in cell.gaps)
    anchor = cells[0].anchor if cells else ""
    row = Sentences(text, lang, gaps, anchor=anchor, struck=struck, whole=True)
    mentions: list[Mention] = []
    citations: list[SourceCitation] = []
    for cell, begin in zip(cells, begins, strict=True):
        if cell.text.strip() or cell.cited:
            named, cited = cell.facts_in(row, record, begins=begin)
            mentions += named
            citations += cited
    return mentions, citations
