"""Checks of values that outside standards define: dates, times, languages, countries, numbers.

A check returns the value, or raises `schema_error`.
"""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

import icu

from dossierpress.kernel import dates
from dossierpress.kernel.diagnostics import Offer, write
from dossierpress.kernel.text_direction import is_language_tag, known_languages
from dossierpress.schema.base import on_one_line, schema_error

_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?P<zone>Z|[+-]\d\d:?\d\d)?", re.ASCII
)
# Language, script, region, variants, extensions, private use: RFC 5646, section 2.1.
LANGUAGE = (
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*"
    r"(-[Xx](-[A-Za-z0-9]{1,8})+)?"
)
_LANGUAGE = re.compile(LANGUAGE)
# Countries whose code people write where the code of their language is wanted.
_MISTAKEN_LANGUAGES = {
    "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "ir": "fa", "jp": "ja", "ua": "uk", "us": "en",
    "gb": "en", "per": "fa", "farsi": "fa",
}  # fmt: skip
_MISTAKEN_COUNTRIES = {"UK": "GB", "EN": "GB", "EL": "GR", "USA": "US", "UAE": "AE", "U.S.": "US"}
_WORDS_FOR_TRUE = {"yes", "on", "true", "y", "1"}
_WORDS_FOR_FALSE = {"no", "off", "false", "n", "0"}


def check_date(text: str) -> str:
    """Accept an EDTF date."""
    try:
        return dates.check(text)
    except dates.DateError as error:
        raise schema_error("schema-bad-date", str(error), error.hint) from None


def check_knowledge_date(text: str) -> str:
    """Accept an EDTF date that is not an interval: a state of knowledge has one day."""
    start, slash, end = text.partition("/")
    if not slash:
        return text
    known = end if end not in {"", ".."} else start
    raise schema_error(
        "schema-bad-date",
        f"`{text}` is a stretch, and what was known was known on one day",
        Offer((known,), f"write the last day of it: `{known}`; what it tells of is `covers`"),
    )


def check_moment(value: Any) -> Any:
    """Accept a date with a time and a zone."""
    if isinstance(value, datetime):
        return value
    text = str(value)
    found = _MOMENT.fullmatch(text)
    try:
        moment = datetime.fromisoformat(text) if found else None
        # A time with a zone must exist in UTC too: the end of year 9999 may not.
        if moment is not None and moment.tzinfo is not None:
            moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise schema_error("schema-bad-date", f"`{text}` is no moment: {error}") from None
    example = "2024-06-01T09:00+02:00"
    if moment is None:
        day = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
        hint = f"add the time and the zone: `{text if day else example[:10]}{example[10:]}`"
        raise schema_error(
            "schema-bad-date", f"`{on_one_line(text)}` is no date with a time and a zone", hint
        )
    if moment.tzinfo is None:
        raise schema_error(
            "schema-no-zone",
            f"`{text}` has no time zone, so nobody knows when it is",
            f"add the distance from UTC: `{text}+02:00`, or `{text}Z` for UTC itself",
        )
    return moment


def check_language(text: str) -> str:
    """Accept a well-formed BCP 47 tag of a language that has a code."""
    if "_" in text and _LANGUAGE.fullmatch(text.replace("_", "-")):
        raise _bad_language(text, write(text.replace("_", "-")))
    if not _LANGUAGE.fullmatch(text):
        code = _languages_by_name().get(text.casefold()) or _MISTAKEN_LANGUAGES.get(text.lower())
        raise _bad_language(text, write(code) if code else None)
    language = text.split("-", maxsplit=1)[0].lower()
    if language in _MISTAKEN_LANGUAGES:
        raise _bad_language(text, write(_MISTAKEN_LANGUAGES[language]))
    if (len(language) == 2 and language not in known_languages()) or not is_language_tag(text):
        raise _bad_language(text, None)
    return text


def is_known_language(text: str) -> bool:
    """Whether `check_language` accepts a text."""
    try:
        check_language(text)
    except ValueError:
        return False
    return True


def _bad_language(text: str, hint: str | Offer | None) -> Exception:
    usual = "write a BCP 47 tag, such as `en`, `fa` or `zh-Hant`"
    return schema_error(
        "schema-bad-language", f"`{on_one_line(text)}` is no language tag", hint or usual
    )


