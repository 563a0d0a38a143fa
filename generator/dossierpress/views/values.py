"""What a claim says, so that it can be compared."""

from dataclasses import dataclass
from typing import Literal

from dossierpress.views.parts import DateShown, RecordLink

Form = Literal[
    "exactly", "at-least", "more-than", "at-most", "less-than", "range", "date", "place", "text"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueShown:
    """What a claim says, so that it can be compared."""

    form: Form
    """Which of the others there is."""
    text: str
    """The number, the lower end of a range, or the words; else empty."""
    most: str
    """The upper end of a range; else empty."""
    unit: str | None
    """Of the number."""
    date: DateShown | None
    """The date."""
    place: RecordLink | None
    """The place."""
