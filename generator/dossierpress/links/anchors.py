"""Anchor an annotation: find the words that it is about in the text as it is published.

The text is that of the linked body: what readers see, without markup, links and line breaks, and
with stand-ins for private records. Words match if they are equal after Unicode and white-space
normalisation (see `kernel.normalise`) and lie within one block. Nothing is guessed.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from dossierpress.kernel.normalise import NormalisedText, normalise_name, normalise_text
from dossierpress.links.linked_text import BlockPlace
from dossierpress.links.resolved_body import BLOCK_MARK
from dossierpress.model.body import Block, CitationMark, Markup, Prose, Target, WikiLink
from dossierpress.model.content import Record
from dossierpress.model.linked_body import CitationShown, Html, LinkedPiece, TextPiece
from dossierpress.schema.annotation import Selector

_JOINER = "\u200d"


class Range(NamedTuple):
    """A range of the published text, in code points."""

    start: int
    end: int


class Leaf(NamedTuple):
    """A piece of the body that has visible words."""

    start: int
    """Where its words begin in the text."""
    text: str
    piece: int
    """Its number in the body."""
    whole: bool
    """Whether it cannot be divided: the name in a narrative citation."""


class PublishedText(Struct, frozen=True, kw_only=True, gc=False):
    """The text of a record as readers see it."""

    text: str
    """`BLOCK_MARK` before every block."""
    normalised: NormalisedText
    leaves: tuple[Leaf, ...]
    blocks: tuple[BlockPlace, ...]
    begins: tuple[int, ...]
    """Where each block begins in the text."""

    def block_of(self, offset: int) -> int:
        """The number of the block that an offset lies in."""
        return bisect_right(self.begins, offset) - 1


def published_text(pieces: Sequence[LinkedPiece], blocks: Sequence[BlockPlace]) -> PublishedText:
    """Collect the visible text of the pieces of a body."""
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
    return PublishedText(
        text=text,
        normalised=normalise_text(text),
        leaves=tuple(leaves),
        blocks=tuple(blocks[: len(begins)]),
        begins=tuple(begins),
    )


def as_written(record: Record, name_of: Callable[[Target], str]) -> PublishedText:
    """The text as its author wrote it, before stand-ins replace names; it has no leaves."""
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
    return PublishedText(
        text=text,
        normalised=normalise_text(text),
        leaves=(),
        blocks=tuple(blocks),
        begins=tuple(begins),
    )


def words_of(piece: LinkedPiece) -> str:
    """The visible running text of a piece."""
    if isinstance(piece, TextPiece):
        return piece.text
    if isinstance(piece, CitationShown) and piece.narrative and not piece.sources[0].suppress_name:
        return piece.sources[0].name
    return ""


def find_quote(selector: Selector, shown: PublishedText) -> tuple[Range, ...]:
    """All ranges that match a selector, in order."""
    return tuple(
        one
        for one in occurrences(selector.exact, shown)
        if _is_between(selector.prefix, selector.suffix, one, shown)
    )


def occurrences(exact: str, shown: PublishedText) -> tuple[Range, ...]:
    """All ranges that match some words, regardless of what stands before and after them."""
    return tuple(Range(*shown.normalised.original(*one)) for one in _in_normalised(exact, shown))


def _in_normalised(exact: str, shown: PublishedText) -> Iterator[Range]:
    wanted, text = normalise_name(exact), shown.normalised.text
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not _cuts_a_letter(text, start) and not _cuts_a_letter(text, end):
            yield Range(start, end)
        start = text.find(wanted, start + 1)


def _cuts_a_letter(text: str, place: int) -> bool:
    """Whether a place lies within a grapheme: what readers see as one letter."""
    after = text[place : place + 1]
    before = text[place - 1 : place] if place else ""
    return bool(after) and (unicodedata.category(after)[0] == "M" or _JOINER in (after, before))


def _is_between(prefix: str, suffix: str, one: Range, shown: PublishedText) -> bool:
    if not prefix.strip() and not suffix.strip():
        return True
    before = shown.text[: one.start]
    after = shown.text[one.end :]
    return _ends_with(before, prefix) and _begins_with(after, suffix)


def _ends_with(text: str, prefix: str) -> bool:
    words = normalise_text(prefix).text.split()
    if not words:
        return True
    gap = " +" if prefix[-1].isspace() else " *"
    near = _without_blocks(text[-_reach(prefix) :])
    return re.search(" +".join(map(re.escape, words)) + gap + "$", near) is not None


def _begins_with(text: str, suffix: str) -> bool:
    words = normalise_text(suffix).text.split()
    if not words:
        return True
    gap = " +" if suffix[0].isspace() else " *"
    near = _without_blocks(text[: _reach(suffix)])
    return re.match(gap + " +".join(map(re.escape, words)), near) is not None


def _without_blocks(text: str) -> str:
    """Words before and after a quote may lie in other blocks."""
    return normalise_text(text.replace(BLOCK_MARK, " ")).text


def _reach(words: str) -> int:
    """The most characters of text that some words can match; folding may drop signs and spaces."""
    return 4 * len(words) + 64
