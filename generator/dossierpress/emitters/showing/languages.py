"""Languages, scripts and countries: what they are called (ICU's data)."""

from functools import lru_cache

import icu

from dossierpress.text_direction import script_code


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
