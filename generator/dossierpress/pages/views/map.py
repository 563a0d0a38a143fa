"""What the map of the dossier shows: on a page of its own, and around one place."""

from typing import Literal

from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.network import LabelShown
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import DateShown, NameShown, RecordLink, View

SpotGroup = Literal["place", "event", "other"]
"""What is filtered together: places, events, and all else that has coordinates."""
SheetName = Literal["narrow", "wide", "near"]
"""For a narrow window, for a wide one, and for a part of the drawing that a script has enlarged."""


class LandShown(View, frozen=True, kw_only=True):
    """What is drawn of the world, as paths of SVG. All lengths are in parts of a pixel."""

    width: int
    """Of the drawing, in these parts."""
    height: int
    """The same."""
    parts: int
    """How many of them are a pixel."""
    sea: str
    """The edge of the world; empty where all of the drawing is in it."""
    land: str
    """Its coasts."""
    borders: str
    """Those of countries."""


class MapMark(View, frozen=True, kw_only=True):
    """Something on the map, or several that stand together."""

    href: str
    """Its page; of several, their place in the list."""
    name: NameShown
    """What it is called; of several, the one in most articles."""
    others: tuple[NameShown, ...]
    """What the rest are called; empty where it stands alone."""
    articles: int
    """How many articles mention it; of several, the one in most articles."""
    events: int
    """How many events happened there."""
    group: SpotGroup
    """What it is; of several, the one in most articles."""
    groups: tuple[SpotGroup, ...]
    """All that it stands for, for the choice."""
    x: int
    """Its middle, in parts of a pixel."""
    y: int
    """The same, from above."""
    radius: int
    """Of the mark, in pixels: the more articles, the larger."""
    label: LabelShown | None
    """Its name beside it, in pixels; None where there is no room."""


class CountryShown(View, frozen=True, kw_only=True):
    """The name of a country or territory on its ground."""

    name: str
    """In the language of the dossier."""
    x: int
    """Its middle, in parts of a pixel."""
    y: int
    """The same, from above."""


class SheetOfMarks(View, frozen=True, kw_only=True):
    """All marks for a drawing of one size: the smaller it is, the more stand together."""

    name: SheetName
    """When it is shown."""
    unit: int
    """How many parts of the drawing a pixel is."""
    countries: tuple[CountryShown, ...]
    """Those whose names have room on their ground, beside the marks."""
    marks: tuple[MapMark, ...]
    """Those in most articles first."""


class MapDrawing(View, frozen=True, kw_only=True):
    """The part of the world in which the places of the dossier are."""

    land: LandShown
    """What is drawn of the world."""
    sheets: tuple[SheetOfMarks, ...]
    """Above it, one of them at a time."""


class EventThere(View, frozen=True, kw_only=True):
    """An event in the list."""

    event: RecordLink
    """The event."""
    date: DateShown | None
    """When it began."""
    until: DateShown | None
    """When it ended, where that is another day."""


class SpotShown(View, frozen=True, kw_only=True):
    """Something with coordinates, in the list."""

    anchor: str
    """Its place in the list."""
    record: RecordLink
    """What it is."""
    group: SpotGroup
    """For the choice."""
    coordinates: str
    """As they were written: latitude, longitude."""
    date: DateShown | None
    """Of an event: when it began."""
    events: tuple[EventThere, ...]
    """What happened there, the earliest first."""
    articles: int
    """How many articles mention it."""
    listed: tuple[RecordLink, ...]
    """Some of these."""


class SpotsTogether(View, frozen=True, kw_only=True):
    """What is in one country, or in another largest place."""

    within: RecordLink | None
    """That place; None where it has no page."""
    country: str | None
    """What the country is called, if it has no page; None where nobody says which it is."""
    spots: tuple[SpotShown, ...]
    """By name."""


class MapView(View, frozen=True, kw_only=True):
    """Where the places of the dossier are, and what happened there."""

    frame: Frame
    """What surrounds the page."""
    total: int
    """How many places and other entities have coordinates."""
    groups: tuple[tuple[SpotGroup, int], ...]
    """(what, how many of it have a mark), for the choice."""
    drawing: MapDrawing | None
    """Only on the first page."""
    rows: tuple[SpotsTogether, ...]
    """Those of this page of the list."""
    pagination: Pagination | None
    """Where this page stands in the list; None where that is short."""


class LocatorView(View, frozen=True, kw_only=True):
    """The surroundings of one place."""

    land: LandShown
    """What is drawn of the world."""
    x: int
    """The place, in parts of a pixel."""
    y: int
    """The same, from above."""
    place: RecordLink | None
    """The place that has the coordinates; None where the entity has them itself."""
    coordinates: str
    """Those of that place, as they were written."""
    map: str | None
    """Where the map of the dossier is; None where there is none."""
