"""Fold a text to its letters, with one spelling for all that readers take for the same.

Much wider than the normalisation for linking names (`kernel.normalise`): there the harm is a wrong
link, here a name that is missed. Case, accents, width and style of letters are dropped; `ß` becomes
`ss`; Arabic hamza, ta marbuta and alif maqsura become plain letters, katakana hiragana, traditional
Chinese simplified; invisible characters are dropped. Everything between letters is left out, but
its place is known.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Literal

import icu
from msgspec import Struct

from dossierpress.kernel.memo import by_line

_KEPT_MARKS = (
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f18-\u0fbc\u102b-\u109d\u17b4-\u17dd"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_KEPT_MARKS}])+")
_BETWEEN_WIDE = re.compile(rf"[^\w{_KEPT_MARKS}\0-\x7f]+")
_BETWEEN_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_NOT_ASCII = re.compile(r"[^\0-\x7f]+")
_MOVES = "\uf8ff"
"""Placeholder for a character that does not become one letter; it is not in any text."""
_NO_LETTERS = "™℠"
_BADGE = re.compile(r"(?:NEGATIVE|REGIONAL|CIRCLED|SQUARED|PARENTHESIZED)\b.* LETTER ([A-Z])$")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u3164\uffa0\u2800")
_APOSTROPHES = frozenset("\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ee")
"""Signs that count as letters and are often left out: `Qur\u02beān`."""
_NUKTA = 7
_POINTS = range(10, 37)
_ACCENTS = 200
_SAME = str.maketrans(
    {
        "ı": "i",
        "ة": "ه",
        "ۃ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ٱ": "ا",
        "ґ": "г",
        "ء": "",
        "ـ": "",
        "ך": "כ",
        "ם": "מ",
        "ן": "נ",
        "ף": "פ",
        "ץ": "צ",
    }
)
_JAPANESE = str.maketrans(
    "辺邉沢斎斉齋桜浜広栄恵徳渋竜滝﨑嵜髙嶋嶌国辻亜仏実写団塩圧巌戸戻斗発経関駅黒検倹剣",
    "边边泽齐齐齐樱滨广荣惠德涩龙泷崎崎高岛岛国辻亚佛实写团盐压岩户戻斗发经关驿黑检俭剑",
)
"""Variants of characters in Japanese names -> the simplified Chinese character."""
_JAMO = re.compile("[\u1100-\u115e\u1161-\u11ff]+")
"""Korean syllables in parts, as macOS writes file names."""
_HANGUL = range(0xAC00, 0xD7A4)
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = -0x60


Looks = Literal[False, True]
"""Whether letters of other alphabets become the Latin letters that they look like."""
EITHER: tuple[Looks, ...] = (False, True)


class Letters(Struct, frozen=True, kw_only=True):
    """The letters of a text, and their places in the original."""

    original: str
    text: str
    """Folded letters and digits of all words, with nothing between them."""
    words: Sequence[int]
    """Where each word begins in `text`."""
    starts: Sequence[int]
    """Where each word begins in the original."""
    moved: Sequence[int] | None
    """Where each letter stands in the original; None where every character is one letter."""

    def word_at(self, offset: int) -> int:
        """Number of the word that a letter is in."""
        return bisect_right(self.words, offset) - 1

    def word(self, number: int) -> str:
        """A folded word, by its number."""
        return self.text[self.words[number] : self.end_of(number)]

    def end_of(self, number: int) -> int:
        """Where a word ends in `text`."""
        return self.words[number + 1] if number + 1 < len(self.words) else len(self.text)

    def original_at(self, offset: int) -> int:
        """Where a letter stands in the original."""
        if self.moved is not None:
            return self.moved[offset]
        number = self.word_at(offset)
        return self.starts[number] + offset - self.words[number]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty range of letters into one of the original, including marks after it."""
        first, last = self.original_at(start), self.original_at(end - 1) + 1
        while last < len(self.original) and _follows(self.original[last]):
            last += 1
        return first, last

    def gap_before(self, number: int) -> str:
        """The original text between a word and the one before it."""
        _, end = self.span(self.words[number] - 1, self.words[number])
        return self.original[end : self.starts[number]]

    def begins(self, number: int) -> str:
        """The first character of a word, as in the original."""
        return self.original[self.starts[number]]


