"""Languages, scripts and countries: what they are called and which way they run (ICU's data)."""

from functools import lru_cache

import icu

from dossierpress.views.parts import Direction


@lru_cache(maxsize=512)
def script_code(lang: str) -> str:
    """The script that a language is written in, as an ISO 15924 code; empty where unknown."""
    locale = icu.Locale.forLanguageTag(lang)
    locale.addLikelySubtags()
    return str(locale.getScript())


@lru_cache(maxsize=512)
def direction(lang: str) -> Direction:
    """Which way the language's script runs."""
    code = script_code(lang)
    if not code:
        return "ltr"
    codes = icu.Script.getCode(code)
    return "rtl" if codes and icu.Script(codes[0]).isRightToLeft() else "ltr"


@lru_cache(maxsize=2048)
def language_name(lang: str, shown_in: str) -> str:
    """What a language is called in another one; its tag where there is no name."""
    return str(icu.Locale.forLanguageTag(lang).getDisplayName(_locale(shown_in))) or lang


@lru_cache(maxsize=512)
def without_script(lang: str) -> str:
    """The tag of a language without its script: `sr` of `sr-Latn`."""
    locale = icu.Locale.forLanguageTag(lang)
    bare = icu.Locale(locale.getLanguage(), locale.getCountry(), locale.getVariant())
    return str(bare.toLanguageTag())


@lru_cache(maxsize=512)
def script_name(lang: str, shown_in: str) -> str | None:
    """What the script of a language is called in another one; None where it is not known."""
    code = script_code(lang)
    if not code:
        return None
    return str(icu.Locale.forLanguageTag(f"und-{code}").getDisplayScript(_locale(shown_in)))


@lru_cache(maxsize=512)
def country_name(country: str, shown_in: str) -> str:
    """What a country (ISO 3166-1 alpha-2) is called in a language."""
    return str(icu.Locale("", country).getDisplayCountry(_locale(shown_in))) or country


def _locale(lang: str) -> icu.Locale:
    return icu.Locale.forLanguageTag(lang)
