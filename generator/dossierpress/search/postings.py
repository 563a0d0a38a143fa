"""Postings: in which texts a word stands, and how much it weighs there.

A posting is 16 bits: the number of the text in its block, and a weight from 0 to 15. The length of
a text stands apart from the weights of its words, so an edit changes the postings of those words
alone that come or go.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossierpress.search.folding import words
from dossierpress.search.texts import Paragraph

WEIGHT_BITS = 4
_HEAVIEST = (1 << WEIGHT_BITS) - 1
_IN_TITLE = 5
"""How often a word of the title counts besides."""

TAG, YEAR, SOURCE, TYPE = "#", "=", "@", "^"
"""Marks in front of what is no word of the text, but what readers filter by."""
_LENGTH = "%"
"""Stands for a word of every text; its weight is the class of length."""
_SHORTEST = 20
"""Words of a text in the lowest class; three classes higher it has four times as many."""

Postings = Mapping[str, bytes]
"""Word -> its postings, by number."""


def weights_of(
    title: str, paragraphs: Iterable[Paragraph], facets: Iterable[str]
) -> Iterator[tuple[str, int]]:
    """(word, what it weighs in a text) for each of its words, and for each facet."""
    in_title = set(words(title))
    counted = Counter(in_title)
    for one in paragraphs:
        counted.update(words(one.text))
    for word, times in counted.items():
        yield word, min(times + _IN_TITLE * (word in in_title), _HEAVIEST)
    yield _LENGTH, _length_class(counted.total())
    for facet in dict.fromkeys(facets):
        yield facet, 0


def _length_class(length: int) -> int:
    return min(max(round(1.5 * math.log2(max(length, 1) / _SHORTEST)), 0), _HEAVIEST)


def gathered(texts: Iterable[tuple[int, Iterable[tuple[str, int]]]]) -> dict[str, bytes]:
    """The postings of some texts: (number, its weighted words), by number."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for number, weighted in texts:
        for word, weight in weighted:
            found[word].append((number << WEIGHT_BITS | weight).to_bytes(2, "big"))
    return {word: b"".join(found[word]) for word in sorted(found)}


def merged(parts: Sequence[Postings]) -> dict[str, bytes]:
    """The postings of several parts, whose numbers are in order."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for part in parts:
        for word, some in part.items():
            found[word].append(some)
    return {word: b"".join(found[word]) for word in sorted(found)}
