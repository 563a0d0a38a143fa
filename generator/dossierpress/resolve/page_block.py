"""A block of text while it is woven: its words so far, and what they name and cite.

The cells of one row of a table are blocks of their own, and are quoted together: a cell by itself
is often a single word, or a citation without any.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from dossierpress.model.body import Sign
from dossierpress.model.key import Key
from dossierpress.model.sentence import Context, Struck
from dossierpress.model.site import Mention, SourceCitation
from dossierpress.resolve.sentence import Sentences

_BETWEEN_CELLS = " · "


class Named(NamedTuple):
    """A range of the block names a record."""

    start: int
    end: int
    target: Key
    linked: bool


class CitedAt(NamedTuple):
    """A citation mark stands in the block."""

    offset: int
    source: str
    number: int
    mark: str
    locator: str


class PageBlock(Struct, kw_only=True):
    """Offsets count in `text`, in code points."""

    anchor: str = ""
    role: str = "paragraph"
    line: int = 1
    section: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    named: list[Named] = field(default_factory=list)
    cited: list[CitedAt] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    """Where a citation mark stands that shows no words of its own."""
    struck: list[Struck] = field(default_factory=list)
    _striking: list[tuple[int, str]] = field(default_factory=list)
    """Where each passage that is open now begins, and the words that say so."""

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
        """What the block names and cites, each with the sentence around it, in order."""
        if not self.named and not self.cited:
            return [], []
        quoted = Sentences(self.text, lang, self.gaps, anchor=self.anchor, struck=self.struck)
        return self.facts_in(quoted, record, begins=0)

    def facts_in(
        self, quoted: Sentences, record: Key, *, begins: int
    ) -> tuple[list[Mention], list[SourceCitation]]:
        """The same, quoted from a text in which the block begins at an offset."""
        mentions = [
            self._mention(record, one, quoted.around(begins + one.start, begins + one.end))
            for one in sorted(self.named, key=lambda one: (one.start, -one.end))
        ]
        citations = [
            self._citation(record, one, quoted.around(begins + one.offset, begins + one.offset))
            for one in self.cited
        ]
        return mentions, citations

    def _mention(self, record: Key, one: Named, context: Context) -> Mention:
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
    """What the cells of one row name and cite, each with the whole row around it, in order."""
    text = ""
    begins: list[int] = []
    gaps: list[int] = []
    struck: list[Struck] = []
    for cell in cells:
        # A cell with nothing but a citation has its place at the end of the words before it.
        text += _BETWEEN_CELLS if text and cell.text.strip() else ""
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
