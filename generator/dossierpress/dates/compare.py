"""Dates in order: bounds, sorting, overlap."""

from datetime import date

from dossierpress.dates.read import Day, Stretch, read

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


def _as_date(day: Day) -> date:
    year, month, number = day
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month, number)
