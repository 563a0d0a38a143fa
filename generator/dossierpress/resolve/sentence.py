"""The sentence around a mention."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import sentencex

from dossierpress.model.site import Context

LONGEST = 300
"""Code points in a context, the ellipses not counted."""
_ELLIPSIS = "…"
_ENDS_SENTENCE = re.compile(r"[^\w\s,;:'\"()-]\s*\S")
_SPACES = re.compile(" {2,}")


class Struck(NamedTuple):
    """A passage that is struck out, with the words around it that say so."""

    start: int
    end: int
    words: str
    """Those at its beginning."""

    def moved(self, by: int) -> "Struck":
        """The same in a text that has so much more before it."""
        return self._replace(start=self.start + by, end=self.end + by)


class Sentences:
    """The sentences of one block of text."""

    __slots__ = ("_gaps", "_starts", "_struck", "_text", "_untidy")

    def __init__(
        self,
        text: str,
        lang: str,
        gaps: Sequence[int] = (),
        *,
        struck: Sequence[Struck] = (),
        whole: bool = False,
    ) -> None:
        """Split a text.

        Args:
            text: The visible text of the block.
            lang: BCP 47 tag of the text.
            gaps: Offsets at which a citation mark stands that is no part of the text. A space
                before it is left out, as is usual where a mark follows a word.
            struck: What is struck out. No sentence ends in it, or a part of it would be quoted
                as if it stood.
            whole: Whether the text is quoted as one, such as the row of a table.
        """
        # White space keeps its length here, so that offsets stay what they are.
        self._text = text.replace("\n", " ")
        self._gaps = gaps
        self._untidy = bool(gaps) or "  " in self._text
        self._struck = struck
        self._starts = [0] if whole else _starts(text, lang)
        if struck:
            self._starts = [
                start
                for start in self._starts
                if not any(one.start < start < one.end for one in struck)
            ]

    def around(self, start: int, end: int) -> Context:
        """Quote the sentence that holds a range; an empty range belongs to the words before it."""
        text = self._text
        inside = start
        if start == end:
            while inside > 0 and (inside == len(text) or text[inside - 1].isspace()):
                inside -= 1
            inside = max(inside - 1, 0)
        first = self._starts[bisect_right(self._starts, inside) - 1]
        after_last = bisect_right(self._starts, max(end - 1, inside))
        last = self._starts[after_last] if after_last < len(self._starts) else len(text)
        if last - first <= LONGEST and not self._untidy:
            return Context(
                before=text[first:start].lstrip(),
                match=text[start:end],
                after=text[end:last].rstrip(),
            )
        context = self._cut(
            self._last_words(first, start),
            self._plain(start, end),
            self._first_words(end, last),
        )
        return self._said_struck(context, start, end) if self._struck else context

    def _said_struck(self, context: Context, start: int, end: int) -> Context:
        """A quotation that was cut inside of a struck passage, with the words that say so."""
        before = context.before
        for one in self._struck:
            if one.start <= start and end <= one.end and one.words.strip() not in before:
                return replace(context, before=f"{one.words}{before}", after=f"{context.after}]")
        return context

    # A sentence may be as long as the text, and be quoted for each of its words: no more of it is
    # looked at than can be quoted, and what is cut off behind that.

    def _last_words(self, first: int, start: int) -> str:
        size = 2 * LONGEST
        while True:
            part = self._plain(max(first, start - size), start).lstrip()
            if start - size <= first or len(part) > LONGEST + 1:
                return part
            size *= 2

    def _first_words(self, end: int, last: int) -> str:
        size = 2 * LONGEST
        while True:
            part = self._plain(end, min(last, end + size)).rstrip()
            if end + size >= last or len(part) > LONGEST + 1:
                return part
            size *= 2

    def _plain(self, start: int, end: int) -> str:
        """A part of the text on one line, without the spaces before citation marks."""
        text = self._text
        part = ""
        gaps = self._gaps[bisect_right(self._gaps, start) : bisect_right(self._gaps, end)]
        for gap in gaps:
            if start < gap <= end and text[gap - 1].isspace():
                part += text[start : gap - 1]
                start = gap
        part += text[start:end]
        return _SPACES.sub(" ", part) if "  " in part else part

    @staticmethod
    def _cut(before: str, match: str, after: str) -> Context:
        room = LONGEST - len(match)
        if len(before) + len(after) > room:
            # What a short side leaves, the long one may take.
            half = max(room // 2, 0)
            left = min(len(before), max(half, room - len(after)))
            right = max(room - left, 0)
            before, after = _end_of(before, left), _beginning_of(after, right)
        return Context(before=before, match=match, after=after)


def _starts(text: str, lang: str) -> list[int]:
    if not _ENDS_SENTENCE.search(text):
        return [0]
    found = sentencex.get_sentence_boundaries(lang.partition("-")[0], text)
    return sorted({0, *(int(sentence["start_index"]) for sentence in found)})


def _end_of(text: str, length: int) -> str:
    """The last words of a text."""
    if len(text) <= length:
        return text
    tail = text[len(text) - length :] if length else ""
    if tail and not text[len(text) - length - 1].isspace():
        # Scripts without spaces are cut between any two characters.
        tail = tail[tail.find(" ") + 1 :]
    return f"{_ELLIPSIS} {tail.lstrip()}"


def _beginning_of(text: str, length: int) -> str:
    """The first words of a text."""
    if len(text) <= length:
        return text
    head = text[:length]
    if head and not text[length].isspace() and " " in head:
        head = head[: head.rfind(" ")]
    return f"{head.rstrip()} {_ELLIPSIS}"
