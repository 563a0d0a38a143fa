"""Text and the spans that stand beside it -> the Markdown of a body.

A mention becomes `[[id|words]]`, or `[words]{entity=id}` where its words hold another mention or
white space that a label would not keep. Spans nest; two that cross cannot both be shown.

A link of the text becomes a link where no mention and no other link has any of its words. Else a
footnote mark behind them leads to its address: no link can hold another, and no word is added to
what somebody wrote or said.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.importers.standoff.layout import (
    TextPart,
    paragraphs,
    parts_as_markdown,
    trim_span,
)
from dossierpress.importers.text_output import literal_markdown

DEEPEST = 8
"""Mentions within mentions, at most."""
MOST_FOOTNOTES = 5000
"""Addresses in footnotes, at most: half of what a text may have of them."""

# A label loses its outer spaces and shows any run of white space as one space.
_LABEL = re.compile("[^\\s\ufeff]+(?: [^\\s\ufeff]+)*")
# What ends a label, begins a remark for the desk, or looks like a mark that a label does not read.
_IN_LABEL = re.compile(r"[\\\[\]|{<*_~`]|%(?=%)")
# `![` would begin a picture.
_PICTURE = re.compile(r"(?<!\\)((?:\\\\)*)!\Z")
_LINE_END = re.compile("\r?\n")
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


class TextMark(Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of text and what it leads to."""

    start: int
    end: int
    kind: Literal["mention", "link"]
    target: str
    """Id of the entity, with `entity:` before it where another type has the id too; or a URL."""
    origin: str
    """Place in the data, for the report."""


class RefusedMark(Struct, frozen=True, kw_only=True, gc=False):
    """A mark that could not be set."""

    mark: TextMark
    reason: str


class WrittenBody(Struct, frozen=True, kw_only=True, gc=False):
    """What an article says, as its author would have written it."""

    markdown: str
    addresses: tuple[str, ...]
    """What its footnotes show, in their order."""
    refused: tuple[RefusedMark, ...]


