"""Wrap words of a body in elements, and put a mark behind them, whatever markup lies inside.

As a rule one element holds the words and their mark. Where the words begin or end in the middle of
a link or an emphasis, or where others overlap them, they are wrapped in several stretches, so that
the HTML is always properly nested. A mark never stands inside a link.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from dossierpress.links.anchors import Leaf, PublishedText, Range
from dossierpress.model.linked_body import (
    INLINE_ELEMENTS,
    ClaimedEnd,
    ClaimedStart,
    ClaimMark,
    End,
    FragmentLinkStart,
    Html,
    LinkedPiece,
    MediaLinkStart,
    MentionSpan,
    RecordLinkStart,
    TextPiece,
)
from dossierpress.records.listing import group

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?=[\s/>])[^>]*>")
_VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))

_Position = tuple[int, int]
"""(number of a piece, offset in its text or HTML)."""


class ClaimedWords(NamedTuple):
    """Words that carry a claim."""

    range: Range
    claim: str
    anchor: str
    """Id of the element that holds them."""


class WrappedBody(NamedTuple):
    """The pieces of a body with words wrapped."""

    pieces: tuple[LinkedPiece, ...]
    numbers: tuple[int, ...]
    """Number of a piece before -> number of the first piece that has come of it."""


class _Step(Struct, frozen=True, gc=False):
    """Words of a block, or an edge of an element in it."""

    kind: Literal["words", "opens", "closes"]
    at: _Position
    past: _Position
    range: Range = Range(0, 0)
    """Of words."""
    inline: bool = True
    link: bool = False
    writes: LinkedPiece | None = None
    """What has to be written there; None for what is there already."""
    mark: ClaimMark | None = None
    """Of the end of the last stretch of some words: their mark."""


def wrap_words(
    pieces: Sequence[LinkedPiece], text: PublishedText, claimed: Sequence[ClaimedWords]
) -> WrappedBody:
    """Wrap words and put their marks behind them.

    Args:
        pieces: The body.
        text: Its text, made of these very pieces by `published_text`.
        claimed: The words; none crosses blocks or divides a leaf that is `whole`.
    """
    of_block: dict[int, list[ClaimedWords]] = {}
    # Outer words first, so that those inside of them are wrapped inside.
    for one in sorted(claimed, key=lambda one: (one.range.start, -one.range.end)):
        of_block.setdefault(text.block_of(one.range.start), []).append(one)
    leaves = group((text.block_of(leaf.start), at) for at, leaf in enumerate(text.leaves))
    changes: list[tuple[_Position, LinkedPiece]] = []
    for block, there in of_block.items():
        steps = list(_steps(pieces, text.leaves, leaves[block], there))
        changes += _changes(_wrapped(steps, there))
    return _rebuilt(pieces, sorted(changes, key=lambda one: one[0]))


def _steps(
    pieces: Sequence[LinkedPiece],
    leaves: Sequence[Leaf],
    own: Sequence[int],
    claimed: Sequence[ClaimedWords],
) -> Iterator[_Step]:
    """The words of a block and the edges of the elements among and around them.

    Args:
        pieces: The body.
        leaves: Its words.
        own: The numbers of the leaves of the block.
        claimed: The words in the block that carry claims.
    """
    first, after = own[0], own[-1] + 1
    begin = leaves[first - 1].piece + 1 if first else 0
    end = leaves[after].piece if after < len(leaves) else len(pieces)
    by_piece = {leaf.piece: leaf for leaf in leaves[first:after]}
    cuts = sorted({place for one in claimed for place in one.range})
    for number in range(begin, end):
        yield from _steps_of_piece(number, pieces[number], by_piece.get(number), cuts)


def _steps_of_piece(
    number: int, piece: LinkedPiece, leaf: Leaf | None, cuts: Sequence[int]
) -> Iterator[_Step]:
    here, past = (number, 0), (number + 1, 0)
    if leaf is not None:
        end = leaf.start + len(leaf.text)
        inside = (one for one in cuts if leaf.start < one < end)
        for begin, stop in pairwise((leaf.start, *inside, end)):
            yield _Step(
                "words",
                (number, begin - leaf.start),
                past if stop == end else (number, stop - leaf.start),
                range=Range(begin, stop),
            )
    elif isinstance(piece, RecordLinkStart | FragmentLinkStart | MediaLinkStart):
        yield _Step("opens", here, past, link=True)
    elif isinstance(piece, MentionSpan):
        yield _Step("opens", here, past)
    elif isinstance(piece, End):
        yield _Step("closes", here, past)
    elif isinstance(piece, Html):
        for tag in _TAG.finditer(piece.html):
            if tag[2] not in _VOID:
                yield _Step(
                    "closes" if tag[1] else "opens",
                    (number, tag.start()),
                    (number, tag.end()),
                    inline=tag[2] in INLINE_ELEMENTS,
                    link=tag[2] == "a",
                )


def _wrapped(steps: list[_Step], claimed: Sequence[ClaimedWords]) -> list[_Step]:
    """The steps with those of the elements around the words."""
    for one in claimed:
        mark: ClaimMark | None = ClaimMark(claim=one.claim, anchor=one.anchor)
        stretches = list(_stretches(steps, one.range))
        for number, (first, last) in reversed(list(enumerate(stretches))):
            start = ClaimedStart(anchor=one.anchor, goes_on=number > 0)
            at, past = steps[first].at, steps[last].past
            steps.insert(last + 1, _Step("closes", past, past, writes=ClaimedEnd(), mark=mark))
            steps.insert(first, _Step("opens", at, at, writes=start))
            mark = None  # it stands behind the last stretch alone
    return steps


def _stretches(steps: Sequence[_Step], words: Range) -> Iterator[tuple[int, int]]:
    """(first step, last step) of each stretch of the words in which all elements are whole."""
    ends = _matches(steps)
    place, last = _with_whole_elements(steps, ends, *_place(steps, words))
    while place <= last:
        begin = place
        while place <= last and steps[place].kind != "closes":
            end = ends.get(place, len(steps)) if steps[place].kind == "opens" else place
            if end > last:
                break
            place = end + 1
        if any(step.kind == "words" for step in steps[begin:place]):
            yield begin, place - 1
        place += 1  # past the edge of an element that lies partly outside


def _place(steps: Sequence[_Step], words: Range) -> tuple[int, int]:
    inside = [
        number
        for number, step in enumerate(steps)
        if step.kind == "words" and words.start <= step.range.start and step.range.end <= words.end
    ]
    return inside[0], inside[-1]


def _matches(steps: Sequence[_Step]) -> dict[int, int]:
    """Each edge of an element -> its other edge, where both are among the steps."""
    matches: dict[int, int] = {}
    opened: list[int] = []
    for number, step in enumerate(steps):
        if step.kind == "opens":
            opened.append(number)
        elif step.kind == "closes" and opened:
            begin = opened.pop()
            matches[begin], matches[number] = number, begin
    return matches


def _with_whole_elements(
    steps: Sequence[_Step], matches: Mapping[int, int], first: int, last: int
) -> tuple[int, int]:
    """Take in the inline elements that hold nothing but these words."""
    while True:
        begin, end = first - 1, last + 1
        if begin >= 0 and _is(steps[begin], "opens") and matches.get(begin, len(steps)) <= last:
            first = begin
        elif end < len(steps) and _is(steps[end], "closes") and matches.get(end, -1) >= first:
            last = end
        elif begin >= 0 and _is(steps[begin], "opens") and matches.get(begin) == end:
            first, last = begin, end
        else:
            return first, last


def _is(step: _Step, kind: str) -> bool:
    return step.kind == kind and step.inline


def _changes(steps: Sequence[_Step]) -> Iterator[tuple[_Position, LinkedPiece]]:
    """What has to be written where; marks wait for the end of a link."""
    opened: list[bool] = []
    waiting: list[LinkedPiece] = []
    for step in steps:
        if step.mark is not None:
            waiting.append(step.mark)
        if step.kind == "closes" and step.writes is None and opened:
            opened.pop()
        if waiting and True not in opened:
            place = step.past if step.writes is None else step.at
            yield from ((place, mark) for mark in waiting)
            waiting.clear()
        if step.writes is not None:
            yield step.at, step.writes
            if step.kind == "closes":
                opened.pop()
        if step.kind == "opens":
            opened.append(step.link)
    yield from ((steps[-1].past, mark) for mark in waiting)


def _rebuilt(
    pieces: Sequence[LinkedPiece], changes: Sequence[tuple[_Position, LinkedPiece]]
) -> WrappedBody:
    written: list[LinkedPiece] = []
    numbers: list[int] = []
    coming = deque(changes)
    for number, piece in enumerate(pieces):
        numbers.append(len(written))
        rest = piece
        cut = 0
        while coming and coming[0][0][0] == number:
            (_, offset), new = coming.popleft()
            if offset > cut:
                before, rest = _divided(rest, offset - cut)
                written.append(before)
                cut = offset
            written.append(new)
        if not (cut and _is_empty(rest)):
            written.append(rest)
    written += (new for _, new in coming)
    return WrappedBody(tuple(written), tuple(numbers))


def _divided(piece: LinkedPiece, place: int) -> tuple[LinkedPiece, LinkedPiece]:
    match piece:
        case TextPiece(text=text):
            return TextPiece(text=text[:place]), TextPiece(text=text[place:])
        case Html(html=html):
            return Html(html=html[:place]), Html(html=html[place:])
        case _:
            raise TypeError(f"a {type(piece).__name__} is not divided")


def _is_empty(piece: LinkedPiece) -> bool:
    return piece in (TextPiece(text=""), Html(html=""))
