"""EDTF dates, which may be partial, uncertain, approximate, open, or a stretch of time.

All functions take the text as an author writes it; those other than `check` expect text that
`check` has accepted.
"""

from dossierpress.dates.compare import earliest, latest, may_be_the_same, overlap, sort_key
from dossierpress.dates.display import display
from dossierpress.dates.read import DateError, check

__all__ = [
    "DateError",
    "check",
    "display",
    "earliest",
    "latest",
    "may_be_the_same",
    "overlap",
    "sort_key",
]
