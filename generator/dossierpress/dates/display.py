"""Dates as readers of a language write them."""

from functools import cache, lru_cache

import icu

from dossierpress.dates.read import Day, Moment, read
from dossierpress.dates.words import DATE_WORDS, SIGNS, DateWords

_SKELETONS = {"day": "yMMMMd", "month": "yMMMM", "year": "y"}
# Before this the calendars of Europe changed, and ICU would count some days in the Julian one.
_MODERN = (1600, 1, 1)


@lru_cache(maxsize=65536)
def display(text: str, lang: str = "en") -> str:
    """Write a date for readers.

    Args:
        text: An EDTF date.
        lang: BCP 47 tag of the text around it. English without a region is written day first.

    Returns:
        Such as `23 May 2024`, `about 1960`, `possibly May 1960`, `2023–2024`, `until 2024`,
        `1990s`, `spring 2024`. Dates that are rougher than that are left as written.
    """
    words = DATE_WORDS.get(lang.split("-", maxsplit=1)[0].lower(), SIGNS)
    moment = read(text)
    if isinstance(moment, Moment):
        return _moment(moment, lang, words)
    if moment.end is None or moment.start is None:
        pattern, known = (words.until, moment.end) if moment.end else (words.since, moment.start)
        return pattern.format(_moment(known, lang, words)) if known else text
    return _stretch(moment.start, moment.end, lang, words)


def _moment(moment: Moment, lang: str, words: DateWords) -> str:
    shown = _bare(moment, lang, words)
    if shown is None:
        return moment.text
    if moment.approximate:
        shown = words.about.format(shown)
    return words.possibly.format(shown) if moment.uncertain else shown


def _bare(moment: Moment, lang: str, words: DateWords) -> str | None:
    """Without what makes it rough; None where there is no better form than its own."""
    if moment.precision == "other":
        return None
    if moment.precision == "season":
        return words.seasons[int(moment.text[5:7]) - 21].format(_day(moment.first, lang, "y"))
    if moment.precision == "decade":
        if words is SIGNS:
            return f"{_day(moment.first, lang, 'y')}–{_day(moment.last, lang, 'y')}"
        return words.decade.format(_day(moment.first, lang, "y"))
    shown = _day(moment.first, lang, _SKELETONS[moment.precision])
    return f"{shown}, {_clock(moment.clock)}" if moment.clock else shown


def _clock(clock: str) -> str:
    """`09:00:00+02:00` -> `09:00 +02:00`, `09:00Z` -> `09:00 UTC`."""
    zone = "UTC" if clock.endswith("Z") else clock[-6:] if clock[-6:-5] in {"+", "-"} else ""
    return f"{clock[:5]} {zone}".rstrip()


def _stretch(start: Moment, end: Moment, lang: str, words: DateWords) -> str:
    if start.text == end.text:
        return _moment(start, lang, words)
    plain = not (
        start.approximate
        or start.uncertain
        or end.approximate
        or end.uncertain
        or start.clock
        or end.clock
    )
    alike = start.precision == end.precision and start.precision in _SKELETONS
    if plain and alike and start.first >= _MODERN:
        shown = _between(start.first, end.first, lang, _SKELETONS[start.precision])
        # ICU's Persian pattern for two months names the first one twice.
        if start.precision != "month" or _day(end.first, lang, "MMMM") in shown:
            return shown
    return f"{_moment(start, lang, words)} – {_moment(end, lang, words)}"


def _day(day: Day, lang: str, skeleton: str) -> str:
    """Format by the calendar's own fields, so that no time zone and no Julian date comes in."""
    year, month, number = day
    fields = icu.GregorianCalendar(max(year, 1 - year), month - 1, number, 12, 0, 0)
    if year < 1:
        fields.set(icu.UCalendarDateFields.ERA, 0)
        skeleton += "G"
    return str(_formatter(lang, skeleton).format(fields))


def _between(first: Day, last: Day, lang: str, skeleton: str) -> str:
    gmt = icu.TimeZone.getGMT()
    ends = []
    for year, month, number in (first, last):
        fields = icu.GregorianCalendar(year, month - 1, number, 12, 0, 0)
        fields.setTimeZone(gmt)
        ends.append(fields.getTime())
    shown = str(_interval_formatter(lang, skeleton).format(icu.DateInterval(*ends)))
    return shown.replace("\N{THIN SPACE}", " ")


@cache
def _languages() -> frozenset[str]:
    return frozenset(name.split("_")[0] for name in icu.Locale.getAvailableLocales())


@lru_cache(maxsize=512)
def _locale(lang: str) -> icu.Locale:
    """The language's locale, with the calendar in which EDTF counts."""
    known = lang.split("-", maxsplit=1)[0].lower() in _languages()
    # Left to itself, ICU would write a language that it does not know as the machine is set.
    tag = lang if known and lang.lower() != "en" else "en-GB"
    return icu.Locale(f"{icu.Locale.forLanguageTag(tag).getName()}@calendar=gregorian")


@lru_cache(maxsize=512)
def _formatter(lang: str, skeleton: str) -> icu.SimpleDateFormat:
    locale = _locale(lang)
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(skeleton)
    return icu.SimpleDateFormat(pattern, locale)


@lru_cache(maxsize=512)
def _interval_formatter(lang: str, skeleton: str) -> icu.DateIntervalFormat:
    # It has no setter for its zone: it takes the default one when it is made.
    before = icu.TimeZone.createDefault()
    icu.TimeZone.setDefault(icu.TimeZone.getGMT())
    try:
        return icu.DateIntervalFormat.createInstance(skeleton, _locale(lang))
    finally:
        icu.TimeZone.setDefault(before)
