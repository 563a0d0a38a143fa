"""The drawing of who rests on whom, on the page of a claim."""

from typing import Literal

from dossierpress.schema.claim import Stance
from dossierpress.views.view import View

NodeStanding = Literal["certain", "possible", "suspected", "uncounted", "other"]
LineKind = Literal["report", "copy", "quoted", "suspected", "certain"]


class GraphLine(View, frozen=True, kw_only=True):
    """A line of a name in the drawing."""

    x: int
    """Its middle."""
    y: int
    """Its base line."""
    text: str
    """What stands there."""


class GraphNode(View, frozen=True, kw_only=True):
    """A party in the drawing of who rests on whom."""

    x: int
    """Left edge."""
    y: int
    """Upper edge."""
    width: int
    """Of its box."""
    height: int
    """Of its box."""
    lines: tuple[GraphLine, ...]
    """Its name, cut into lines and shortened to fit."""
    name: str
    """Its whole name."""
    shortened: bool
    """Whether the lines leave some of it out."""
    href: str | None
    """Its page; None for somebody whom nobody names."""
    standing: NodeStanding
    """certain: the claim rests on it; possible: it may; suspected: nobody names it, and the desk
    suspects it; uncounted: it adds to no count; other."""
    unknown: bool
    """Whether it is an origin of several that nobody can name."""


class GraphEdge(View, frozen=True, kw_only=True):
    """A line in the drawing: from who is cited, quoted or suspected, to who has it from there."""

    path: str
    """Data of an SVG path."""
    kind: LineKind
    """report; copy: it prints the text word for word; quoted: the desk knows a report as quoted
    there alone; suspected: only the desk thinks so; certain: nobody says so, and the desk is
    certain."""
    stance: Stance
    """Of the report."""


class Graph(View, frozen=True, kw_only=True):
    """The drawing of who rests on whom."""

    width: int
    """Of the whole."""
    height: int
    """Of the whole."""
    least: int
    """The least width at which its letters can be read, in fifties."""
    nodes: tuple[GraphNode, ...]
    """Parties, origins first."""
    edges: tuple[GraphEdge, ...]
    """Reports, and what is suspected."""