class _NestedMark(Struct, frozen=True, kw_only=True, gc=False):
    mark: TextMark
    inner: tuple["_NestedMark", ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing can stand between its words."""
        return self.mark.kind == "link" or not self.inner


def write_body(
    text: str, marks: Sequence[TextMark], parts: Sequence[TextPart] | None = None
) -> WrittenBody:
    """The body of an article; `text` is clean, and every mark and part lies inside it.

    Wider mentions win over narrower ones, earlier over later: whatever is left over is refused with
    its reason. Of links, those that cannot be where their words are become footnotes.
    """
    parts = paragraphs(text) if parts is None else parts
    chosen, beside, refused = _choose(text, marks, parts)
    notes = _Footnotes()
    placed = _placed(beside, chosen, parts)
    refused += notes.take(placed)
    writing = _MarkdownWriter(text=text, notes=list(notes.references)[::-1])
    written = []
    position = 0
    for part in parts:
        inside = []
        while position < len(chosen) and chosen[position].mark.start < part.end:
            inside.append(chosen[position])
            position += 1
        woven = writing.part(part, tuple(inside))
        if woven:
            written.append((part, woven))
    notes_below = "".join(f"{label}: <{address}>\n\n" for address, label in notes.labels.items())
    return WrittenBody(
        markdown=(parts_as_markdown(written) + notes_below)[:-1],
        addresses=tuple(notes.labels),
        refused=tuple(sorted(refused, key=lambda one: (one.mark.start, one.mark.end))),
    )


def _choose(
    text: str, marks: Sequence[TextMark], parts: Sequence[TextPart]
) -> tuple[tuple[_NestedMark, ...], list[TextMark], list[RefusedMark]]:
    """What stands in the text, the links that stand beside it, and what cannot stand."""
    refused = []
    kept: list[TextMark] = []
    beside: list[TextMark] = []
    around: list[TextMark] = []
    outermost: list[TextMark] = []
    trimmed = [_trim(text, mark) for mark in marks]
    for mark in sorted(trimmed, key=lambda mark: (mark.kind == "link", mark.start, -mark.end)):
        while around and around[-1].end <= mark.start:
            around.pop()
        reason = _bare_objection(mark, parts)
        if mark.kind == "link":
            if reason or _overlaps(mark, outermost):
                beside.append(mark)
                continue
        elif reason := reason or _crossing(text, mark, around):
            refused.append(RefusedMark(mark=mark, reason=reason))
            continue
        kept.append(mark)
        if mark.kind == "link" or not around:
            insort(outermost, mark, key=lambda mark: mark.start)
        if mark.kind == "mention":
            around.append(mark)
    kept.sort(key=lambda mark: (mark.start, -mark.end))
    return _nest(kept), beside, refused


def _trim(text: str, mark: TextMark) -> TextMark:
    """White space at its ends is no part of what is named, and may be the end of a paragraph.

    Where there is nothing else, it stands behind the last word before it.
    """
    start, end = trim_span(text, mark.start, mark.end)
    if start >= end:
        before = len(text[: mark.start].rstrip())
        start = end = before or len(text) - len(text.lstrip())
    return replace(mark, start=start, end=end)


def _bare_objection(mark: TextMark, parts: Sequence[TextPart]) -> str | None:
    if mark.start == mark.end:
        return "it has no words"
    here = _part_at(mark.start, parts)
    return "it runs over a paragraph break" if parts[here].end < mark.end else None


def _part_at(place: int, parts: Sequence[TextPart]) -> int:
    return max(0, bisect_right(parts, place, key=lambda part: part.start) - 1)


def _crossing(text: str, mark: TextMark, around: Sequence[TextMark]) -> str | None:
    if around and around[-1].end < mark.end:
        return f"it crosses the mention `{text[around[-1].start : around[-1].end]}`"
    return f"it stands in {DEEPEST} other mentions" if len(around) >= DEEPEST else None


def _overlaps(mark: TextMark, outermost: Sequence[TextMark]) -> bool:
    before = bisect_right(outermost, mark.start, key=lambda other: other.start)
    near = outermost[max(0, before - 1) : before + 1]
    return any(mark.start < other.end and other.start < mark.end for other in near)


def _nest(marks: Sequence[TextMark]) -> tuple[_NestedMark, ...]:
    found = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        inside = []
        while index < len(marks) and marks[index].start < mark.end:
            inside.append(marks[index])
            index += 1
        found.append(_NestedMark(mark=mark, inner=_nest(inside)))
    return tuple(found)


def _placed(
    beside: Sequence[TextMark], chosen: Sequence[_NestedMark], parts: Sequence[TextPart]
) -> list[tuple[int, TextMark]]:
    """Where the footnote mark of each link stands: behind its words, and behind a whole mention."""
    whole = list(_whole(chosen))
    placed = []
    for mark in beside:
        place = mark.end
        place = min(place, parts[_part_at(place, parts)].end)
        around = bisect_left(whole, place, key=lambda one: one.start) - 1
        if around >= 0:
            place = max(place, whole[around].end)
        placed.append((place, mark))
    return sorted(placed, key=lambda one: (one[0], one[1].start))


def _whole(nested: Sequence[_NestedMark]) -> Iterator[TextMark]:
    for one in nested:
        if one.is_whole:
            yield one.mark
        else:
            yield from _whole(one.inner)


class _Footnotes(Struct, kw_only=True):
    """The footnotes of a text: one for each address."""

    labels: dict[str, str] = field(default_factory=dict)
    """Address -> `[^link-1]`."""
    references: dict[tuple[int, str], None] = field(default_factory=dict)
    """(place, label), in order."""

    def take(self, placed: Sequence[tuple[int, TextMark]]) -> list[RefusedMark]:
        """Number what is beside the text; those for which there is no room are returned."""
        refused = []
        for place, mark in placed:
            address = _address(mark.target)
            if address not in self.labels and len(self.labels) >= MOST_FOOTNOTES:
                reason = f"a text has at most {MOST_FOOTNOTES} addresses in footnotes"
                refused.append(RefusedMark(mark=mark, reason=reason))
                continue
            label = self.labels.setdefault(address, f"[^link-{len(self.labels) + 1}]")
            self.references[place, label] = None
        return refused


def _address(url: str) -> str:
    """A percent sign that encodes nothing, as an address has it: two would be a remark."""
    return _STRAY_PERCENT.sub("%25", url)


class _MarkdownWriter(Struct, kw_only=True):
    """Writes a text from its beginning to its end."""

    text: str
    notes: list[tuple[int, str]]
    """Footnote marks that are still to be written, the next one last."""
    edges: tuple[int, int] = (0, 0)
    """Of the part that is being written."""

    def part(self, part: TextPart, inner: Sequence[_NestedMark]) -> str:
        """A part of the text, as far as it is not said by signs around it."""
        self.edges = (part.start, part.end)
        return self.run(part.start, part.end, inner)

    def run(self, start: int, end: int, inner: Sequence[_NestedMark]) -> str:
        """A stretch of text with what stands in it."""
        pieces = []
        position = start
        for nested in inner:
            before = self._plain(position, nested.mark.start)
            pieces.append(_PICTURE.sub(r"\1\\!", before))
            pieces.append(self._marked(nested))
            position = nested.mark.end
        pieces.append(self._plain(position, end))
        return "".join(pieces)

    def _marked(self, nested: _NestedMark) -> str:
        mark = nested.mark
        # The end of a line within a paragraph is a space to readers.
        words = _LINE_END.sub(" ", self.text[mark.start : mark.end])
        if mark.kind == "link":
            return f"[{self._literal(mark.start, mark.end)}](<{_address(mark.target)}>)"
        if not nested.inner and _LABEL.fullmatch(words):
            label = _IN_LABEL.sub(r"\\\g<0>", words)
            return f"[[{mark.target}|{label}]]"
        shown = (
            self.run(mark.start, mark.end, nested.inner)
            if nested.inner
            else self._literal(mark.start, mark.end)
        )
        return f"[{shown}]{{entity={mark.target.removeprefix('entity:')}}}"

    def _plain(self, start: int, end: int) -> str:
        """Words that are no mention, with the footnote marks among them."""
        pieces = []
        label = ""
        while self.notes and self.notes[-1][0] <= end:
            place, following = self.notes.pop()
            pieces += [label, self._behind(label, start, place)]
            start, label = place, following
        return "".join((*pieces, label, self._behind(label, start, end)))

    def _behind(self, label: str, start: int, end: int) -> str:
        """Words behind a footnote mark, if there is one."""
        words = self._literal(start, end)
        # `[^1](` would begin a link, and `[^1]:` a footnote.
        return f"\\{words}" if label and words.startswith(("(", ":")) else words

    def _literal(self, start: int, end: int) -> str:
        text = self.text
        return literal_markdown(
            text[start:end],
            begins_line=start == self.edges[0] or text[start - 1] == "\n",
            ends_line=end == self.edges[1] or text[end] in "\r\n",
        )
