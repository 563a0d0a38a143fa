"""A sentence as it is quoted: whole, or cut to what stands around the words that are meant."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossierpress.model.sentence import Sentence, Struck

LONGEST = 300
"""Code points in a quotation, the ellipses not counted, but where many words are meant."""
_LEAST = 30
"""Code points that are kept on either side of words that are meant, however many there are."""
_NEAR = 10
"""So little is not left out."""
_ELLIPSIS = "…"


class Part(NamedTuple):
    """A stretch of a quotation."""

    text: str
    meant: bool = False
    """Whether these are words that are meant, and not those around them."""
    parts: "tuple[Part, ...]" = ()
    """Its stretches, where some of its words are meant once more; else nothing."""


class _Window(NamedTuple):
    """What is kept of a sentence."""

    start: int
    end: int


def excerpt(sentence: Sentence, ranges: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """Quote a sentence, cut where it is long.

    Args:
        sentence: What is quoted.
        ranges: The words that are meant, as offsets in its text, at least one. An empty range is a
            place that is kept in sight. A range inside of another is a part of its part; those that
            overlap otherwise are shown as one.
    """
    marked = _apart(ranges)
    text = sentence.text
    if len(text) <= LONGEST:
        whole = _parts(text, marked, _Window(0, len(text)), ranges)
        return tuple(part for part in whole if part.text)
    parts: list[Part] = []
    for window in _windows(len(text), marked):
        kept = _whole_words(text, window, marked)
        begun = next((one for one in sentence.struck if one.start < kept.start < one.end), None)
        if begun is not None and kept.start < begun.start + len(begun.words):
            kept, begun = _Window(begun.start, kept.end), None
        before = f"{_ELLIPSIS} " if kept.start and not parts else ""
        parts.append(Part((begun.words if begun else "") + before))
        parts += _parts(text, marked, kept, ranges)
        if kept.end < len(text):
            parts.append(Part(f" {_ELLIPSIS}{_closing(sentence.struck, kept.end)} "))
    parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip())
    return tuple(part for part in parts if part.text)


def _apart(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of which none overlaps another."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


def _windows(length: int, marked: Sequence[tuple[int, int]]) -> list[_Window]:
    """As much around each range as all of them together leave room for."""
    sizes = range(2 * _LEAST, 2 * LONGEST + 1)
    best = bisect_right(
        sizes,
        LONGEST,
        key=lambda size: sum(end - start for start, end in _around(length, marked, size)),
    )
    return _around(length, marked, sizes[max(best - 1, 0)])


def _around(length: int, marked: Sequence[tuple[int, int]], size: int) -> list[_Window]:
    """What lies around each range: half of `size` on either side of it."""
    windows: list[_Window] = []
    for start, end in marked:
        begin, stop = max(start - size // 2, 0), min(end + size - size // 2, length)
        if windows and begin - windows[-1].end < _NEAR:
            windows[-1] = _Window(windows[-1].start, max(stop, windows[-1].end))
        else:
            windows.append(_Window(begin, stop))
    return windows


def _whole_words(text: str, window: _Window, marked: Sequence[tuple[int, int]]) -> _Window:
    """Cut no word at either end, where the script has spaces, and none that is meant."""
    inside = [one for one in marked if window.start <= one[0] and one[1] <= window.end]
    start, end = window
    first, last = inside[0][0], inside[-1][1]
    if start:
        if not text[start - 1].isspace():
            start = text.find(" ", start, first) + 1 or start
        while start < first and text[start].isspace():
            start += 1
    if end < len(text):
        if not text[end].isspace():
            space = text.rfind(" ", last, end)
            end = end if space < 0 else space
        while end > last and text[end - 1].isspace():
            end -= 1
    return _Window(start, end)


def _closing(struck: Sequence[Struck], end: int) -> str:
    """The bracket of a struck passage that is cut there."""
    return "]" if any(one.start < end < one.end for one in struck) else ""


def _parts(
    text: str,
    marked: Sequence[tuple[int, int]],
    window: _Window,
    ranges: Sequence[tuple[int, int]],
) -> Iterator[Part]:
    cursor = window.start
    for start, end in marked:
        if window.start <= start and end <= window.end:
            yield Part(text[cursor:start])
            inside = _inside(text, _Window(start, end), ranges)
            yield Part(text[start:end], meant=True, parts=inside)
            cursor = end
    yield Part(text[cursor : window.end])


def _inside(text: str, outer: _Window, ranges: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The stretches of words that are meant, where some of them are meant once more."""
    if outer not in ranges:  # several that overlap, and none holds the others
        return ()
    inner = [one for one in ranges if outer.start <= one[0] < one[1] <= outer.end and one != outer]
    parts = _parts(text, _apart(inner), outer, inner) if inner else ()
    return tuple(part for part in parts if part.text)
