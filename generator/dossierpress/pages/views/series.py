"""What pages show of a series: articles in the order in which they are to be read."""

from dossierpress.pages.views.parts import DateShown, NameShown, RecordLink, View


class SeriesPlace(View, frozen=True, kw_only=True):
    """Where an article stands in a series."""

    series: RecordLink
    """The page that lists it."""
    part: int
    """Which part the article is, from 1."""
    total: int
    """How many parts there are."""
    previous: RecordLink | None
    """The part before it."""
    next: RecordLink | None
    """The part after it."""


class SeriesPart(View, frozen=True, kw_only=True):
    """An article in the list of its series."""

    article: RecordLink
    """Its page and title."""
    covers: DateShown | None
    """The days of which it tells."""
    minutes: int
    """How long it takes to read."""
    summary: NameShown | None
    """One paragraph."""


class SeriesShown(View, frozen=True, kw_only=True):
    """A series as a whole."""

    page: RecordLink
    """The page that lists it."""
    first: RecordLink
    """The part to begin with."""
    total: int
    """How many parts there are."""
    minutes: int
    """How long all of them take to read."""