class _Table(dict[int, str]):
    """Character -> its folded letters, computed on first use."""

    def __init__(self, fold: Callable[[str], str], *, single: bool) -> None:
        self._fold = fold
        self._single = single

    def __missing__(self, code: int) -> str:
        letters = self._fold(chr(code))
        if self._single and (len(letters) != 1 or _JAMO.match(letters)):
            letters = _MOVES
        self[code] = letters
        return letters


def read_letters(text: str, *, looks: Looks = False) -> Letters:
    """Fold a text to its letters.

    Args:
        text: Any text.
        looks: Whether letters of other alphabets become the Latin letters that they look like.
    """
    folded, moved = _fold(text, looks)
    words, starts, parts, places = [], [], [], []
    length = 0
    for found in _WORD.finditer(folded):
        words.append(length)
        starts.append(found.start() if moved is None else moved[found.start()])
        if moved is not None:
            places += moved[found.start() : found.end()]
        parts.append(found[0])
        length += len(found[0])
    return Letters(
        original=text,
        text="".join(parts),
        words=words,
        starts=starts,
        moved=None if moved is None else places,
    )


def fold_letters(text: str, *, looks: Looks = False) -> str:
    """Fold a text, but keep what is between letters; no places in the original: much faster."""
    folded = text
    if not text.isascii():
        folded = _NOT_ASCII.sub(lambda found: _letters_of(found[0], looks), text)
    folded = folded.lower()
    if looks:  # much faster than `translate` where a text is not all ASCII
        for one, like in _ALIKE:
            folded = folded.replace(one, like)
    return folded


def only_letters(text: str, *, looks: Looks = False) -> str:
    """Return the same as `text` of `read_letters`."""
    return "".join(_LETTERS_BY_LINE[looks](text))


def _letters_of_line(line: str, looks: Looks) -> str:
    folded = fold_letters(line, looks=looks)
    # In bytes, which are faster: all pages are read with this if anything is withheld.
    if not folded.isascii():
        folded = _BETWEEN_WIDE.sub("", folded)
    letters = folded.encode("utf-8", "surrogatepass").translate(None, _BETWEEN_ASCII)
    return letters.decode("utf-8", "surrogatepass")


_LETTERS_BY_LINE: Mapping[Looks, Callable[[str], Iterable[str]]] = {
    looks: by_line(partial(_letters_of_line, looks=looks)) for looks in EITHER
}


def words_in(folded: str) -> frozenset[str]:
    """The words of a folded text."""
    return frozenset(_WORD.findall(folded))


@lru_cache(maxsize=4096)
def _letters_of(run: str, looks: Looks) -> str:
    """Fold characters beyond ASCII. Most texts have few different ones."""
    composed = _JAMO.sub(lambda found: unicodedata.normalize("NFC", found[0]), run)
    return composed.translate(_WHOLE[looks])


def _fold(text: str, looks: Looks) -> tuple[str, list[int] | None]:
    """Fold a text letter by letter; also give the place of each letter, if places have changed."""
    quick = text.translate(_QUICK[looks])
    if _MOVES not in quick:
        return quick, None
    letters: list[str] = []
    places: list[int] = []
    done = 0
    for found in _NOT_ASCII.finditer(text):
        letters.append(text[done : found.start()].translate(_QUICK[looks]))
        places += range(done, found.start())
        _fold_run(found[0], found.start(), _WHOLE[looks], letters, places)
        done = found.end()
    letters.append(text[done:].translate(_QUICK[looks]))
    places += range(done, len(text))
    return "".join(letters), places


def _fold_run(
    text: str, offset: int, table: Mapping[int, str], letters: list[str], places: list[int]
) -> None:
    """Fold characters beyond ASCII, each of which may become any number of letters."""
    place = 0
    while place < len(text):
        jamo = _JAMO.match(text, place)
        if jamo:
            for syllable in unicodedata.normalize("NFC", jamo[0]):
                letters.append(syllable)
                places.append(offset + place)
                place += len(unicodedata.normalize("NFD", syllable))
        else:
            folded = table[ord(text[place])]
            letters.append(folded)
            places += [offset + place] * len(folded)
            place += 1


