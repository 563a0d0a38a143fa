"""Words of an imported text -> the selector that finds them, and only them, when it is published.

The importer writes literal text, so readers see the text of the data. It is searched with the same
code as annotations: `dossier check` finds what is found here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from dossierpress.importers.standoff.registry import one_line
from dossierpress.importers.standoff.text_parts import TextPart, paragraphs
from dossierpress.kernel.invisible_characters import misleading_runs, unclosed_controls
from dossierpress.links.anchors import PublishedText, find_quote, occurrences, published_text
from dossierpress.links.linked_text import BlockPlace
from dossierpress.model.linked_body import TextPiece
from dossierpress.schema.annotation import Selector
from dossierpress.schema.text_checks import control_character

LONGEST_ANCHORED = 2000
"""Maximum length of anchored words, in characters."""

_MOST_TWINS = 50
_AROUND = 160
_WORDS = (1, 2, 4, 8)
"""How many words on both sides are tried, to tell twins apart."""


class Anchored(Struct, frozen=True, kw_only=True):
    """Words with the selector that finds them."""

    words: str
    """On one line."""
    selector: str | dict[str, Any]
    """As an author writes it: the words alone, or with prefix and suffix."""


class ShownText(Struct, frozen=True, kw_only=True, gc=False):
    """The text of an article as its readers will see it."""

    text: str
    begins: tuple[int, ...]
    """Where each paragraph begins in `text`."""
    shown: PublishedText

    def anchor(self, start: int, end: int) -> Anchored | str:
        """A selector for the words from `start` to `end`, or the reason why there is none."""
        found = self._words(start, end)
        if isinstance(found, str):
            return found
        here, words = found
        twins = occurrences(words, self.shown)
        if here not in (one.start for one in twins):
            return "its words do not stand there as readers see them"
        if len(twins) == 1:
            return Anchored(words=words, selector=words)
        if len(twins) > _MOST_TWINS:
            return f"its words stand at {len(twins)} places"
        for number in _WORDS:
            prefix, suffix = self._before(start, number), self._after(end, number)
            if _cannot_be_written(prefix + suffix):
                break
            around = {"prefix": prefix, "suffix": suffix}
            selector = Selector(exact=words, **around)
            if [one.start for one in find_quote(selector, self.shown)] == [here]:
                return Anchored(
                    words=words,
                    selector={"exact": words} | {key: told for key, told in around.items() if told},
                )
        return "its words stand at several places that nothing around them tells apart"

    def _words(self, start: int, end: int) -> tuple[int, str] | str:
        """The start of the words in the published text, and the words; else a reason."""
        raw = self.text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
        words = one_line(raw)
        if not words:
            return "it has no words"
        if len(words) > LONGEST_ANCHORED:
            return f"it is longer than {LONGEST_ANCHORED} characters"
        number = bisect_right(self.begins, start) - 1
        if number + 1 < len(self.begins) and self.begins[number + 1] < end:
            return "it runs over a paragraph break"
        if _cannot_be_written(words):
            return "it holds characters that nobody sees"
        return self.shown.begins[number] + 1 + start - self.begins[number], words

    def _before(self, start: int, number: int) -> str:
        near = self.text[max(0, start - _AROUND) : start]
        gap = " " if near[-1:].isspace() else ""
        return " ".join(near.split()[-number:]) + gap if near.strip() else ""

    def _after(self, end: int, number: int) -> str:
        near = self.text[end : end + _AROUND]
        gap = " " if near[:1].isspace() else ""
        return gap + " ".join(near.split()[:number]) if near.strip() else ""


def shown_text(
    text: str, addresses: Sequence[str] = (), parts: Sequence[TextPart] | None = None
) -> ShownText:
    """The text of an article as readers see it.

    Args:
        text: Clean: see `literal.clean`.
        addresses: The footnotes behind it. A word may stand in them, too.
        parts: What it falls into; its paragraphs, where that is not told.
    """
    parts = paragraphs(text) if parts is None else parts
    shown = (*(text[part.start : part.end] for part in parts), *addresses)
    pieces = tuple(TextPiece(text=words) for words in shown)
    blocks = tuple(BlockPlace(anchor="", line=1, begins=number) for number in range(len(shown)))
    return ShownText(
        text=text,
        begins=tuple(part.start for part in parts),
        shown=published_text(pieces, blocks),
    )


def _cannot_be_written(words: str) -> bool:
    """Whether readers or editors of the file would see other words."""
    return (
        control_character(words) is not None
        or any(True for _ in misleading_runs(words))
        or bool(unclosed_controls(words))
    )


def spans_overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of a text share any of it."""
    return one[0] < other[1] and other[0] < one[1]
