"""What the network of entities shows: on a page of its own, and around one entity."""

from typing import Literal

from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import NameShown, RecordLink, View

KindGroup = Literal["person", "organization", "place", "event", "work", "object", "other"]
"""What is filtered together: a built-in kind, or all that site.yml adds."""
Look = Literal["light", "middle", "heavy", "related"]
"""Of a line: how often both ends are named together, or that they are related."""


class LabelShown(View, frozen=True, kw_only=True):
    """A name beside its mark."""

    name: NameShown
    """The name, perhaps shortened."""
    x: int
    """Where it is, in pixels from the middle of the mark."""
    y: int
    """The same, from above."""
    anchor: Literal["start", "middle", "end"]
    """Which part of it is there."""


class NodeShown(View, frozen=True, kw_only=True):
    """An entity in a drawing. All lengths are pixels from the upper left corner of the drawing."""

    href: str | None
    """Its page; None on that page itself."""
    name: NameShown
    """What it is called."""
    qualifier: str | None
    """What tells it from another of its name and kind; None where there is none."""
    group: KindGroup
    """What it is, for colours and the choice."""
    x: int
    """Middle of the mark."""
    y: int
    """The same, from above."""
    radius: int
    """Of the mark: the more ties, the larger."""
    label: LabelShown | None
    """Its name beside it; None where there is no room."""


class LinesShown(View, frozen=True, kw_only=True):
    """All lines of one look between entities of two groups."""

    groups: tuple[KindGroup, ...]
    """Of the entities at their ends: one group, or two."""
    look: Look
    """What they say. A pair that is related and named together has two lines."""
    path: str
    """The lines, as SVG has them."""
    periods: str
    """For the choice by script: of each line the numbers of the periods in which both are named,
    with points between, and a comma after each line; empty where there is no choice."""


class NetworkDrawing(View, frozen=True, kw_only=True):
    """Entities as marks, and ties as lines between them."""

    width: int
    """In pixels."""
    height: int
    """In pixels."""
    lines: tuple[LinesShown, ...]
    """Below the marks."""
    nodes: tuple[NodeShown, ...]
    """Those with most ties first."""


class TiedEntity(View, frozen=True, kw_only=True):
    """A tie of an entity, in the table."""

    other: RecordLink
    """The other entity."""
    group: KindGroup
    """What that is."""
    paragraphs: int
    """How many paragraphs name both."""
    relations: tuple[str, ...]
    """What they have in common, in words, as seen from the entity of the row."""


class TiesOfEntity(View, frozen=True, kw_only=True):
    """An entity with its strongest ties, in the table."""

    entity: RecordLink
    """The entity."""
    group: KindGroup
    """What it is."""
    total: int
    """To how many others it has ties."""
    ties: tuple[TiedEntity, ...]
    """The strongest."""


class NetworkView(View, frozen=True, kw_only=True):
    """Who is named with whom in the dossier, and who is related to whom."""

    frame: Frame
    """What surrounds the page."""
    total: int
    """How many entities have ties."""
    pairs: int
    """How many ties there are."""
    groups: tuple[tuple[KindGroup, str, int], ...]
    """(kind, many of it in words, how many of them are drawn), for the choice."""
    periods: tuple[str, ...]
    """Days, months or years of the articles, in words, for the choice; empty where there is one."""
    drawing: NetworkDrawing | None
    """Only on the first page; None where the library that finds places is not installed."""
    rows: tuple[TiesOfEntity, ...]
    """Those of this page of the table, those with most ties first."""
    pagination: Pagination | None
    """Where this page stands in the table; None where that is short."""


class NeighbourhoodView(View, frozen=True, kw_only=True):
    """An entity among those to whom its ties are the strongest."""

    drawing: NetworkDrawing
    """The entity is its first node."""
    total: int
    """To how many others it has ties."""
    network: str | None
    """The page with all of them; None where there is none."""
