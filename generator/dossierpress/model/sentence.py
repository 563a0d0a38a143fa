"""The sentence in which something is named or cited."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A passage that is struck out, with the words around it that say so."""

    start: int
    end: int
    words: str
    """Those at its beginning; a bracket ends it."""

    def moved(self, by: int) -> "Struck":
        """The same in a text that has so much more before it."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or the row of a table, shared by all that it names; never empty of its place."""

    anchor: str
    """Id of the block that it stands in; of the first cell for a row."""
    start: int
    """Where it begins in the visible text of the block, in code points."""
    text: str
    """On one line, without the spaces before citation marks. It may be as long as the block."""
    struck: tuple[Struck, ...] = ()
    """What is struck out in it, in offsets of `text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The sentence around a mention or a citation."""

    sentence: Sentence
    start: int
    """Where in `sentence.text` the words stand, in code points."""
    end: int
    """The same as `start` for a citation mark, which has no words."""

    @property
    def match(self) -> str:
        """The words themselves."""
        return self.sentence.text[self.start : self.end]

    @property
    def before(self) -> str:
        """All of the sentence up to the words."""
        return self.sentence.text[: self.start]

    @property
    def after(self) -> str:
        """All of the sentence behind the words."""
        return self.sentence.text[self.end :]