@cache
def fold_character(character: str) -> str:
    """Fold a character: usually to one letter, and to nothing if it is invisible."""
    if character.isascii():
        return character.lower()
    if _is_unseen(character):
        return ""
    if character in _NO_LETTERS or ord(character) in _HANGUL:
        return character
    if badge := _badge(character):
        return badge
    # Cherokee alone folds to capitals, which `fold_letters` would turn into small letters.
    small = _decomposed(character).casefold().lower()
    plain = "".join(map(_plain, _decomposed(small)))
    digits = [unicodedata.digit(one, None) for one in plain]
    if len(digits) == 1 and digits[0] is not None:
        return str(digits[0])
    return plain.translate(_SAME)


def _decomposed(text: str) -> str:
    return "".join(
        one
        for one in unicodedata.normalize("NFKD", text)
        if not _is_dropped(unicodedata.combining(one))
    )


def _is_dropped(order: int) -> bool:
    """Whether a mark of this class only adds to its letter: accents, vowel points, a nukta."""
    return order in (1, _NUKTA) or order in _POINTS or order >= _ACCENTS


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if ord(letter) in _KATAKANA:
        return chr(ord(letter) + _TO_HIRAGANA)
    match script_of(letter):
        case "Latn":
            return str(_latin().transliterate(letter))
        case "Hani":
            return str(_simplified().transliterate(letter)).translate(_JAPANESE)
        case _:
            return letter


def _follows(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return fold_character(character) == "" or "\u1160" <= character <= "\u11ff"


def _is_unseen(character: str) -> bool:
    if character.isspace():
        return False
    return (
        unicodedata.category(character) in ("Cf", "Cc")
        or character in _APOSTROPHES
        or character in _UNSEEN
        or "\ufe00" <= character <= "\ufe0f"
    )


def _badge(character: str) -> str:
    """The letter that a symbol shows: `🅉`, `🇿`."""
    if unicodedata.category(character) != "So":
        return ""
    found = _BADGE.search(unicodedata.name(character, ""))
    return found[1].lower() if found else ""


@cache
def script_of(character: str) -> str:
    """Script of a character, as its ISO 15924 code."""
    return str(icu.Script.getScript(character).getShortName())


@cache
def _latin() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Latin-ASCII; Lower")


@cache
def _simplified() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Traditional-Simplified")


# Letters that look the same, by Unicode's confusables (UTS 39) as ICU has them.

_LOOKING = frozenset(
    ("Cyrl", "Grek", "Latn", "Armn", "Cher", "Copt", "Lisu", "Dsrt", "Goth", "Zyyy")
)
_ALIKE = (("l", "i"), ("1", "i"), ("0", "o"))
_ONE_LOOK = str.maketrans(dict(_ALIKE))
"""Letters and digits that look the same within ASCII; `matches` checks them a second time."""


@cache
def fold_looks(character: str) -> str:
    """As `fold_character`, but letters of other alphabets become Latin ones that look the same."""
    folded = fold_character(character)
    if folded and not folded.isascii() and script_of(character) in _LOOKING:
        base = _decomposed(character)[:1]
        like = _prototypes().get(str(_spoof().getSkeleton(_LEFT_TO_RIGHT_OR_ANY, base)), "")
        folded = like or folded
    return folded.translate(_ONE_LOOK)


_LEFT_TO_RIGHT_OR_ANY = 0


@cache
def _spoof() -> icu.SpoofChecker:
    return icu.SpoofChecker()


@cache
def _prototypes() -> dict[str, str]:
    """ICU's confusable prototype of each Latin letter -> the letter."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return {
        str(_spoof().getSkeleton(_LEFT_TO_RIGHT_OR_ANY, one)): one.lower()
        for one in (*letters.upper(), *letters)
    }


_QUICK = {
    looks: _Table(fold_looks if looks else fold_character, single=True) for looks in (False, True)
}
_WHOLE = {
    looks: _Table(fold_looks if looks else fold_character, single=False) for looks in (False, True)
}