@cache
def _languages_by_name() -> dict[str, str]:
    english = icu.Locale.getEnglish()
    # For a language without data ICU would give the name in the machine's language.
    known = {name.split("_")[0] for name in icu.Locale.getAvailableLocales()}
    names: dict[str, str] = {}
    for code in sorted(icu.Locale.getISOLanguages(), key=lambda one: (len(one), one)):
        locale = icu.Locale(code)
        for shown_in in (english, locale) if code in known else (english,):
            names.setdefault(locale.getDisplayLanguage(shown_in).casefold(), code)
    return names


def check_country(text: str) -> str:
    """Accept an ISO 3166-1 alpha-2 code, or XK for Kosovo."""
    if text in _countries():
        return text
    upper = text.upper()
    right = _MISTAKEN_COUNTRIES.get(upper) or (upper if upper in _countries() else None)
    right = right or _countries_by_name().get(text.casefold())
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(text)}` is no ISO 3166 country code",
        write(right) if right else "write two letters, such as `IR`",
    )


@cache
def _countries() -> frozenset[str]:
    # ICU also lists withdrawn and invented codes.
    odd = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    return frozenset(icu.Locale.getISOCountries()) - odd


@cache
def _countries_by_name() -> dict[str, str]:
    english = icu.Locale.getEnglish()
    return {
        icu.Locale("", code).getDisplayCountry(english).casefold(): code
        for code in sorted(_countries())
    }


def check_flag(value: Any) -> Any:
    """Accept `true` and `false`, but none of the other words that YAML has had for them."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    word = str(value).lower()
    hint: str | Offer = "write `true` or `false`"
    if word in _WORDS_FOR_TRUE | _WORDS_FOR_FALSE:
        hint = write("true" if word in _WORDS_FOR_TRUE else "false")
    raise schema_error(
        "schema-wrong-type", f"`{on_one_line(str(value))}` is neither true nor false", hint
    )


def check_count(value: Any) -> Any:
    """Accept a whole number from 1 on, without leading zeros."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,8}", value):
        return int(value)
    raise schema_error(
        "schema-wrong-type",
        f"`{on_one_line(str(value))}` is no whole number from 1 on",
        "write it in digits, without leading zeros, commas or decimals",
    )


def check_between(lowest: int, highest: int, value: Any) -> Any:
    """Accept a whole number from `lowest` to `highest`."""
    number = value
    if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,11}", value):
        number = int(value)
    if isinstance(number, int) and not isinstance(number, bool) and lowest <= number <= highest:
        return number
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(str(value))}` is no whole number from {lowest:,} to {highest:,}",
        "write it in digits, without commas or points",
    )


def check_seconds(value: Any) -> Any:
    """Accept a time of up to an hour, in seconds: 10, 0.5."""
    number = value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", value):
        number = float(value)
    if isinstance(number, int | float) and not isinstance(number, bool) and 0 < number <= 3600:
        return number
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(str(value))}` is no number of seconds up to 3600",
        "write it in digits: `10`, or `0.5`",
    )


def check_number(text: str) -> str:
    """Accept a decimal number as JSON has it."""
    if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text):
        return text
    plain = text.replace(",", "").replace(" ", "").replace("_", "")
    right = re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", plain)
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(text)}` is no number",
        write(plain) if right else "write it in digits with a decimal point",
    )


def check_coordinates(text: str) -> str:
    """Accept `latitude, longitude` in decimal degrees."""
    found = re.fullmatch(r"([+-]?\d{1,3}(?:\.\d+)?)\s*,\s*([+-]?\d{1,3}(?:\.\d+)?)", text, re.ASCII)
    form = 'write latitude and longitude in decimal degrees: `"35.6892, 51.3890"`'
    if not found:
        raise schema_error(
            "schema-bad-value", f"`{on_one_line(text)}` is no pair of coordinates", form
        )
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 and abs(longitude) <= 90 and abs(latitude) <= 180:
        raise schema_error(
            "schema-bad-value",
            f"the latitude `{found[1]}` is beyond a pole",
            Offer((f"{found[2]}, {found[1]}",), f"latitude comes first: `{found[2]}, {found[1]}`"),
        )
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise schema_error("schema-bad-value", f"`{on_one_line(text)}` is no place on Earth", form)
    return text
