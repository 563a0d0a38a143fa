"""The sentence in which something is named or cited."""

from msgspec import Struct
from msgspec.structs import replace


class Struck(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A passage that is struck out, with the words around it that say so."""

    start: int
    end: int
    words: str
    """Those at its beginning; a bracket ends it."""

    def moved(self, by: int) -> "Struck":
        """The same in a text that has so much more before it."""
        return replace(self, start=self.start + by, end=self.end + by)


class Sentence(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A sentence, or the row of a table, shared by all that it names; never empty of its place."""

    anchor: str
    """Id of the block that it stands in; of the first cell for a row."""
    start: int
    """Where it begins in the visible text of the block, in code points."""
    text: str
    """On one line, without the spaces before citation marks. It may be as long as the block."""
    struck: tuple[Struck, ...] = ()
    """What is struck out in it, in offsets of `text`."""


class Context(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
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
