"""Text and its stand-off spans -> the Markdown of a body.

A mention becomes `[[id|words]]`, or `[words]{entity=id}` where its words hold another mention or
white space that a label would not keep. Spans nest; two that cross cannot both be shown.

A link of the text becomes a link if it overlaps no mention and no other link. Else a footnote mark
behind its words leads to its address: links cannot be nested, and no word is added to the text.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.importers.standoff.text_parts import (
    TextPart,
    paragraphs,
    parts_as_markdown,
    trim_span,
)
from dossierpress.importers.text_output import literal_markdown

DEEPEST = 8
"""Maximum depth of nested mentions."""
MOST_FOOTNOTES = 5000
"""Maximum of addresses in footnotes: half of the limit of footnotes."""

# A label loses its outer spaces and shows any run of white space as one space.
_LABEL = re.compile("[^\\s\ufeff]+(?: [^\\s\ufeff]+)*")
# What ends a label, begins a remark for the desk, or looks like a mark that a label does not read.
_IN_LABEL = re.compile(r"[\\\[\]|{<*_~`]|%(?=%)")
# `![` would begin a picture.
_PICTURE = re.compile(r"(?<!\\)((?:\\\\)*)!\Z")
_LINE_END = re.compile("\r?\n")
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


class TextMark(Struct, frozen=True, kw_only=True, gc=False):
    """A span of text and its target."""

    start: int
    end: int
    kind: Literal["mention", "link"]
    target: str
    """Id of the entity, with `entity:` before it where another type has the id too; or a URL."""
    origin: str
    """Place in the data, for the report."""


class RefusedMark(Struct, frozen=True, kw_only=True, gc=False):
    """A mark that was refused."""

    mark: TextMark
    reason: str


class WrittenBody(Struct, frozen=True, kw_only=True, gc=False):
    """The Markdown of an article, as an author would have written it."""

    markdown: str
    addresses: tuple[str, ...]
    """What its footnotes show, in their order."""
    refused: tuple[RefusedMark, ...]


class _NestedMark(Struct, frozen=True, kw_only=True, gc=False):
    mark: TextMark
    inner: tuple["_NestedMark", ...]

    @property
    def is_whole(self) -> bool:
        """Whether no footnote mark may be inside of it."""
        return self.mark.kind == "link" or not self.inner


def write_body(
    text: str, marks: Sequence[TextMark], parts: Sequence[TextPart] | None = None
) -> WrittenBody:
    """The body of an article; `text` is clean, and every mark and part lies inside it.

    Wider mentions win over narrower ones, earlier over later: all others are refused with a reason.
    Links that cannot be inline become footnotes.
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
        markdown = writing.part(part, tuple(inside))
        if markdown:
            written.append((part, markdown))
    notes_below = "".join(f"{label}: <{address}>\n\n" for address, label in notes.labels.items())
    return WrittenBody(
        markdown=(parts_as_markdown(written) + notes_below)[:-1],
        addresses=tuple(notes.labels),
        refused=tuple(sorted(refused, key=lambda one: (one.mark.start, one.mark.end))),
    )


def _choose(
    text: str, marks: Sequence[TextMark], parts: Sequence[TextPart]
) -> tuple[tuple[_NestedMark, ...], list[TextMark], list[RefusedMark]]:
    """The inline marks, the links that become footnotes, and the refused marks."""
    refused = []
    kept: list[TextMark] = []
    beside: list[TextMark] = []
    enclosing: list[TextMark] = []
    outermost: list[TextMark] = []
    trimmed = [_trim(text, mark) for mark in marks]
    for mark in sorted(trimmed, key=lambda mark: (mark.kind == "link", mark.start, -mark.end)):
        while enclosing and enclosing[-1].end <= mark.start:
            enclosing.pop()
        reason = _bare_objection(mark, parts)
        if mark.kind == "link":
            if reason or _overlaps(mark, outermost):
                beside.append(mark)
                continue
        elif reason := reason or _crossing(text, mark, enclosing):
            refused.append(RefusedMark(mark=mark, reason=reason))
            continue
        kept.append(mark)
        if mark.kind == "link" or not enclosing:
            insort(outermost, mark, key=lambda mark: mark.start)
        if mark.kind == "mention":
            enclosing.append(mark)
    kept.sort(key=lambda mark: (mark.start, -mark.end))
    return _nest(kept), beside, refused


def _trim(text: str, mark: TextMark) -> TextMark:
    """The mark without white space at its ends, which may be the end of a paragraph.

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


def _crossing(text: str, mark: TextMark, enclosing: Sequence[TextMark]) -> str | None:
    if enclosing and enclosing[-1].end < mark.end:
        return f"it crosses the mention `{text[enclosing[-1].start : enclosing[-1].end]}`"
    return f"it stands in {DEEPEST} other mentions" if len(enclosing) >= DEEPEST else None


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
    """The place of the footnote mark of each link: behind its words and any mention over them."""
    whole = list(_whole(chosen))
    placed = []
    for mark in beside:
        place = mark.end
        place = min(place, parts[_part_at(place, parts)].end)
        enclosing = bisect_left(whole, place, key=lambda one: one.start) - 1
        if enclosing >= 0:
            place = max(place, whole[enclosing].end)
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
        """Number the footnotes; returns the links over the limit."""
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
        """The inline Markdown of one part."""
        self.edges = (part.start, part.end)
        return self.run(part.start, part.end, inner)

    def run(self, start: int, end: int, inner: Sequence[_NestedMark]) -> str:
        """A span of text with its marks."""
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
        """Words outside of mentions, with footnote marks."""
        pieces = []
        label = ""
        while self.notes and self.notes[-1][0] <= end:
            place, following = self.notes.pop()
            pieces += [label, self._behind(label, start, place)]
            start, label = place, following
        return "".join((*pieces, label, self._behind(label, start, end)))

    def _behind(self, label: str, start: int, end: int) -> str:
        """Words, with the footnote mark before them if there is one."""
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
