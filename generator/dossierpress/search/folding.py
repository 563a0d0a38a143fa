"""When two words are the same: one folding, for the builder and for the script of the page.

Case, accents, points of vowels, joiners, forms of letters and of digits make no difference. Python
and browsers know different versions of Unicode, so neither is asked what a letter is: the classes
of characters are those of ICU, and the script is given them (`script_table`). Only characters that
every browser decomposes alike are decomposed.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import icu
from msgspec import Struct

_LETTERS = {
    "ß": "ss", "ς": "σ", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae",
    "œ": "oe", "ħ": "h", "ґ": "г",
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ٱ": "ا", "ة": "ه", "ہ": "ه", "ە": "ه",
    "ھ": "ه",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
}  # fmt: skip
"""Letters that readers type for one another."""
_VOICING = "\u3099\u309a"
# As escapes: ICU takes some of these characters for spaces in the pattern.
_JOINING = r"\u0640\u200B-\u200F\u2060\uFEFF\u00AD\u061C"
_DROPPED = f"[[:Mn:][:Me:][{_JOINING}]-[{_VOICING}]]"
# A browser of 2021 knows Unicode 13: what is newer stays as it is.
_DECOMPOSED = "[[[:NFKD_QC=No:][:Changes_When_Lowercased:]]&[:age=13.0:]]"
_ZEROS = "[[:Nd:]&[:nv=0:]]"
_WORDS = f"[[:L:][:N:][:Mc:][{_VOICING}]]"
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af]"
)
"""Thai, Lao, Burmese, Khmer, kana, Han and Hangul: no space says where a word ends."""
_COMPOSING = "\u1161-\u1175\u11a8-\u11c2\u3099\u309a"
"""What is joined to the sign before it: vowels and finals of Hangul, the voicing of kana."""
_COMPOSED = re.compile(f"[{_COMPOSING}]")
_MOST_KEPT = 200_000


class _Classes(Struct, frozen=True):
    """The classes of characters, as ranges of code points."""

    decomposed: tuple[tuple[int, int], ...]
    dropped: tuple[tuple[int, int], ...]
    zeros: tuple[tuple[int, int], ...]
    """The zero of each set of ten digits."""
    spaced: tuple[tuple[int, int], ...]
    """Parts of words that stand between spaces."""
    unspaced: tuple[tuple[int, int], ...]
    """Parts of words in scripts that write without."""


def fold(text: str) -> str:
    """A text whose words are equal where readers mean the same word."""
    folded = text.translate(_folds())
    if not _COMPOSED.search(folded):
        return folded
    composed: list[str] = []
    for sign in folded:
        joined = unicodedata.normalize("NFC", composed[-1] + sign) if composed else ""
        if len(joined) == 1 and _COMPOSED.match(sign):
            composed[-1] = joined
        else:
            composed.append(sign)
    return "".join(composed)


def words(text: str) -> list[str]:
    """The words of a text, folded, in order.

    Of a run without spaces each pair of signs is a word, and so is the last sign alone: whoever
    asks for one sign finds the pairs that begin with it.
    """
    found: list[str] = []
    for stretch in text.split():
        found += _words_of(stretch)
    return found


def script_table() -> dict[str, object]:
    """The same for the script: classes as gaps and lengths of their ranges, in base 36."""
    classes = _classes()
    return {
        "decomposed": _packed(classes.decomposed),
        "dropped": _packed(classes.dropped),
        "zeros": _packed(classes.zeros),
        "spaced": _packed(classes.spaced),
        "unspaced": _packed(classes.unspaced),
        "letters": _LETTERS,
    }


@lru_cache(maxsize=_MOST_KEPT)
def _words_of(stretch: str) -> tuple[str, ...]:
    found: list[str] = []
    for spaced, unspaced in _word_pattern().findall(fold(stretch)):
        if spaced:
            found.append(spaced)
        else:
            found += (unspaced[at : at + 2] for at in range(len(unspaced) - 1))
            found.append(unspaced[-1])
    return tuple(found)


class _Folds(dict[int, str]):
    """Code point -> what it is folded to."""

    def __init__(self, classes: _Classes) -> None:
        self._decomposed = _pattern(classes.decomposed)
        self._dropped = _pattern(classes.dropped)
        self._digits = {
            chr(zero + digit): str(digit)
            for first, last in classes.zeros
            for zero in range(first, last + 1)
            for digit in range(10)
        }

    def __missing__(self, code_point: int) -> str:
        sign = chr(code_point)
        if self._decomposed.match(sign):
            lower = "".join(one.lower() for one in unicodedata.normalize("NFKD", sign))
            sign = unicodedata.normalize("NFKD", lower)
        folded = "".join(
            _LETTERS.get(one) or self._digits.get(one, one)
            for one in sign
            if not self._dropped.match(one)
        )
        self[code_point] = folded
        return folded


@cache
def _folds() -> _Folds:
    return _Folds(_classes())


@cache
def _word_pattern() -> re.Pattern[str]:
    classes = _classes()
    return re.compile(f"({_class(classes.spaced)}+)|({_class(classes.unspaced)}+)")


@cache
def _classes() -> _Classes:
    return _Classes(
        decomposed=tuple(_ranges(_DECOMPOSED)),
        dropped=tuple(_ranges(_DROPPED)),
        zeros=tuple(_ranges(_ZEROS)),
        spaced=tuple(_ranges(f"[{_WORDS}-{_UNSPACED}]")),
        unspaced=tuple(_ranges(f"[{_WORDS}&{_UNSPACED}]")),
    )


def _ranges(pattern: str) -> Iterator[tuple[int, int]]:
    found = icu.UnicodeSet(pattern)
    for number in range(found.getRangeCount()):
        yield ord(found.getRangeStart(number)), ord(found.getRangeEnd(number))


def _class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


def _pattern(ranges: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    return re.compile(_class(ranges))


def _packed(ranges: tuple[tuple[int, int], ...]) -> str:
    packed, before = [], 0
    for first, last in ranges:
        packed.append(f"{_base_36(first - before)}.{_base_36(last - first)}")
        before = last
    return " ".join(packed)


def _base_36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits
