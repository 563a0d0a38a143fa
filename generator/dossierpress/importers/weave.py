"""Text and the spans that stand beside it -> the Markdown of a body.

A mention becomes `[[id|words]]`, or `[words]{entity=id}` where its words hold another mention or
white space that a label would not keep. Spans nest; two that cross cannot both be shown.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dossierpress.importers.literal import literal

DEEPEST = 8
"""Mentions within mentions, at most."""

_PARAGRAPH_BREAK = re.compile("\n\r?\n[\r\n]*")
# A label loses its outer spaces and shows any run of white space as one space.
_LABEL = re.compile("[^\\s\ufeff]+(?: [^\\s\ufeff]+)*")
_IN_LABEL = re.compile(r"[\\\[\]|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of text and what it leads to."""

    start: int
    end: int
    kind: Literal["mention", "link"]
    target: str
    """Id of the entity, with `entity:` before it where another type has the id too; or a URL."""
    origin: str
    """Place in the data, for the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A mark that could not be set."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nested:
    mark: Mark
    inner: tuple["_Nested", ...]


def weave(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Refused, ...]]:
    """The body of an article; `text` is clean, and every mark lies inside it.

    Mentions win over links, wider spans over narrower ones, earlier over later: whatever is left
    over is refused with its reason.
    """
    breaks = [(found.start(), found.end()) for found in _PARAGRAPH_BREAK.finditer(text)]
    chosen, refused = _choose(text, marks, breaks)
    written = []
    position = 0
    for start, end in paragraphs(text):
        inside = []
        while position < len(chosen) and chosen[position].mark.start < end:
            inside.append(chosen[position])
            position += 1
        woven = _run(text, start, end, tuple(inside))
        if woven:
            written.append(woven)
    return "".join(f"{paragraph}\n\n" for paragraph in written)[:-1], refused


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Where each paragraph of a clean text begins and ends."""
    breaks = [found.span() for found in _PARAGRAPH_BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return tuple(zip(starts, ends, strict=True))


def _choose(
    text: str, marks: Sequence[Mark], breaks: Sequence[tuple[int, int]]
) -> tuple[tuple[_Nested, ...], tuple[Refused, ...]]:
    refused = []
    kept: list[Mark] = []
    around: list[Mark] = []
    outermost: list[Mark] = []
    trimmed = [_trim(text, mark) for mark in marks]
    for mark in sorted(trimmed, key=lambda mark: (mark.kind == "link", mark.start, -mark.end)):
        while around and around[-1].end <= mark.start:
            around.pop()
        reason = _bare_objection(mark, breaks) or (
            _crossing(text, mark, around)
            if mark.kind == "mention"
            else _overlap(text, mark, outermost)
        )
        if reason:
            refused.append(Refused(mark=mark, reason=reason))
            continue
        kept.append(mark)
        if mark.kind == "link" or not around:
            insort(outermost, mark, key=lambda mark: mark.start)
        if mark.kind == "mention":
            around.append(mark)
    kept.sort(key=lambda mark: (mark.start, -mark.end))
    return _nest(kept), tuple(sorted(refused, key=lambda one: (one.mark.start, one.mark.end)))


def _trim(text: str, mark: Mark) -> Mark:
    """White space at its ends is no part of what is named, and may be the end of a paragraph."""
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    return replace(mark, start=start, end=start + len(words.strip()))


def _bare_objection(mark: Mark, breaks: Sequence[tuple[int, int]]) -> str | None:
    if mark.start == mark.end:
        return "it has no words"
    following = bisect_right(breaks, mark.start, key=lambda gap: gap[1])
    if following < len(breaks) and breaks[following][0] < mark.end:
        return "it runs over a paragraph break"
    return None


def _crossing(text: str, mark: Mark, around: Sequence[Mark]) -> str | None:
    if around and around[-1].end < mark.end:
        return f"it crosses the mention `{text[around[-1].start : around[-1].end]}`"
    return f"it stands in {DEEPEST} other mentions" if len(around) >= DEEPEST else None


def _overlap(text: str, mark: Mark, outermost: Sequence[Mark]) -> str | None:
    before = bisect_right(outermost, mark.start, key=lambda other: other.start)
    for other in outermost[max(0, before - 1) : before + 1]:
        if mark.start < other.end and other.start < mark.end:
            return f"it overlaps the {other.kind} `{text[other.start : other.end]}`"
    return None


def _nest(marks: Sequence[Mark]) -> tuple[_Nested, ...]:
    found = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        inside = []
        while index < len(marks) and marks[index].start < mark.end:
            inside.append(marks[index])
            index += 1
        found.append(_Nested(mark=mark, inner=_nest(inside)))
    return tuple(found)


def _run(text: str, start: int, end: int, inner: Sequence[_Nested]) -> str:
    pieces = []
    position = start
    for nested in inner:
        pieces.append(_literal(text, position, nested.mark.start))
        pieces.append(_marked(text, nested))
        position = nested.mark.end
    pieces.append(_literal(text, position, end))
    return "".join(pieces)


def _marked(text: str, nested: _Nested) -> str:
    mark = nested.mark
    words = text[mark.start : mark.end]
    if mark.kind == "mention" and not nested.inner and _LABEL.fullmatch(words):
        label = _IN_LABEL.sub(r"\\\g<0>", words)
        return f"[[{mark.target}|{label}]]"
    shown = _run(text, mark.start, mark.end, nested.inner)
    if mark.kind == "link":
        return f"[{shown}](<{mark.target}>)"
    return f"[{shown}]{{entity={mark.target.removeprefix('entity:')}}}"


def _literal(text: str, start: int, end: int) -> str:
    return literal(
        text[start:end],
        begins_line=start == 0 or text[start - 1] == "\n",
        ends_line=end == len(text) or text[end] in "\r\n",
    )
