"""Dates as instants and in order: bounds, sorting, overlap, and the forms that programs read.

The order of days is arithmetic on whole numbers: EDTF knows years that Python's own dates do
not. Instants, and dates as HTML and RFC 3339 write them, exist for the years 1 to 9999 only.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dossierpress.kernel.dates.read import OPEN_START, Day, Interval, Moment, read_date

_YEARS = range(1, 10_000)
"""Years that HTML, RFC 3339 and Python can write."""
_LENGTHS = {"day": 3, "month": 2, "year": 1}


def instant(text: str, zone: str) -> datetime | None:
    """Return the instant at which a date begins.

    Args:
        text: An EDTF date.
        zone: IANA name of the zone of days, and of times without a zone.

    Returns:
        An instant with its zone: UTC for a time with a zone, else `zone`. Where the beginning is
        open, the instant at which the end begins. None before year 1 and after year 9999.
    """
    moment = read_date(text)
    known = (moment.start or moment.end) if isinstance(moment, Interval) else moment
    if known is None:
        return None
    if known.at is not None:
        return instant_of(known, zone)
    is_open = moment.first == OPEN_START
    year, month, day = known.last if is_open else known.first
    return _of_zone(datetime(year, month, day), zone) if year in _YEARS else None  # noqa: DTZ001


def instant_of(moment: Moment, zone: str | None = None) -> datetime | None:
    """Return the instant of a date; None if it has no time, or neither a zone nor `zone`."""
    if moment.at is None:
        return None
    if moment.at.tzinfo is not None:
        return moment.at.astimezone(UTC)
    return None if zone is None else _of_zone(moment.at, zone)


def in_zone(at: datetime, zone: str) -> datetime:
    """Return a time as clocks of a zone show it; one without a zone as it is."""
    if at.tzinfo is None:
        return at
    try:
        return at.astimezone(_zone_of_name(zone))
    except OverflowError:  # the first and the last day of all
        return at


@lru_cache(maxsize=1 << 14)
def for_machines(text: str) -> str | None:
    """Return a date as `datetime` of an HTML element: a certain year, month, day or time, or None.

    An approximate or uncertain date, an interval, a season and a year of more than four digits
    have no such form.
    """
    moment = read_date(text)
    if isinstance(moment, Interval) or moment.approximate or moment.uncertain:
        return None
    if moment.at is not None:
        return _as_written_for_machines(moment.at)
    length = _LENGTHS.get(moment.precision)
    if length is None or moment.first[0] not in _YEARS:
        return None
    year, *rest = moment.first[:length]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def coverage(text: str) -> str | None:
    """Return a date as `temporalCoverage` of schema.org: a date, or two with a slash between them.

    None where one of the ends is approximate or uncertain; an open end is `..`.
    """
    start, slash, end = text.partition("/")
    ends = [".." if one in {"", ".."} else for_machines(one) for one in (start, end)]
    if not slash:
        return ends[0]
    return None if None in ends else "/".join(map(str, ends))


def last_change(text: str, zone: str) -> str | None:
    """Return a date as `lastmod` of a sitemap: as `for_machines`, and every time with its zone."""
    shown = for_machines(text)
    at = instant(text, zone) if shown and "T" in shown else None
    return rfc3339(at) if at else shown


def rfc3339(at: datetime) -> str:
    """Write an instant, to the second."""
    return _as_written_for_machines(at, timespec="seconds")


def _as_written_for_machines(at: datetime, timespec: str = "auto") -> str:
    shown = at.isoformat(timespec=timespec)
    return shown.removesuffix("+00:00").removesuffix("-00:00") + (
        "Z" if at.utcoffset() == timedelta(0) else ""
    )


def _of_zone(at: datetime, zone: str) -> datetime:
    """The instant of a time without a zone, read in `zone`."""
    found = at.replace(tzinfo=_zone_of_name(zone))
    offset = found.utcoffset() or timedelta(0)
    try:
        found.astimezone(UTC)
    except OverflowError:
        offset = timedelta(seconds=1)
    # Before there were zones, clocks went by the sun; RFC 3339 has no word for that.
    return at.replace(tzinfo=UTC) if offset % timedelta(minutes=1) else found


@lru_cache(maxsize=64)
def _zone_of_name(name: str) -> ZoneInfo:
    return ZoneInfo(name)


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
    first = _step(rough.first, begins, -1) if begins and _is_rough(begins) else rough.first
    last = _step(rough.last, ends, 1) if ends and _is_rough(ends) else rough.last
    return first <= other.last and other.first <= last


def _is_rough(moment: Moment) -> bool:
    return moment.approximate or moment.uncertain


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
