"""The drawing of who rests on whom, on the page of a claim."""

from dataclasses import dataclass

from dossierpress.schema.claim import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphLine:
    """A line of a name in the drawing."""

    x: int
    """Its middle."""
    y: int
    """Its base line."""
    text: str
    """What stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
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
    origin: bool
    """Whether the claim rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """A report in the drawing: an arrow from who is cited to who cites."""

    path: str
    """Data of an SVG path."""
    stance: Stance
    """Of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
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
    """Reports."""
