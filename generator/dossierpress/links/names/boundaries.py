"""Word boundaries in all scripts: where a name may begin and end, and how many words a text has.

A name must stand as a word of its own, and what a word is depends on the script:

- In scripts with spaces between words, no letter, digit or mark may touch the name. An apostrophe
  is a boundary only where languages write one: `Iran's`, in French `l'Iran`, but neither `Sana'a`
  nor `O'Brien`.
- Han, Hiragana, Thai, Lao, Khmer, Myanmar and similar scripts write no spaces: a name may stand
  anywhere. Katakana and Hangul have boundaries, at a change of script or at spaces.
- A Korean particle may follow (서울에서), an Arabic or Hebrew one-letter particle may go before
  (وإيران, בישראל): the particle stays outside.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

import icu

Letter = Literal["none", "spaced", "unspaced", "katakana", "hangul", "arabic", "hebrew"]

# fmt: off
_UNSPACED = frozenset((
    "Hani", "Hira", "Bopo", "Yiii", "Tang", "Kits", "Nshu", "Thai", "Laoo", "Khmr", "Mymr", "Tibt",
    "Tale", "Talu", "Lana", "Tavt", "Java", "Bali", "Sund", "Bugi", "Cham", "Batk", "Rjng", "Maka",
))
# fmt: on
_NAMED: dict[str, Letter] = {
    "Kana": "katakana",
    "Hang": "hangul",
    "Arab": "arabic",
    "Hebr": "hebrew",
}
_PROLONGED = "ー"
_JOINERS = "\u200c\u200d"

# A closed list: particles are not guessed. Those of the first line may take another one.
_KOREAN_PARTICLE = re.compile(
    "(?:(?:에|에서|에게|에게서|께|께서|한테|로|으로|까지|부터|만|하고|처럼|보다)(?:는|도|만|의|까지|부터)?"
    "|은|는|이|가|을|를|의|와|과|도|랑|이랑|마다|조차|라는|이라는|라고|이라고|이다|이며|이자|측|씨)(?!\\w)"
)
# Script -> particles that are joined to the following word, and the languages of that script that
# have none.
_PARTICLES_BEFORE: dict[Letter, tuple[re.Pattern[str], frozenset[str]]] = {
    "arabic": (
        re.compile("(?<![\\w\u200c\u200d])(?:[وف]?[بلک]|[وف])$"),
        frozenset(
            ("fa", "prs", "ur", "ps", "ckb", "ku", "sd", "ug", "pa", "ks", "bal", "glk", "mzn")
        ),
    ),
    "hebrew": (
        re.compile("(?<!\\w)(?:ו?ש?[הבלכמ]|ו?ש|ו)$"),
        frozenset(("yi", "lad")),
    ),
}
_PARTICLE_ROOM = 4
# With a particle before it, a name of two letters would be found in too many other words.
_SHORTEST_WITH_PARTICLE = 3

_AFTER_APOSTROPHE = re.compile("(?:s|S|d|ll|ve|re)(?!\\w)")
_SUFFIX_LANGUAGES = frozenset(("tr", "az", "tk", "crh", "gag", "uz", "kk", "tt", "fi", "et", "hu"))
_ELIDING_LANGUAGES = frozenset(("fr", "it", "ca", "oc", "wa", "co", "sc", "scn", "vec", "fur"))
_ELISION = re.compile(
    "(?:^|[^\\w'])(?:[ldnsjcmt]|qu|jusqu|lorsqu|puisqu|dell|all|nell|sull|dall|coll|un|quell|bell)'$",
    re.IGNORECASE,
)
_ELISION_ROOM = 9
# Signs that separate words, but not the digits of one number or date: 1.5, 9/11/2001.
_INSIDE_NUMBERS = ".,/"


def stands_alone(text: str, start: int, end: int, lang: str) -> bool:
    """Whether a name stands as whole words.

    Args:
        text: Normalised text (see `kernel.normalise`).
        start: Where the name begins, in code points.
        end: Where it ends; greater than `start`.
        lang: BCP 47 tag of the text.
    """
    return _may_begin(text, start, end, lang) and _may_end(text, end, lang)


@cache
def letter(character: str) -> Letter:
    """Classify a character by how it takes part in words."""
    if character in _JOINERS or character == "_":
        return "spaced"
    if character == _PROLONGED:
        return "katakana"
    if unicodedata.category(character)[0] not in "LNM":
        return "none"
    script = icu.Script.getScript(character).getShortName()
    if script in _UNSPACED:
        return "unspaced"
    return _NAMED.get(script, "spaced")


def _runs_on(left: Letter, right: Letter) -> bool:
    """Whether two neighbouring characters are part of one word."""
    if left == "none" or right == "none" or "unspaced" in (left, right):
        return False
    if "katakana" in (left, right):
        return left == right
    return True


def _may_begin(text: str, start: int, end: int, lang: str) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before == "'":
        return _opens_or_elides(text, start, lang)
    if before in _INSIDE_NUMBERS and text[start].isdigit():
        return not text[max(start - 2, 0) : start - 1].isdigit()
    left, right = letter(before), letter(text[start])
    if right == "none":
        # A name such as `.NET` begins with a sign, and yet no letter may touch it.
        right = "spaced"
    if not _runs_on(left, right):
        return True
    if left != right or end - start < _SHORTEST_WITH_PARTICLE:
        return False
    return _follows_particle(text, start, left, lang)


def _may_end(text: str, end: int, lang: str) -> bool:
    if end == len(text):
        return True
    after = text[end]
    if after == "'":
        return _closes_or_inflects(text, end, lang)
    if after in _INSIDE_NUMBERS and text[end - 1].isdigit():
        return not text[end + 1 : end + 2].isdigit()
    if unicodedata.category(after)[0] == "M":
        return False
    left, right = letter(text[end - 1]), letter(after)
    if right == "hangul" and left != "unspaced":
        return bool(_KOREAN_PARTICLE.match(text, end))
    return not _runs_on("spaced" if left == "none" else left, right)


def _follows_particle(text: str, start: int, script: Letter, lang: str) -> bool:
    if script not in _PARTICLES_BEFORE:
        return False
    particle, without = _PARTICLES_BEFORE[script]
    begin = max(0, start - _PARTICLE_ROOM)
    return _language(lang) not in without and bool(particle.search(text, begin, start))


def _opens_or_elides(text: str, start: int, lang: str) -> bool:
    """An apostrophe before the name: a quotation mark, or the end of `l'`, `dell'`, `qu'`."""
    if start < 2 or letter(text[start - 2]) in ("none", "unspaced"):
        return True
    return _language(lang) in _ELIDING_LANGUAGES and bool(
        _ELISION.search(text, max(0, start - _ELISION_ROOM), start)
    )


def _closes_or_inflects(text: str, end: int, lang: str) -> bool:
    """An apostrophe after the name: a quotation mark, a possessive, or a suffix as in Turkish."""
    if end + 1 >= len(text) or letter(text[end + 1]) in ("none", "unspaced"):
        return True
    return _language(lang) in _SUFFIX_LANGUAGES or bool(_AFTER_APOSTROPHE.match(text, end + 1))


def _language(lang: str) -> str:
    return lang.partition("-")[0].lower()


_WORD = re.compile(r"\w\S*")


def count_words(text: str, lang: str) -> int:
    """Count the words of a text, also in scripts without spaces between them."""
    if text.isascii() or "unspaced" not in {letter(character) for character in set(text)}:
        return len(_WORD.findall(text))
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.forLanguageTag(lang))
    breaks.setText(icu.UnicodeString(text))
    # The status of a boundary tells what came before it; below 100 it was space or punctuation.
    return sum(breaks.getRuleStatus() >= 100 for _ in breaks)
