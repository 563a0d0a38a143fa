"""Languages: their tags, names, scripts and directions, and the direction of a text.

Names of languages and countries come from ICU. The direction of a text is that of its first strong
character (Unicode Bidirectional Algorithm, rules P2 and P3), as in a browser for `dir="auto"`.
Other generators read the language from a file's name: `fr/about.md`, `about.fr.md`. Here names are
not evidence of a language, for a folder called `it` may be about computers; messages only suggest
what to write.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import PurePosixPath
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


@lru_cache(maxsize=2048)
def language_name(lang: str, shown_in: str) -> str:
    """The name of a language in another language; its tag where there is no name."""
    return str(icu.Locale.forLanguageTag(lang).getDisplayName(_locale(shown_in))) or lang


@lru_cache(maxsize=512)
def without_script(lang: str) -> str:
    """The tag of a language without its script: `sr` of `sr-Latn`."""
    locale = icu.Locale.forLanguageTag(lang)
    bare = icu.Locale(locale.getLanguage(), locale.getCountry(), locale.getVariant())
    return str(bare.toLanguageTag())


@lru_cache(maxsize=512)
def script_name(lang: str, shown_in: str) -> str | None:
    """The name of a language's script in another language; None where it is not known."""
    code = script_code(lang)
    if not code:
        return None
    return str(icu.Locale.forLanguageTag(f"und-{code}").getDisplayScript(_locale(shown_in)))


@lru_cache(maxsize=512)
def country_name(country: str, shown_in: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in a language."""
    return str(icu.Locale("", country).getDisplayCountry(_locale(shown_in))) or country


def _locale(lang: str) -> icu.Locale:
    return icu.Locale.forLanguageTag(lang)


_TAG_IN_NAME = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}))?")


def language_of_folder(path: str) -> str | None:
    """The BCP 47 tag that a folder in the path of a file is named after; None if none is."""
    found = (_language_of_name(part) for part in PurePosixPath(path).parts[2:-1])
    return next((one for one in found if one), None)


def language_of_stem(stem: str) -> tuple[str, str] | None:
    """Split the stem `about.fr` into (`about`, `fr`); None for any other."""
    bare, dot, ending = stem.rpartition(".")
    language = _language_of_name(ending) if dot and bare else None
    return (bare, language) if language else None


def translation_of(type_: str, id_: str, language: str) -> str:
    """The front matter to write into a text that translates another one."""
    keys = f"`id: {id_}-{language.lower()}` and `lang: {language}`"
    if type_ != "article":
        return keys
    return f"{keys}, and `references: [{{to: {id_}, type: translates}}]` if it translates the other"


def _language_of_name(name: str) -> str | None:
    found = _TAG_IN_NAME.fullmatch(name)
    return name.replace("_", "-") if found and found["language"] in known_languages() else None
