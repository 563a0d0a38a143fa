"""A text and the blocks that its data tells of -> the parts that it falls into.

Without blocks, paragraphs stand apart by a blank line and nothing else is known. Only what the data
says counts: no line is taken for a heading because it looks like one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from msgspec import Struct

from dossierpress.importers.shapes import BlockShape

Kind = Literal["heading", "caption", "item", "paragraph", "speaker", "quote"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_ELEMENTS: dict[str, Kind] = {
    "head": "heading",
    "caption": "caption",
    "item": "item",
    "speaker": "speaker",
    "quote": "quote",
}
"""Elements of TEI, by which some corpora tell where a block stands."""
_SEVERAL = ("paragraph", "quote")
"""Kinds whose blocks may hold several paragraphs."""
_DEEPEST = 6
_PARAGRAPH_BREAK = re.compile("\n\r?\n[\r\n]*")


class Part(Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of a text that stands by itself."""

    start: int
    end: int
    kind: Kind = "paragraph"
    level: int = 1
    """Of a heading or an item, from 1."""
    block: int = -1
    """Number of the block that it belongs to; -1 for none."""


def paragraphs(text: str) -> tuple[Part, ...]:
    """Where each paragraph of a clean text begins and ends."""
    breaks = [found.span() for found in _PARAGRAPH_BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return tuple(Part(start=start, end=end) for start, end in zip(starts, ends, strict=True))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of words without the white space at their ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def layout(
    text: str, blocks: Sequence[BlockShape]
) -> tuple[tuple[Part, ...], tuple[tuple[BlockShape, str], ...]]:
    """The parts of a clean text, and the blocks that cannot be, with the reason.

    Blocks are whole lines, do not overlap, and all but quotes and paragraphs lie in one paragraph.
    """
    told = paragraphs(text)
    chosen: list[Part] = []
    refused = []
    for number, block in enumerate(sorted(blocks, key=lambda one: (one.start, -one.end))):
        found = _parts(text, block, number, told)
        if isinstance(found, str):
            refused.append((block, found))
        elif chosen and found[0].start < chosen[-1].end:
            refused.append((block, "it overlaps the block before it"))
        else:
            chosen += found
    return tuple(_filled(text, told, chosen)), tuple(refused)


def _parts(text: str, block: BlockShape, number: int, told: Sequence[Part]) -> list[Part] | str:
    """The parts that a block makes, or why it makes none."""
    kind = _kind(block)
    if kind is None:
        return f"`{block.type or block.path or ''}` is none of {', '.join(KINDS)}"
    start, end = trim(text, block.start, block.end)
    if start >= end:
        return "it has no words"
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return "it begins in the middle of a line"
    if text[end : _end_of_line(text, end)].strip():
        return "it ends in the middle of a line"
    first = bisect_left(told, start + 1, key=lambda one: one.start) - 1
    last = bisect_left(told, end, key=lambda one: one.start) - 1
    if first != last and kind not in _SEVERAL:
        return "it runs over a paragraph break"
    spans = (trim(text, max(start, one.start), min(end, one.end)) for one in told[first : last + 1])
    level = _level(block, kind)
    return [
        Part(start=begin, end=stop, kind=kind, level=level, block=number)
        for begin, stop in spans
        if begin < stop
    ]


def _kind(block: BlockShape) -> Kind | None:
    if block.type is not None:
        return next((kind for kind in KINDS if kind == block.type.strip().lower()), None)
    steps = _steps(block)
    inner = next((_ELEMENTS[step] for step in reversed(steps) if step in _ELEMENTS), None)
    return inner or ("paragraph" if steps[-1:] == ["p"] else None)


def _steps(block: BlockShape) -> list[str]:
    return (block.path or "").split("/")


def _level(block: BlockShape, kind: Kind) -> int:
    nested = _steps(block).count("item") if kind == "item" else 2
    return min(max(nested if block.level is None else block.level, 1), _DEEPEST)


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _filled(text: str, told: Sequence[Part], chosen: Sequence[Part]) -> Iterator[Part]:
    """The parts with whatever stands between them; all of the text is in one of them."""
    position = 0
    for paragraph in told:
        inside = []
        while position < len(chosen) and chosen[position].start < paragraph.end:
            inside.append(chosen[position])
            position += 1
        if not inside:
            yield paragraph
            continue
        cursor = paragraph.start
        for part in (*inside, Part(start=paragraph.end, end=paragraph.end)):
            start, end = trim(text, cursor, part.start)
            if start < end:
                yield Part(start=start, end=end)
            if part.start < part.end:
                yield part
            cursor = part.end
