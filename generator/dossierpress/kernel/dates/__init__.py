"""EDTF dates, which may be partial, uncertain, approximate, open, or intervals.

All functions take the text as an author writes it; all but `check` expect text that `check` has
accepted. Begin with `kernel/dates/read.py`.
"""

from dossierpress.kernel.dates.formats import display, display_month, display_year
from dossierpress.kernel.dates.moments import coverage, for_machines, instant, last_change, rfc3339
from dossierpress.kernel.dates.order import (
    calendar_place,
    earliest,
    is_after_day,
    is_before,
    is_certainly_before,
    latest,
    may_be_the_same,
    overlap,
    sort_key,
)
from dossierpress.kernel.dates.read import OPEN_END, OPEN_START, DateError, Day, check, is_date

__all__ = [
    "OPEN_END",
    "OPEN_START",
    "DateError",
    "Day",
    "calendar_place",
    "check",
    "coverage",
    "display",
    "display_month",
    "display_year",
    "earliest",
    "for_machines",
    "instant",
    "is_after_day",
    "is_before",
    "is_certainly_before",
    "is_date",
    "last_change",
    "latest",
    "may_be_the_same",
    "overlap",
    "rfc3339",
    "sort_key",
]
