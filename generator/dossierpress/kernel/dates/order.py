"""Dates in order: bounds, sorting, overlap.

The order of days is arithmetic on whole numbers: EDTF knows years that Python's own dates do not.
"""

from datetime import date, timedelta
from functools import lru_cache

from dossierpress.kernel.dates.moments import in_zone, instant_of
from dossierpress.kernel.dates.read import OPEN_START, Day, Interval, Moment, read_date

SortKey = tuple[int, tuple[int, ...], tuple[int, ...], str]


_ALL_DAY = -(10**12)
"""In the place of the seconds of a time: a day by itself begins before every time of that day."""


def earliest(text: str) -> Day:
    """Return the first day that the date may mean; `OPEN_START` for an open or unknown start."""
    return read_date(text).first


def latest(text: str) -> Day:
    """Return the last day that the date may mean; `OPEN_END` for an open or unknown end."""
    return read_date(text).last


def is_before(one: str, other: str) -> bool:
    """Tell whether `one` is certainly earlier: two times by the clock, all else by the day."""
    a, b = read_date(one), read_date(other)
    ends, begins = _ends(a), _begins(b)
    if ends and begins and (first := instant_of(ends)) and (second := instant_of(begins)):
        return first < second
    return a.last < b.first


def is_certainly_before(one: str, other: str) -> bool:
    """Tell whether `one` is earlier even with the tolerance of approximate and uncertain dates."""
    return is_before(one, other) and not may_be_the_same(one, other)


def is_after_day(text: str, day: date) -> bool:
    """Tell whether the date is certainly after a day."""
    return read_date(text).first > (day.year, day.month, day.day)


@lru_cache(maxsize=2**16)
def sort_key(text: str | None, *, newest_first: bool = False, zone: str = "UTC") -> SortKey:
    """Return a key that puts dates in order, undated last in either direction.

    An interval sorts by its beginning, or by its end if the beginning is open. A time sorts on
    its day in `zone`, by the clock, after the day without a time.
    """
    if text is None:
        return (1, (), (), "")
    moment = read_date(text)
    begins, ends = _begins(moment), _ends(moment)
    first = _local_day(begins, zone) or moment.first
    last = _local_day(ends, zone) or moment.last
    if first == OPEN_START:
        first, begins = last, ends
    at = instant_of(begins, zone) if begins else None
    seconds = int(at.timestamp()) if at else _ALL_DAY
    sign = -1 if newest_first else 1
    return (
        0,
        tuple(sign * part for part in (*first, seconds)),
        tuple(sign * part for part in last),
        text,
    )


def calendar_place(text: str, zone: str) -> tuple[int, int | None]:
    """(year, month) under which a date is listed; None for the month where it is not known."""
    _, first, last, _ = sort_key(text, zone=zone)
    known = earliest(text) != OPEN_START and first[:2] == last[:2]
    return first[0], first[1] if known else None


def overlap(one: str, other: str) -> bool:
    """Tell whether some day may belong to both."""
    a, b = read_date(one), read_date(other)
    return a.first <= b.last and b.first <= a.last


def may_be_the_same(one: str, other: str) -> bool:
    """Tell whether two dates may be right at once.

    They overlap; or one of them is marked approximate or uncertain, and the other is no further
    away than one unit of its precision: a day, month, season, year or decade.
    """
    a, b = read_date(one), read_date(other)
    return overlap(one, other) or _reaches(a, b) or _reaches(b, a)


def _begins(moment: Moment | Interval) -> Moment | None:
    return moment.start if isinstance(moment, Interval) else moment


def _ends(moment: Moment | Interval) -> Moment | None:
    return moment.end if isinstance(moment, Interval) else moment


def _local_day(moment: Moment | None, zone: str) -> Day | None:
    """The day of a time in a zone; None where there is no time."""
    if moment is None or moment.at is None:
        return None
    at = in_zone(moment.at, zone)
    return (at.year, at.month, at.day)


def _reaches(rough: Moment | Interval, other: Moment | Interval) -> bool:
    """Whether `rough`, widened by one unit of its precision where it is rough, meets `other`."""
    begins, ends = _begins(rough), _ends(rough)
    first = _step(rough.first, begins, -1) if begins and begins.is_rough else rough.first
    last = _step(rough.last, ends, 1) if ends and ends.is_rough else rough.last
    return first <= other.last and other.first <= last


_MONTHS = {"month": 1, "season": 3, "quarter": 3, "months": 6}


def _step(day: Day, moment: Moment, sign: int) -> Day:
    """Move the first or the last day of a date by one unit of its precision."""
    year, month, number = day
    if moment.precision == "day":
        alike = year % 400 + 400  # a year of the same days that Python knows
        near = date(alike, month, number) + timedelta(days=sign)
        return (year + near.year - alike, near.month, near.day)
    if moment.precision in _MONTHS:
        months = year * 12 + month - 1 + sign * _MONTHS[moment.precision]
        # Only compared: the 31st is the end of every month.
        return (months // 12, months % 12 + 1, 1 if sign < 0 else 31)
    return (year + sign * (10 if moment.precision == "decade" else 1), month, number)
