"""How alike two texts are, from short sketches of them: the words themselves need not be kept.

A sketch is a MinHash with one permutation (Li, Owen and Zhang, 2012): each word falls into one of
`_BINS` bins, and a bin keeps the least hash of its words. The share of bins that agree, among those
that have any word, estimates the Jaccard index of the two sets of words: how many of all words
both have.
"""

import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from zlib import crc32

_BINS = 48
_SPREAD = 0x9E3779B1
"""Spreads the bits of a checksum: those of similar words are similar."""
_WORD = re.compile(r"\w+")
_UNSPACED = 0x0E00
"""From Thai on, many scripts leave no spaces: there two letters that stand together are a word."""


def sketch(text: str) -> str:
    """The sketch of a text: 64 letters and digits."""
    bins = [0] * _BINS
    for word in {*_words(text)}:
        spread = crc32(word.encode("utf-8", "surrogatepass")) * _SPREAD & 0xFFFFFFFF
        at, rank = spread % _BINS, (spread // _BINS) % 255 + 1
        bins[at] = min(bins[at], rank) if bins[at] else rank
    return urlsafe_b64encode(bytes(bins)).decode()


def is_sketch(text: str) -> bool:
    """Whether a text can be a sketch."""
    return re.fullmatch(r"[\w-]{64}", text, re.ASCII) is not None


def likeness(one: str, other: str) -> float:
    """How alike two texts are, by their sketches: 0 where they share no word, 1 where all."""
    if one == other:
        return 1.0
    pairs = [pair for pair in zip(_bins(one), _bins(other), strict=True) if any(pair)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def _bins(sketched: str) -> bytes:
    return urlsafe_b64decode(sketched)


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if ord(word[0]) >= _UNSPACED and len(word) > 1:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word
