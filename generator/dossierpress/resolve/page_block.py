"""A block of text while it is woven: its words so far, and what they name and cite."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dossierpress.model.site import Context, Key, Mention, SourceCitation
from dossierpress.resolve.sentence import Sentences


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


@dataclass(slots=True, kw_only=True)
class PageBlock:
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

    @property
    def text(self) -> str:
        """The visible text."""
        return "".join(self.parts)

    def add(self, text: str) -> None:
        """Add visible words."""
        self.parts.append(text)
        self.length += len(text)

    def facts(self, record: Key, lang: str) -> tuple[list[Mention], list[SourceCitation]]:
        """What the block names and cites, each with the sentence around it, in order."""
        if not self.named and not self.cited:
            return [], []
        sentences = Sentences(self.text, lang, self.gaps)
        mentions = [
            self._mention(record, one, sentences)
            for one in sorted(self.named, key=lambda one: (one.start, -one.end))
        ]
        citations = [
            self._citation(record, one, sentences.around(one.offset, one.offset))
            for one in self.cited
        ]
        return mentions, citations

    def _mention(self, record: Key, one: Named, sentences: Sentences) -> Mention:
        return Mention(
            record=record,
            target=one.target,
            anchor=self.anchor,
            start=one.start,
            end=one.end,
            linked=one.linked,
            context=sentences.around(one.start, one.end),
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
