"""Excerpts: quoted sentences, each once, cut around the words that match.

`grouped_by_sentence` gathers the places of one sentence, `quotations_once` what several
articles print of one quotation, and `excerpt` cuts a long sentence.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from dossierpress.kernel import dates
from dossierpress.model.annotations import PlacedQuotation
from dossierpress.model.site import Mention, Sentence, Site, SourceCitation, Struck

LONGEST = 300
"""Code points in a quotation, the ellipses not counted, but where many words are meant."""
_LEAST = 30
"""Code points that are kept on either side of words that are meant, however many there are."""
_NEAR = 10
"""A shorter gap is not left out."""
_ELLIPSIS = "…"


class ExcerptPart(NamedTuple):
    """A stretch of a quotation."""

    text: str
    meant: bool = False
    """Whether these are words that are meant, and not those around them."""
    parts: "tuple[ExcerptPart, ...]" = ()
    """Its stretches, where some of its words are meant once more; else nothing."""


class _Window(NamedTuple):
    """What is kept of a sentence."""

    start: int
    end: int


def excerpt(sentence: Sentence, ranges: Sequence[tuple[int, int]]) -> tuple[ExcerptPart, ...]:
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
    parts: list[ExcerptPart] = []
    for window in _windows(len(text), marked):
        kept = _whole_words(text, window, marked)
        begun = next((one for one in sentence.struck if one.start < kept.start < one.end), None)
        if begun is not None and kept.start < begun.start + len(begun.words):
            kept, begun = _Window(begun.start, kept.end), None
        before = f"{_ELLIPSIS} " if kept.start and not parts else ""
        parts.append(ExcerptPart((begun.words if begun else "") + before))
        parts += _parts(text, marked, kept, ranges)
        if kept.end < len(text):
            parts.append(ExcerptPart(f" {_ELLIPSIS}{_closing(sentence.struck, kept.end)} "))
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
    """A window around each range, as large as the total length allows."""
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
) -> Iterator[ExcerptPart]:
    cursor = window.start
    for start, end in marked:
        if window.start <= start and end <= window.end:
            yield ExcerptPart(text[cursor:start])
            inside = _inside(text, _Window(start, end), ranges)
            yield ExcerptPart(text[start:end], meant=True, parts=inside)
            cursor = end
    yield ExcerptPart(text[cursor : window.end])


def _inside(
    text: str, outer: _Window, ranges: Sequence[tuple[int, int]]
) -> tuple[ExcerptPart, ...]:
    """The stretches of words that are meant, where some of them are meant once more."""
    if outer not in ranges:  # several that overlap, and none holds the others
        return ()
    inner = [one for one in ranges if outer.start <= one[0] < one[1] <= outer.end and one != outer]
    parts = _parts(text, _apart(inner), outer, inner) if inner else ()
    return tuple(part for part in parts if part.text)


Place = TypeVar("Place", Mention, SourceCitation)

_MOST_MARKED = 20
"""Words that are meant in one quotation of a sentence that is cut."""


def grouped_by_sentence(places: Iterable[Place]) -> tuple[tuple[Place, ...], ...]:
    """Places in texts, those of one sentence together, which is quoted once for all of them."""
    quoted: list[tuple[Place, ...]] = []
    for _, same in groupby(places, key=lambda one: (one.record, one.context.sentence)):
        together = tuple(same)
        is_cut = len(together[0].context.sentence.text) > LONGEST
        size = _MOST_MARKED if is_cut else len(together)
        quoted += (together[at : at + size] for at in range(0, len(together), size))
    return tuple(quoted)


def mentions_by_others(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """The mentions of a record that stand in the texts of others; see `grouped_by_sentence`."""
    return grouped_by_sentence(one for one in mentions if one.record != one.target)


def quotations_once(
    quoted: Iterable[PlacedQuotation], site: Site
) -> tuple[tuple[PlacedQuotation, ...], ...]:
    """Quotations, each with all that print the same words, the earliest print first."""
    found: dict[object, tuple[PlacedQuotation, ...]] = {}
    for number, one in enumerate(quoted):
        same = one.written.same
        if same is None:
            found[number] = (one,)
        elif same not in found:
            prints = site.annotations.same[same]
            found[same] = tuple(sorted(prints, key=lambda two: _printed_on(two, site)))
    return tuple(found.values())


def _printed_on(one: PlacedQuotation, site: Site) -> tuple[object, ...]:
    date = one.written.on or site.articles[one.article].matter.date
    return (dates.sort_key(date, zone=site.config.timezone), one.article)
