"""The sentences of a block of text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import sentencex

from dossierpress.model.sentence import Context, Sentence, Struck

_ENDS_SENTENCE = re.compile(r"[^\w\s,;:'\"()-]\s*\S")
_SPACES = re.compile(" {2,}")


class Sentences:
    """The sentences of one block of text."""

    __slots__ = ("_anchor", "_dropped", "_made", "_starts", "_struck", "_text")

    def __init__(  # noqa: PLR0913 - all of it is the block's
        self,
        text: str,
        lang: str,
        gaps: Sequence[int] = (),
        *,
        anchor: str = "",
        struck: Sequence[Struck] = (),
        whole: bool = False,
    ) -> None:
        """Split a text.

        Args:
            text: The visible text of the block.
            lang: BCP 47 tag of the text.
            gaps: Offsets at which a citation mark stands that is no part of the text. A space
                before it is left out, as is usual where a mark follows a word.
            anchor: Id of the block.
            struck: What is struck out. No sentence ends in it, or a part of it would be quoted
                as if it stood.
            whole: Whether the text is quoted as one, such as the row of a table.
        """
        # White space keeps its length here, so that offsets stay what they are.
        self._text = text.replace("\n", " ")
        self._anchor = anchor
        self._dropped = _dropped(self._text, gaps)
        self._struck = struck
        self._made: dict[tuple[int, int], Sentence] = {}
        self._starts = [0] if whole else _starts(text, lang)
        if struck:
            self._starts = [
                start
                for start in self._starts
                if not any(one.start < start < one.end for one in struck)
            ]

    def around(self, start: int, end: int) -> Context:
        """The sentence that holds a range; an empty range belongs to the words before it.

        All ranges of one sentence get the same `Sentence`.
        """
        text = self._text
        inside = start
        if start == end:
            while inside > 0 and (inside == len(text) or text[inside - 1].isspace()):
                inside -= 1
            inside = max(inside - 1, 0)
        first = self._starts[bisect_right(self._starts, inside) - 1]
        after_last = bisect_right(self._starts, max(end - 1, inside))
        last = self._starts[after_last] if after_last < len(self._starts) else len(text)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        sentence = self._made.get((first, last))
        if sentence is None:
            sentence = self._made[first, last] = self._sentence(first, last)
        return Context(
            sentence=sentence,
            start=self._place(start, first, last),
            end=self._place(end, first, last),
        )

    def _sentence(self, first: int, last: int) -> Sentence:
        parts = []
        begin = first
        for dropped in self._dropped[
            bisect_left(self._dropped, first) : bisect_left(self._dropped, last)
        ]:
            parts.append(self._text[begin:dropped])
            begin = dropped + 1
        parts.append(self._text[begin:last])
        return Sentence(
            anchor=self._anchor,
            start=first,
            text="".join(parts),
            struck=tuple(
                Struck(
                    start=self._place(one.start, first, last),
                    end=self._place(one.end, first, last),
                    words=one.words,
                )
                for one in self._struck
                if first <= one.start < last
            ),
        )

    def _place(self, offset: int, first: int, last: int) -> int:
        """Where an offset in the block is in a sentence of it."""
        offset = min(max(offset, first), last)
        return (
            offset
            - first
            - (bisect_left(self._dropped, offset) - bisect_left(self._dropped, first))
        )


def _dropped(text: str, gaps: Sequence[int]) -> list[int]:
    """Offsets of white space that a quotation leaves out: before citation marks, and doubled."""
    before_marks: set[int] = set()
    for gap in gaps:
        if text[gap : gap + 1] == " " or text[gap : gap + 1].isalnum():
            continue  # the white space parts the words around the mark
        last = gap - 1
        while last >= 0 and text[last].isspace() and last not in before_marks:
            before_marks.add(last)
            last -= 1
    doubled = _SPACES.finditer(text) if "  " in text else ()
    return sorted(before_marks.union(*(range(run.start() + 1, run.end()) for run in doubled)))


def _starts(text: str, lang: str) -> list[int]:
    if not _ENDS_SENTENCE.search(text):
        return [0]
    found = sentencex.get_sentence_boundaries(lang.partition("-")[0], text)
    return sorted({0, *(int(sentence["start_index"]) for sentence in found)})
