"""What a claim says, so that it can be compared."""

from typing import Literal

from dossierpress.views.parts import DateShown, RecordLink
from dossierpress.views.view import View

Form = Literal[
    "exactly", "at-least", "more-than", "at-most", "less-than", "range", "date", "place", "text"
]


class ValueShown(View, frozen=True, kw_only=True):
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
