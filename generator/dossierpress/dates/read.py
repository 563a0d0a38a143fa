"""EDTF text -> the days that it covers and what it says of them.

The common forms are read here, because a parse by the `edtf` library takes some ten milliseconds;
all the rest of the standard is left to the library, which is told to keep its odd errors to itself.
"""

import calendar
import contextlib
import io
import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from dossierpress.dates.mistakes import way_out

Day = tuple[int, int, int]
"""Year, month, day of the proleptic Gregorian calendar; the year may be any whole number."""

_OPEN_START: Day = (-(10**12), 1, 1)
_OPEN_END: Day = (10**12, 12, 31)

_COMMON = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?", re.ASCII)
_WITH_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DECADE = re.compile(r"\d{3}X", re.ASCII)
_YEAR = re.compile(r"-?\d{4}(-XX){0,2}", re.ASCII)
_MONTH = re.compile(r"-?\d{4}-(0[1-9]|1[0-2])-XX", re.ASCII)
_SEASON = re.compile(r"\d{4}-2[1-4]", re.ASCII)
# First and last month as the library has them: a winter is counted to the year that it begins in.
_SEASON_MONTHS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}

Precision = Literal["day", "month", "season", "year", "decade", "other"]


class DateError(ValueError):
    """Text that is no EDTF date."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        """The way out, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One date, however rough."""

    text: str
    first: Day
    last: Day
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    clock: str = ""
    """Time of the day as written, with its zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one date to another; None where it is open or unknown."""

    text: str
    start: Moment | None
    end: Moment | None

    @property
    def first(self) -> Day:
        """The first day that it may cover."""
        return self.start.first if self.start else _OPEN_START

    @property
    def last(self) -> Day:
        """The last day that it may cover."""
        return self.end.last if self.end else _OPEN_END


def check(text: str) -> str:
    """Accept an EDTF date of level 0, 1 or 2 and return it as it is.

    Raises:
        DateError: It is none; the error knows a way out where the mistake is a usual one.
    """
    read(text)
    return text


@lru_cache(maxsize=65536)
def read(text: str) -> Moment | Stretch:
    """Read an EDTF date.

    Raises:
        DateError: It is none.
    """
    try:
        return _stretch(text) if text.count("/") == 1 else _moment(text)
    except DateError as error:
        hint = error.hint or way_out(text)
        # `03/2024` was not meant as a stretch, of which one end would be wrong.
        meant = error.hint is None and hint.startswith("did you mean")
        message = f"`{_cut(text)}` is no date" if meant and "/" in text else str(error)
        raise DateError(message, hint) from None


def _stretch(text: str) -> Stretch:
    start_text, end_text = text.split("/")
    start = None if start_text in {"", ".."} else _moment(start_text)
    end = None if end_text in {"", ".."} else _moment(end_text)
    if start is None and end is None:
        raise DateError(f"`{text}` has neither a beginning nor an end", "leave the date out")
    if start and end and start.first > end.last:
        raise DateError(
            f"`{text}` ends before it begins", f"did you mean `{end_text}/{start_text}`?"
        )
    return Stretch(text=text, start=start, end=end)


def _moment(text: str) -> Moment:
    common = _COMMON.fullmatch(text)
    if common and not _SEASON.fullmatch(text[:7]):
        return _common(text, common)
    if _SEASON.fullmatch(text):
        year, (begins, ends) = int(text[:4]), _SEASON_MONTHS[text[5:]]
        last = (year, ends, _days(year, ends))
        return Moment(text=text, first=(year, begins, 1), last=last, precision="season")
    if _WITH_TIME.fullmatch(text):
        return _with_time(text)
    if _DECADE.fullmatch(text):
        year = int(text[:3]) * 10
        last = (year + 9, 12, 31)
        return Moment(text=text, first=(year, 1, 1), last=last, precision="decade")
    return _by_library(text)


def _common(text: str, parts: re.Match[str]) -> Moment:
    year = int(parts[1])
    month, day = (int(part) if part else None for part in parts.group(2, 3))
    if month is not None and not 1 <= month <= 12:
        raise DateError(f"`{text}` is no date: there is no month {month:02}")
    if day is not None and month is not None and not 1 <= day <= _days(year, month):
        raise DateError(f"`{text}` is no date: {year:04}-{month:02} has {_days(year, month)} days")
    last_month = month or 12
    return Moment(
        text=text,
        first=(year, month or 1, day or 1),
        last=(year, last_month, day or _days(year, last_month)),
        precision="day" if day else "month" if month else "year",
        approximate=parts[4] in {"~", "%"},
        uncertain=parts[4] in {"?", "%"},
    )


def _days(year: int, month: int) -> int:
    # Year 0 is a leap year, as is 400.
    return calendar.monthrange(year or 400, month)[1]


def _with_time(text: str) -> Moment:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise DateError(f"`{text}` is no date: {error}") from None
    day = (moment.year, moment.month, moment.day)
    return Moment(text=text, first=day, last=day, precision="day", clock=text[11:])


@lru_cache(maxsize=4096)
def _by_library(text: str) -> Moment:
    from edtf import parse_edtf  # noqa: PLC0415 - a third of a second, and seldom needed

    # The first letters of EDTF are digits, Y, -, X, and marks: anything else need not be parsed.
    if not text or len(text) > 200 or not re.fullmatch(r"[-0-9XYES~?%./,{}\[\]:TZ+ ]+", text):
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
        first=_day(first, _OPEN_START),
        last=_day(last, _OPEN_END),
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
    if _SEASON.fullmatch(bare):
        return "season"
    if _DECADE.fullmatch(bare):
        return "decade"
    if _MONTH.fullmatch(bare):
        return "month"
    return "year" if _YEAR.fullmatch(bare) else "other"
