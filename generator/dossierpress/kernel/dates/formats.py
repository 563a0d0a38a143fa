"""Dates as readers of a language write them.

Gets the text of an EDTF date, a language and a time zone; gives words such as `about 1960` or
`23 May 2024`. Names of months come from ICU, the words around them from the table here.
"""

from datetime import datetime, timedelta
from functools import cache, lru_cache

import icu
from msgspec import Struct

from dossierpress.kernel.dates.moments import in_zone
from dossierpress.kernel.dates.read import Day, Interval, Moment, Precision, read_date


class DateWords(Struct, frozen=True, kw_only=True, gc=False):
    """Patterns with one place `{}` for the date."""

    about: str
    possibly: str
    until: str
    since: str
    decade: str
    seasons: tuple[str, str, str, str]
    """Spring, summer, autumn, winter, each with a place for the year."""


DATE_WORDS = {
    "en": DateWords(
        about="about {}",
        possibly="possibly {}",
        until="until {}",
        since="from {}",
        decade="{}s",
        seasons=("spring {}", "summer {}", "autumn {}", "winter {}"),
    ),
    "de": DateWords(
        about="um {}",
        possibly="vermutlich {}",
        until="bis {}",
        since="seit {}",
        decade="{}er-Jahre",
        seasons=("Frühjahr {}", "Sommer {}", "Herbst {}", "Winter {}"),
    ),
    "fr": DateWords(
        about="vers {}",
        possibly="peut-être {}",
        until="jusqu’à {}",
        since="depuis {}",
        decade="années {}",
        seasons=("printemps {}", "été {}", "automne {}", "hiver {}"),
    ),
    "es": DateWords(
        about="hacia {}",
        possibly="posiblemente {}",
        until="hasta {}",
        since="desde {}",
        decade="década de {}",
        seasons=("primavera de {}", "verano de {}", "otoño de {}", "invierno de {}"),
    ),
    "fa": DateWords(
        about="حدود {}",
        possibly="احتمالاً {}",
        until="تا {}",
        since="از {}",
        decade="دههٔ {}",
        seasons=("بهار {}", "تابستان {}", "پاییز {}", "زمستان {}"),
    ),
    "ar": DateWords(
        about="نحو {}",
        possibly="ربما {}",
        until="حتى {}",
        since="منذ {}",
        decade="عقد {}",
        seasons=("ربيع {}", "صيف {}", "خريف {}", "شتاء {}"),
    ),
    "he": DateWords(
        about="בערך {}",
        possibly="אולי {}",
        until="עד {}",
        since="מאז {}",
        decade="שנות ה־{}",
        seasons=("אביב {}", "קיץ {}", "סתיו {}", "חורף {}"),
    ),
    "ur": DateWords(
        about="تقریباً {}",
        possibly="ممکنہ طور پر {}",
        until="{} تک",
        since="{} سے",
        decade="{} کی دہائی",
        seasons=("بہار {}", "موسم گرما {}", "خزاں {}", "موسم سرما {}"),
    ),
    "ru": DateWords(
        about="около {}",
        possibly="возможно, {}",
        until="до {}",
        since="с {}",
        decade="{}-е годы",
        seasons=("весна {}", "лето {}", "осень {}", "зима {}"),
    ),
    "uk": DateWords(
        about="близько {}",
        possibly="можливо, {}",
        until="до {}",
        since="з {}",
        decade="{}-ті роки",
        seasons=("весна {}", "літо {}", "осінь {}", "зима {}"),
    ),
    # The year that stands in these has its own word for year behind it.
    "zh": DateWords(
        about="约{}",
        possibly="可能为{}",
        until="至{}",
        since="自{}起",
        decade="{}代",
        seasons=("{}春季", "{}夏季", "{}秋季", "{}冬季"),
    ),
    "ja": DateWords(
        about="{}頃",
        possibly="{}（推定）",
        until="{}まで",
        since="{}から",
        decade="{}代",
        seasons=("{}春", "{}夏", "{}秋", "{}冬"),
    ),
}

SIGNS = DateWords(
    about="≈ {}",
    possibly="{} (?)",
    until="– {}",
    since="{} –",
    decade="{}–",
    seasons=("{} (1/4)", "{} (2/4)", "{} (3/4)", "{} (4/4)"),
)
"""For languages whose words are not known here."""


_SKELETONS = {"day": "yMMMMd", "month": "yMMMM", "year": "y", "quarter": "yQQQQ"}
_SEASONS = {25: 21, 26: 22, 27: 23, 28: 24, 29: 21, 30: 22, 31: 23, 32: 24}
"""Seasons of one half of the Earth -> those of either."""
_YEARS = range(-4_999_999, 5_000_000)
"""What ICU's calendar holds."""
# Before this the calendars of Europe changed, and ICU would count some days in the Julian one.
_MODERN = (1600, 1, 1)
_LONG_AGO = -1e18


@lru_cache(maxsize=65536)
def display(text: str, lang: str = "en", zone: str = "UTC") -> str:
    """Write a date for readers.

    Args:
        text: An EDTF date.
        lang: BCP 47 tag of the text around it. English without a region is written day first.
        zone: IANA name of the zone in which times are shown that have one.

    Returns:
        Such as `23 May 2024`, `about 1960`, `possibly May 1960`, `2023–2024`, `until 2024`,
        `1990s`, `spring 2024`, `24 May 2024, 08:30 +09:00`, `15 March 44 BC`. Dates
        that are rougher than that are left as written.
    """
    writing = _DateFormatter(lang, DATE_WORDS.get(_language(lang), SIGNS), zone)
    moment = read_date(text)
    if isinstance(moment, Moment):
        return writing.moment(moment)
    return writing.stretch(moment)


