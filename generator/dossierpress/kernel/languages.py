"""Languages, scripts and countries: their names, and languages in the names of files.

Names come from ICU. Other generators read the language from a file's name: `fr/about.md`,
`about.fr.md`. Here names are not evidence of a language, for a folder called `it` may be about
computers; messages only suggest what to write.
"""

import re
from functools import lru_cache
from pathlib import PurePosixPath

import icu

from dossierpress.kernel.text_direction import known_languages, script_code


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


def in_digits(number: int, lang: str) -> str:
    """A whole number in the digits that a language is written with: `۱۲` in Persian."""
    written = icu.NumberFormat.createInstance(_locale(lang))
    written.setGroupingUsed(False)
    return str(written.format(number))


@lru_cache(maxsize=512)
def has_own_digits(lang: str) -> bool:
    """Whether a language is written with other digits than 0 to 9."""
    return in_digits(0, lang) != "0"


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
