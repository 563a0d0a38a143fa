"""Dates in order: bounds, sorting, overlap."""

from datetime import date, timedelta

from dossierpress.dates.read import Day, Moment, Stretch, read

SortKey = tuple[int, tuple[int, ...], tuple[int, ...], str]


def earliest(text: str) -> date:
    """Return the first day that the date may mean; `date.min` for an open or unknown start."""
    return _as_date(read(text).first)


def latest(text: str) -> date:
    """Return the last day that the date may mean; `date.max` for an open or unknown end."""
    return _as_date(read(text).last)


def sort_key(text: str | None, *, newest_first: bool = False) -> SortKey:
    """Return a key that puts dates in order, undated last in either direction.

    A stretch stands where it begins, or where it ends if its beginning is open.
    """
    if text is None:
        return (1, (), (), "")
    moment = read(text)
    first, last = moment.first, moment.last
    if isinstance(moment, Stretch) and moment.start is None:
        first = last
    sign = -1 if newest_first else 1
    return (0, tuple(sign * part for part in first), tuple(sign * part for part in last), text)


def overlap(one: str, other: str) -> bool:
    """Tell whether some day may belong to both."""
    a, b = read(one), read(other)
    return a.first <= b.last and b.first <= a.last


def may_be_the_same(one: str, other: str) -> bool:
    """Tell whether two dates may be right at once.

    They overlap; or one of them says itself that it is approximate or uncertain, and the other is
    no further away than one day, month, season, year or decade, whichever the rough one is
    given in.
    """
    a, b = read(one), read(other)
    return overlap(one, other) or _reaches(a, b) or _reaches(b, a)


def _reaches(rough: Moment | Stretch, other: Moment | Stretch) -> bool:
    """Whether the one gets to the other when what is rough in it is taken a step further."""
    begins = rough.start if isinstance(rough, Stretch) else rough
    ends = rough.end if isinstance(rough, Stretch) else rough
    first = _step(rough.first, begins, -1) if begins and _is_rough(begins) else rough.first
    last = _step(rough.last, ends, 1) if ends and _is_rough(ends) else rough.last
    return first <= other.last and other.first <= last


def _is_rough(moment: Moment) -> bool:
    return moment.approximate or moment.uncertain


def _step(day: Day, moment: Moment, sign: int) -> Day:
    """Go one unit of its precision on from the first or the last day of a date."""
    year, month, number = day
    if not 1 < year < date.max.year:
        return (year + sign, month, number)
    match moment.precision:
        case "day":
            near = date(year, month, number) + timedelta(days=sign)
            return (near.year, near.month, near.day)
        case "month" | "season":
            months = year * 12 + month - 1 + sign * (3 if moment.precision == "season" else 1)
            # Only compared: the 31st is the end of every month.
            return (months // 12, months % 12 + 1, 1 if sign < 0 else 31)
        case _:
            return (year + sign * (10 if moment.precision == "decade" else 1), month, number)


def _as_date(day: Day) -> date:
    year, month, number = day
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month, number)