def display_year(year: int, lang: str) -> str:
    """Write a year for readers."""
    return _day((year, 1, 1), lang, "y") if year in _YEARS else f"Y{year}"


def display_month(year: int, month: int, lang: str) -> str:
    """Write a month for readers."""
    return _day((year, month, 1), lang, "yMMMM") if year in _YEARS else f"Y{year}-{month:02}"


def _language(lang: str) -> str:
    return lang.split("-", maxsplit=1)[0].lower()


class _DateFormatter(Struct, frozen=True, gc=False):
    """Writes dates for one language and one time zone."""

    lang: str
    words: DateWords
    zone: str

    def moment(self, moment: Moment) -> str:
        """One date, with words for approximate and uncertain."""
        shown = self._bare(moment)
        if shown is None:
            return moment.text
        if moment.approximate:
            shown = self.words.about.format(shown)
        return self.words.possibly.format(shown) if moment.uncertain else shown

    def stretch(self, stretch: Interval) -> str:
        """From one date to another, or from or to one."""
        words, start, end = self.words, stretch.start, stretch.end
        if start is not None and end is not None:
            return self._both(start, end)
        pattern, known = (words.until, end) if end else (words.since, start)
        return pattern.format(self.moment(known)) if known else stretch.text

    def _bare(self, moment: Moment) -> str | None:
        """Without those words; None where its own text is the best form."""
        if moment.precision == "other" or moment.first[0] not in _YEARS:
            return None
        if moment.at is not None:
            return self._time(moment.at)
        if moment.precision == "season":
            number = int(moment.text.rstrip("~?%")[-2:])
            season = self.words.seasons[_SEASONS.get(number, number) - 21]
            return season.format(_day(moment.first, self.lang, "y"))
        if moment.precision == "decade":
            return self._decade(moment)
        if moment.precision == "months":
            return self._between(moment.first, moment.last, "month")
        return _day(moment.first, self.lang, _SKELETONS[moment.precision])

    def _decade(self, moment: Moment) -> str:
        year = _day(moment.first, self.lang, "y")
        if self.words is SIGNS:
            return f"{year}–{_day(moment.last, self.lang, 'y')}"
        return self.words.decade.format(year)

    def _time(self, at: datetime) -> str:
        """The time in the dossier's zone, and how far from UTC that is."""
        at = in_zone(at, self.zone)
        shown = f"{_day((at.year, at.month, at.day), self.lang, 'yMMMMd')}, {at:%H:%M}"
        if at.tzinfo is None:
            return shown
        away = int((at.utcoffset() or timedelta(0)).total_seconds() // 60)
        if not away:
            return f"{shown} UTC"
        return f"{shown} {'-' if away < 0 else '+'}{abs(away) // 60:02}:{abs(away) % 60:02}"

    def _both(self, start: Moment, end: Moment) -> str:
        if start.text == end.text:
            return self.moment(start)
        plain = not any(
            one.approximate or one.uncertain or one.at is not None for one in (start, end)
        )
        alike = start.precision == end.precision and start.precision in ("day", "month", "year")
        if plain and alike and start.first[0] in _YEARS and end.first[0] in _YEARS:
            return self._between(start.first, end.first, start.precision)
        return f"{self.moment(start)} – {self.moment(end)}"

    def _between(self, first: Day, last: Day, precision: Precision) -> str:
        """A range that names a shared month or year once, where ICU's pattern is reliable."""
        if first >= _MODERN:
            shown = _between(first, last, self.lang, _SKELETONS[precision])
            # ICU's Persian pattern for two months names the first one twice.
            if precision != "month" or _day(last, self.lang, "MMMM") in shown:
                return shown
        return " – ".join(_day(one, self.lang, _SKELETONS[precision]) for one in (first, last))


def _day(day: Day, lang: str, skeleton: str) -> str:
    """Format by the calendar's own fields, so that no time zone and no Julian date comes in."""
    year, month, number = day
    fields = icu.GregorianCalendar(year if year > 0 else 1 - year, month - 1, number, 12, 0, 0)
    fields.setGregorianChange(_LONG_AGO)  # EDTF counts by the Gregorian calendar at all times
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
    known = _language(lang) in _languages()
    # For an unknown language ICU would use the locale of the machine.
    tag = lang if known and lang.lower() != "en" else "en-GB"
    return icu.Locale(f"{icu.Locale.forLanguageTag(tag).getName()}@calendar=gregorian")


@lru_cache(maxsize=512)
def _formatter(lang: str, skeleton: str) -> icu.SimpleDateFormat:
    locale = _locale(lang)
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(skeleton)
    return icu.SimpleDateFormat(pattern, locale)


@lru_cache(maxsize=512)
def _interval_formatter(lang: str, skeleton: str) -> icu.DateIntervalFormat:
    # It has no setter for its zone: it takes the default zone when it is created.
    before = icu.TimeZone.createDefault()
    icu.TimeZone.setDefault(icu.TimeZone.getGMT())
    try:
        return icu.DateIntervalFormat.createInstance(skeleton, _locale(lang))
    finally:
        icu.TimeZone.setDefault(before)
