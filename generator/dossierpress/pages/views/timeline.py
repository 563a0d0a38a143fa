"""What the timeline of the dossier shows."""

from typing import Literal

from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import DateShown, NameShown, RecordLink, View
from dossierpress.schema.claim import ClaimStatus

Lane = Literal["event", "relation", "claim", "article"]


class DatedShown(View, frozen=True, kw_only=True):
    """Something that has a place in time, in the list."""

    lane: Lane
    """What it is."""
    date: DateShown
    """When it begins."""
    until: DateShown | None
    """When it ends; None where nobody says so, or where it is the same."""
    record: RecordLink
    """What it is about; of a relation, the entity that it is seen from."""
    label: str | None
    """What a relation is, in words; None for all else."""
    other: RecordLink | None
    """The other entity of a relation."""
    status: ClaimStatus | None
    """What the desk holds of a claim now."""


class MarkShown(View, frozen=True, kw_only=True):
    """The same in the drawing. All lengths are pixels from the upper left corner of the drawing."""

    href: str
    """Where it leads."""
    told: str
    """What it is and when, for those who hear it, and as a hint."""
    x: int
    """Middle of the mark."""
    y: int
    """The same, from the top."""
    begins: int
    """Left edge of the stretch of time that it takes; `x` where it takes none."""
    width: int
    """Length of that stretch."""
    sure: bool
    """Whether its days are known; the stretch of others is all that they may be."""
    label: NameShown | None
    """Its name beside it, perhaps shortened; None where there is no room for names."""
    label_at: int
    """Where the label begins."""


class LaneShown(View, frozen=True, kw_only=True):
    """All marks of one kind."""

    lane: Lane
    """What they are."""
    y: int
    """Upper edge."""
    height: int
    """From there to the lower edge."""
    marks: tuple[MarkShown, ...]
    """The earliest first."""


class TickShown(View, frozen=True, kw_only=True):
    """A day that is named on the scale."""

    x: int
    """Where it is."""
    text: str
    """In words."""


class Drawing(View, frozen=True, kw_only=True):
    """Lanes above one another on one scale of time."""

    width: int
    """In pixels."""
    height: int
    """In pixels."""
    ticks: tuple[TickShown, ...]
    """Days that are named, from the first on."""
    lanes: tuple[LaneShown, ...]
    """Those that have something in them."""


class YearShown(View, frozen=True, kw_only=True):
    """A year of a timeline that is too long for one page."""

    text: str
    """In words."""
    href: str
    """Its page."""
    total: int
    """How much begins in it."""
    current: bool
    """Whether it is the year of this page."""


class TimelineView(View, frozen=True, kw_only=True):
    """Everything that has a place in time, or what begins in one year."""

    frame: Frame
    """What surrounds the page."""
    year: str | None
    """The year, in words; None on a page of all years."""
    total: int
    """How much there is, on all pages."""
    lanes: tuple[tuple[Lane, int], ...]
    """(what it is, how much of it there is on this page), for the choice."""
    drawing: Drawing | None
    """The entries of this page as a drawing; None where all are of one day."""
    entries: tuple[DatedShown, ...]
    """Those of this page, the earliest first."""
    years: tuple[YearShown, ...]
    """All years, where each has a page of its own; else empty."""
    pagination: Pagination | None
    """Where this page stands in the list of its year; None where that is short."""
