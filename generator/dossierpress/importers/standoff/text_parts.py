"""Split a text into parts by the blocks of its data, and write these as Markdown.

Without blocks there are only paragraphs, separated by blank lines. Only the data decides: no line
becomes a heading because it looks like one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from msgspec import Struct

from dossierpress.importers.standoff.form import BlockShape

PartKind = Literal["heading", "caption", "item", "paragraph", "speaker", "quote"]
PART_KINDS: tuple[PartKind, ...] = get_args(PartKind)

_ELEMENTS: dict[str, PartKind] = {
    "head": "heading",
    "caption": "caption",
    "item": "item",
    "speaker": "speaker",
    "quote": "quote",
}
"""TEI element -> kind of part, for corpora that describe blocks by TEI elements."""
_SEVERAL = ("paragraph", "quote")
"""Kinds whose blocks may hold several paragraphs."""
_DEEPEST = 6
_PARAGRAPH_BREAK = re.compile("\n\r?\n[\r\n]*")


class TextPart(Struct, frozen=True, kw_only=True, gc=False):
    """A block of a text: a heading, a paragraph, an item."""

    start: int
    end: int
    kind: PartKind = "paragraph"
    level: int = 1
    """Of a heading or an item, from 1."""
    block: int = -1
    """Number of the block that it belongs to; -1 for none."""


def paragraphs(text: str) -> tuple[TextPart, ...]:
    """The paragraphs of a clean text."""
    breaks = [found.span() for found in _PARAGRAPH_BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return tuple(TextPart(start=start, end=end) for start, end in zip(starts, ends, strict=True))


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def split_into_parts(
    text: str, blocks: Sequence[BlockShape]
) -> tuple[tuple[TextPart, ...], tuple[tuple[BlockShape, str], ...]]:
    """The parts of a clean text, and the refused blocks with the reason.

    Blocks are whole lines, do not overlap, and all but quotes and paragraphs lie in one paragraph.
    """
    all_paragraphs = paragraphs(text)
    chosen: list[TextPart] = []
    refused = []
    for number, block in enumerate(sorted(blocks, key=lambda one: (one.start, -one.end))):
        found = _parts(text, block, number, all_paragraphs)
        if isinstance(found, str):
            refused.append((block, found))
        elif chosen and found[0].start < chosen[-1].end:
            refused.append((block, "it overlaps the block before it"))
        else:
            chosen += found
    return tuple(_with_gaps_filled(text, all_paragraphs, chosen)), tuple(refused)


def _parts(
    text: str, block: BlockShape, number: int, all_paragraphs: Sequence[TextPart]
) -> list[TextPart] | str:
    """The parts of a block, or the reason why it is refused."""
    kind = _kind(block)
    if kind is None:
        return f"`{block.type or block.path or ''}` is none of {', '.join(PART_KINDS)}"
    start, end = trim_span(text, block.start, block.end)
    if start >= end:
        return "it has no words"
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return "it begins in the middle of a line"
    if text[end : _end_of_line(text, end)].strip():
        return "it ends in the middle of a line"
    first = bisect_left(all_paragraphs, start + 1, key=lambda one: one.start) - 1
    last = bisect_left(all_paragraphs, end, key=lambda one: one.start) - 1
    if first != last and kind not in _SEVERAL:
        return "it runs over a paragraph break"
    spans = (
        trim_span(text, max(start, one.start), min(end, one.end))
        for one in all_paragraphs[first : last + 1]
    )
    level = _level(block, kind)
    return [
        TextPart(start=begin, end=stop, kind=kind, level=level, block=number)
        for begin, stop in spans
        if begin < stop
    ]


def _kind(block: BlockShape) -> PartKind | None:
    if block.type is not None:
        return next((kind for kind in PART_KINDS if kind == block.type.strip().lower()), None)
    steps = _steps(block)
    inner = next((_ELEMENTS[step] for step in reversed(steps) if step in _ELEMENTS), None)
    return inner or ("paragraph" if steps[-1:] == ["p"] else None)


def _steps(block: BlockShape) -> list[str]:
    return (block.path or "").split("/")


def _level(block: BlockShape, kind: PartKind) -> int:
    nested = _steps(block).count("item") if kind == "item" else 2
    return min(max(nested if block.level is None else block.level, 1), _DEEPEST)


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _with_gaps_filled(
    text: str, all_paragraphs: Sequence[TextPart], chosen: Sequence[TextPart]
) -> Iterator[TextPart]:
    """The parts, with further parts for the text between them."""
    position = 0
    for paragraph in all_paragraphs:
        inside = []
        while position < len(chosen) and chosen[position].start < paragraph.end:
            inside.append(chosen[position])
            position += 1
        if not inside:
            yield paragraph
            continue
        cursor = paragraph.start
        for part in (*inside, TextPart(start=paragraph.end, end=paragraph.end)):
            start, end = trim_span(text, cursor, part.start)
            if start < end:
                yield TextPart(start=start, end=end)
            if part.start < part.end:
                yield part
            cursor = part.end


_CLOSING_SIGNS = re.compile(r"(?<=\s)#+\Z")


def parts_as_markdown(parts: Sequence[tuple[TextPart, str]]) -> str:
    """All parts, with a blank line between those that are no list or quotation together."""
    pieces: list[str] = []
    before: TextPart | None = None
    depth = 0
    for part, words in parts:
        depth = min(part.level, depth + 1) if part.kind == "item" else 0
        if before is not None:
            pieces.append(_separator(before, part))
        pieces.append(_part_as_markdown(part, words, depth))
        before = part
    return "".join((*pieces, "\n\n")) if pieces else ""


def _separator(before: TextPart, part: TextPart) -> str:
    if before.kind == part.kind == "item":
        return "\n"
    same = before.kind == part.kind == "quote" and before.block == part.block
    return "\n>\n" if same else "\n\n"


def _part_as_markdown(part: TextPart, words: str, depth: int) -> str:
    match part.kind:
        case "heading":
            # Signs at the end of a heading would be taken for its frame.
            line = words.replace("\n", " ")
            line = _CLOSING_SIGNS.sub(lambda found: "\\#" * len(found[0]), line)
            return f"{'#' * part.level} {line}"
        case "caption":
            return f"*{words}*"
        case "speaker":
            return f"**{words}**"
        case "item":
            margin = "  " * (depth - 1)
            return f"{margin}- " + words.replace("\n", f"\n{margin}  ")
        case "quote":
            return "> " + words.replace("\n", "\n> ")
        case "paragraph":
            return words
