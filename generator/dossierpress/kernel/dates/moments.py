"""Dates as instants, and the forms that programs read.

Instants, and dates as HTML and RFC 3339 write them, exist for the years 1 to 9999 only.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dossierpress.kernel.dates.read import OPEN_START, Interval, Moment, read_date

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
