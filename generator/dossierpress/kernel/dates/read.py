"""EDTF text -> the days that it covers, its precision and its qualifiers.

The common forms are parsed here, because the `edtf` library takes some ten milliseconds for each;
the library parses the rest of the standard, and its stray errors and output are suppressed.
"""

import calendar
import contextlib
import io
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from dossierpress.kernel.dates.corrections import way_out
from dossierpress.kernel.diagnostics import Offer

Precision = Literal["day", "month", "season", "quarter", "months", "year", "decade", "other"]

Day = tuple[int, int, int]
"""Year, month, day of the proleptic Gregorian calendar; the year may be any whole number."""

# Further away than any year that can be written down.
_FURTHEST = 10**110
OPEN_START: Day = (-_FURTHEST, 1, 1)
OPEN_END: Day = (_FURTHEST, 12, 31)

_COMMON = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?", re.ASCII)
_WITH_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DECADE = re.compile(r"(\d{3})X([~?%])?", re.ASCII)
_LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,99})([~?%])?", re.ASCII)
_UNSPECIFIED_YEAR = re.compile(r"-?\d{4}(-XX){1,2}", re.ASCII)
_UNSPECIFIED_DAY = re.compile(r"-?\d{4}-(0[1-9]|1[0-2])-XX", re.ASCII)
_PART_OF_YEAR = re.compile(r"(-?\d{4})-(2[1-9]|3[0-9]|4[01])([~?%])?", re.ASCII)
# The library would compute every digit of `1E999999999`.
_HUGE = re.compile(r"E-?\d{3}|S\d{4}|\d{100}", re.ASCII)
_PARTS_OF_YEAR: Mapping[int, tuple[Precision, int, int]] = {
    # First and last month. A winter belongs to the year that it begins in, as the library has it.
    **dict.fromkeys((21, 25, 31), ("season", 3, 5)),
    **dict.fromkeys((22, 26, 32), ("season", 6, 8)),
    **dict.fromkeys((23, 27, 29), ("season", 9, 11)),
    **dict.fromkeys((24, 28, 30), ("season", 12, 12)),
    **{33 + number: ("quarter", 1 + 3 * number, 3 + 3 * number) for number in range(4)},
    **{37 + number: ("months", 1 + 4 * number, 4 + 4 * number) for number in range(3)},
    **{40 + number: ("months", 1 + 6 * number, 6 + 6 * number) for number in range(2)},
}
"""Number in the place of a month -> what part of the year it is (25 to 28 are seasons of the
northern half of the Earth, 29 to 32 of the southern)."""


