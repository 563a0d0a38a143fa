"""Finding the words that an annotation is about in the text as it is published.

The text is that of the woven body: what readers see, whatever markup, links and line breaks lie
inside, with stand-ins where somebody private was named. Words are found if they are the same after
Unicode and white-space normalisation (see `fold`), within one block, and nowhere else. Nothing is
ever guessed.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from dossierpress.model.body import Block, CitationMark, Markup, Prose, Target, WikiLink
from dossierpress.model.content import Record
from dossierpress.model.woven import CitationShown, Html, Text, WovenPiece
from dossierpress.resolve.fold import Folded, fold, fold_name
from dossierpress.resolve.settled import BLOCK_MARK
from dossierpress.resolve.woven_text import BlockPlace
from dossierpress.schema.annotation import Selector

_JOINER = "\u200d"


class Range(NamedTuple):
    """A range of the published text, in code points."""

    start: int
    end: int


class Leaf(NamedTuple):
    """A piece of the body that shows words."""

    start: int
    """Where its words begin in the text."""
    text: str
    piece: int
    """Its number in the body."""
    whole: bool
    """Whether it cannot be divided: the name that a citation shows."""


class Published(Struct, frozen=True, kw_only=True, gc=False):
    """The text of a record as readers see it."""

    text: str
    """`BLOCK_MARK` before every block."""
    folded: Folded
    leaves: tuple[Leaf, ...]
    blocks: tuple[BlockPlace, ...]
    begins: tuple[int, ...]
    """Where each block begins in the text."""

    def block_of(self, offset: int) -> int:
        """The number of the block that an offset lies in."""
        return bisect_right(self.begins, offset) - 1


def published_text(pieces: Sequence[WovenPiece], blocks: Sequence[BlockPlace]) -> Published:
    """Read the text off the pieces of a body."""
    parts: list[str] = []
    leaves: list[Leaf] = []
    begins: list[int] = []
    length = 0
    for number, piece in enumerate(pieces):
        while len(begins) < len(blocks) and blocks[len(begins)].begins <= number:
            begins.append(length)
            parts.append(BLOCK_MARK)
            length += 1
        shown = words_of(piece)
        if isinstance(piece, Html) and "<br" in piece.html:
            parts.append("\n")
            length += 1
        elif shown:
            leaves.append(Leaf(length, shown, number, whole=isinstance(piece, CitationShown)))
            parts.append(shown)
            length += len(shown)
    text = "".join(parts)
    return Published(
        text=text,
        folded=fold(text),
        leaves=tuple(leaves),
        blocks=tuple(blocks[: len(begins)]),
        begins=tuple(begins),
    )


def as_written(record: Record, name_of: Callable[[Target], str]) -> Published:
    """The text before anybody in it had a stand-in; without its leaves."""
    parts: list[str] = []
    blocks: list[BlockPlace] = []
    begins: list[int] = []
    length = 0
    for number, piece in enumerate(record.body.pieces):
        shown = ""
        if isinstance(piece, Block):
            blocks.append(BlockPlace(anchor=piece.anchor, line=piece.line, begins=number))
            begins.append(length)
            shown = BLOCK_MARK
        elif isinstance(piece, Prose):
            shown = piece.text
        elif isinstance(piece, WikiLink):
            shown = piece.label or name_of(piece.target)
        elif isinstance(piece, CitationMark) and piece.narrative:
            shown = "" if piece.items[0].suppress_name else name_of(piece.items[0].source)
        elif isinstance(piece, Markup) and "<br" in piece.html:
            shown = "\n"
        parts.append(shown)
        length += len(shown)
    text = "".join(parts)
    return Published(
        text=text, folded=fold(text), leaves=(), blocks=tuple(blocks), begins=tuple(begins)
    )


def words_of(piece: WovenPiece) -> str:
    """The words of running text that a piece shows."""
    if isinstance(piece, Text):
        return piece.text
    if isinstance(piece, CitationShown) and piece.narrative and not piece.sources[0].suppress_name:
        return piece.sources[0].name
    return ""


def find(selector: Selector, shown: Published) -> tuple[Range, ...]:
    """Every place that a selector may mean, in order."""
    return tuple(
        one
        for one in occurrences(selector.exact, shown)
        if _is_between(selector.prefix, selector.suffix, one, shown)
    )


def occurrences(exact: str, shown: Published) -> tuple[Range, ...]:
    """Every place where words stand, whatever is around them."""
    return tuple(Range(*shown.folded.original(*one)) for one in _in_folded(exact, shown))


def _in_folded(exact: str, shown: Published) -> Iterator[Range]:
    wanted, text = fold_name(exact), shown.folded.text
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not _cuts_a_letter(text, start) and not _cuts_a_letter(text, end):
            yield Range(start, end)
        start = text.find(wanted, start + 1)


def _cuts_a_letter(text: str, place: int) -> bool:
    """Whether what readers see as one letter would be divided."""
    after = text[place : place + 1]
    before = text[place - 1 : place] if place else ""
    return bool(after) and (unicodedata.category(after)[0] == "M" or _JOINER in (after, before))


def _is_between(prefix: str, suffix: str, one: Range, shown: Published) -> bool:
    if not prefix.strip() and not suffix.strip():
        return True
    before = shown.text[: one.start]
    after = shown.text[one.end :]
    return _ends_with(before, prefix) and _begins_with(after, suffix)


def _ends_with(text: str, prefix: str) -> bool:
    words = fold(prefix).text.split()
    if not words:
        return True
    gap = " +" if prefix[-1].isspace() else " *"
    near = _around(text[-_reach(prefix) :])
    return re.search(" +".join(map(re.escape, words)) + gap + "$", near) is not None


def _begins_with(text: str, suffix: str) -> bool:
    words = fold(suffix).text.split()
    if not words:
        return True
    gap = " +" if suffix[0].isspace() else " *"
    near = _around(text[: _reach(suffix)])
    return re.match(gap + " +".join(map(re.escape, words)), near) is not None


def _around(text: str) -> str:
    """Surroundings may lie in the blocks before and after."""
    return fold(text.replace(BLOCK_MARK, " ")).text


def _reach(words: str) -> int:
    """How much of the text can hold some words; signs and white space may be folded away."""
    return 4 * len(words) + 64
