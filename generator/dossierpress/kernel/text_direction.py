"""Text direction: the direction in which a language is written, and that of a text.

The direction of a text is that of its first strong character (Unicode Bidirectional Algorithm,
rules P2 and P3), as in a browser for `dir="auto"`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

import icu

Direction = Literal["ltr", "rtl"]


_LETTER = re.compile("[^\\W\\d_]|[\u200e\u200f\u061c]")
"""Characters that may be strong: letters and direction marks."""


_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks that Unicode reserves for right-to-left scripts."""


_ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069?")
"""Text in a closed isolate, which does not affect the direction of what is around it."""


_WAYS: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
"""A tag begins with a language; ICU also accepts `x-words`."""


@lru_cache(maxsize=512)
def is_language_tag(text: str) -> bool:
    """Whether a text is a well-formed tag, without repeated parts (`de-1996-1996`).

    Whether the language exists is checked in front matter only; see `check_language`.
    """
    if not _LANGUAGE_TAG.fullmatch(text):
        return False
    try:
        icu.Locale.forLanguageTag(text)
    except icu.ICUError:
        return False
    return True


@cache
def known_languages() -> frozenset[str]:
    """The codes of ISO 639 that ICU knows."""
    return frozenset(icu.Locale.getISOLanguages())


@lru_cache(maxsize=512)
def script_code(lang: str) -> str:
    """The script that a language is written in, as an ISO 15924 code; empty where unknown.

    A text may be read before its `lang` is checked, so this accepts anything: it understands
    `ar_EG`, and for what is not a tag the script is unknown.
    """
    try:
        locale = icu.Locale.forLanguageTag(lang.replace("_", "-"))
        locale.addLikelySubtags()
    except icu.ICUError:
        return ""
    return str(locale.getScript())


@lru_cache(maxsize=512)
def direction_of_language(lang: str) -> Direction:
    """The direction of a language's script."""
    code = script_code(lang)
    if not code:
        return "ltr"
    codes = icu.Script.getCode(code)
    return "rtl" if codes and icu.Script(codes[0]).isRightToLeft() else "ltr"


def direction_of_text(text: str) -> Direction | None:
    """The direction of the first strong character of a text; None if there is none."""
    for found in _LETTER.finditer(text if text.isascii() else _ISOLATED.sub("", text)):
        way = _WAYS.get(unicodedata.bidirectional(found[0]))
        if way is not None:
            return way
    return None


def may_run_against(text: str, page: Direction) -> bool:
    """Whether a text has any letter of the other direction than its page; a cheap first test."""
    if page == "rtl":
        return _LETTER.search(text) is not None
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def is_passage(text: str, way: Direction) -> bool:
    """Whether a text is longer than the Latin names and units that occur in any language."""
    return way == "rtl" or len(text.split()) > _FEW_WORDS


_FEW_WORDS = 3
"""The most words of a name; more are a passage."""


def likely_language(text: str) -> str:
    """Suggest a language for a text by its script, which is all that its letters show."""
    return next((lang for letters, lang in _LETTERS_OF_LANGUAGES if letters.search(text)), "en")


_LETTERS_OF_LANGUAGES = tuple(
    (re.compile(letters), lang)
    for letters, lang in (
        ("[֐-׿יִ-ﭏ]", "he"),
        ("[܀-ݏ]", "syr"),
        ("[ހ-޿]", "dv"),
        ("[ټډړږښڼ]", "ps"),
        ("[ٹڈڑںےہ]", "ur"),
        ("[پچژگیک]", "fa"),
        ("[؀-ࣿﭐ-﷿ﹰ-﻾]", "ar"),
        ("[Ѐ-ԯ]", "ru"),
        ("[Ͱ-Ͽ]", "el"),
    )
)


def runs_against(text: str, page: Direction) -> bool:
    """Whether a text runs against the direction of its page."""
    return may_run_against(text, page) and direction_of_text(text) not in (None, page)