class DateError(ValueError):
    """Text that is not an EDTF date."""

    def __init__(self, message: str, hint: str | Offer | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        """The hint, or None."""


class Moment(Struct, frozen=True, kw_only=True, gc=False):
    """One date, of any precision."""

    text: str
    first: Day
    last: Day
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    at: datetime | None = None
    """With the time of the day, and its zone where one is written; None without a time. The days
    of a time with a zone are those on which it may fall: where it was written, and in UTC."""

    @property
    def is_rough(self) -> bool:
        """Whether it is marked approximate or uncertain."""
        return self.approximate or self.uncertain


class Interval(Struct, frozen=True, kw_only=True, gc=False):
    """From `start` to `end`; None for an end that is open or unknown."""

    text: str
    start: Moment | None
    end: Moment | None

    @property
    def first(self) -> Day:
        """The first day that it may cover."""
        return self.start.first if self.start else OPEN_START

    @property
    def last(self) -> Day:
        """The last day that it may cover."""
        return self.end.last if self.end else OPEN_END


def check(text: str) -> str:
    """Accept an EDTF date of level 0, 1 or 2 and return it as it is.

    Raises:
        DateError: It is not one; for a common mistake the error has a hint.
    """
    read_date(text)
    return text


def is_date(text: str) -> bool:
    """Whether `check` accepts a text."""
    try:
        check(text)
    except DateError:
        return False
    return True


@lru_cache(maxsize=65536)
def read_date(text: str) -> Moment | Interval:
    """Read an EDTF date.

    Raises:
        DateError: It is not one.
    """
    try:
        return _interval(text) if text.count("/") == 1 else _moment(text)
    except DateError as error:
        hint = error.hint or way_out(text)
        # `03/2024` is not meant as an interval, of which one end would be wrong.
        meant = error.hint is None and isinstance(hint, Offer) and hint.words is None
        message = f"`{_cut(text)}` is no date" if meant and "/" in text else str(error)
        raise DateError(message, hint) from None


def _interval(text: str) -> Interval:
    start_text, end_text = text.split("/")
    start = None if start_text in {"", ".."} else _moment(start_text)
    end = None if end_text in {"", ".."} else _moment(end_text)
    if start is None and end is None:
        raise DateError(f"`{text}` has neither a beginning nor an end", "leave the date out")
    if start and end and (start.first > end.last or _is_later(start, end)):
        raise DateError(
            f"`{text}` ends before it begins", f"did you mean `{end_text}/{start_text}`?"
        )
    return Interval(text=text, start=start, end=end)


def _is_later(start: Moment, end: Moment) -> bool:
    """Compare by the clock where both have a time and a zone, else by the day."""
    zoned = start.at and end.at and start.at.tzinfo and end.at.tzinfo
    return bool(zoned and start.at and end.at and start.at > end.at)


def _moment(text: str) -> Moment:
    part = _PART_OF_YEAR.fullmatch(text)
    if part and part[1] != "-0000":
        return _part_of_year(text, part)
    common = _COMMON.fullmatch(text)
    if common and common[1] != "-0000":
        return _common(text, common)
    if _WITH_TIME.fullmatch(text):
        return _with_time(text)
    found = _DECADE.fullmatch(text)
    if found:
        year = int(found[1]) * 10
        return _marked(text, (year, 1, 1), (year + 9, 12, 31), "decade", found[2])
    found = _LONG_YEAR.fullmatch(text)
    if found:
        year = int(found[1])
        return _marked(text, (year, 1, 1), (year, 12, 31), "year", found[2])
    return _by_library(text)


def _part_of_year(text: str, found: re.Match[str]) -> Moment:
    year = int(found[1])
    precision, begins, ends = _PARTS_OF_YEAR[int(found[2])]
    return _marked(text, (year, begins, 1), (year, ends, _days(year, ends)), precision, found[3])


def _marked(text: str, first: Day, last: Day, precision: Precision, mark: str | None) -> Moment:
    """A date with the qualifier that its mark, if any, stands for."""
    return Moment(
        text=text,
        first=first,
        last=last,
        precision=precision,
        approximate=mark in {"~", "%"},
        uncertain=mark in {"?", "%"},
    )


def _common(text: str, parts: re.Match[str]) -> Moment:
    year = int(parts[1])
    month, day = (int(part) if part else None for part in parts.group(2, 3))
    if month is not None and not 1 <= month <= 12:
        raise DateError(f"`{text}` is no date: there is no month {month:02}")
    if day is not None and month is not None and not 1 <= day <= _days(year, month):
        raise DateError(f"`{text}` is no date: {parts[1]}-{month:02} has {_days(year, month)} days")
    last_month = month or 12
    first, last = (year, month or 1, day or 1), (year, last_month, day or _days(year, last_month))
    precision: Precision = "day" if day else "month" if month else "year"
    return _marked(text, first, last, precision, parts[4])


def _days(year: int, month: int) -> int:
    # The calendar repeats itself every 400 years, and Python's begins with year 1.
    return calendar.monthrange(year % 400 + 400, month)[1]


def _with_time(text: str) -> Moment:
    try:
        at = datetime.fromisoformat(text)
        # A time with a zone must exist in UTC too: the end of year 9999 may not.
        in_utc = at if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DateError(f"`{text}` is no date: {error}") from None
    days = sorted((one.year, one.month, one.day) for one in (at, in_utc))
    return Moment(text=text, first=days[0], last=days[-1], precision="day", at=at)


@lru_cache(maxsize=4096)
def _by_library(text: str) -> Moment:
    from edtf import parse_edtf  # noqa: PLC0415 - a third of a second, and seldom needed

    # The first letters of EDTF are digits, Y, -, X, and marks: anything else need not be parsed.
    if not text or len(text) > 200 or not re.fullmatch(r"[-0-9XYES~?%./,{}\[\]:TZ+ ]+", text):
        raise DateError(f"`{_cut(text)}` is no date")
    if _HUGE.search(text):
        raise DateError(f"`{_cut(text)}` is no date")
    try:
        for full in _FULL_DATE.findall(text):
            date.fromisoformat(full)
        # On some input the library prints what it tried.
        with contextlib.redirect_stdout(io.StringIO()):
            parsed = parse_edtf(text)
            first, last = parsed.lower_strict(), parsed.upper_strict()
    except Exception:  # noqa: BLE001 - it raises TypeError, AttributeError and others of its own
        raise DateError(f"`{_cut(text)}` is no date") from None
    return Moment(
        text=text,
        first=_day(first, OPEN_START),
        last=_day(last, OPEN_END),
        precision=_precision(text),
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
    )


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _day(bound: object, otherwise: Day) -> Day:
    """Take the year, month and day of a struct_time; the library has infinities for open ends."""
    if isinstance(bound, float) and math.isinf(bound):
        return otherwise
    year, month, day = tuple(bound)[:3]  # type: ignore[arg-type, var-annotated]
    return (year, month, day)


def _precision(text: str) -> Precision:
    bare = text.rstrip("~?%")
    if _UNSPECIFIED_DAY.fullmatch(bare):
        return "month"
    return "year" if _UNSPECIFIED_YEAR.fullmatch(bare) else "other"
