"""The graph of the chains of reports: origins first, each report one column further."""

import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from dossierpress.model.claims import Claim
from dossierpress.pages.components.claim_origins import never_counts
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.text_width import LETTER, letters
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim_origins import (
    ChainGraph,
    GraphEdge,
    GraphLine,
    GraphNode,
    LineKind,
    NodeStatus,
)
from dossierpress.provenance.circles import repeats
from dossierpress.provenance.statements import Party, Statement, Unnamed
from dossierpress.provenance.ties import Suspicion
from dossierpress.schema.claim import Stance

MOST = 40
"""Parties in a drawing; more would not be readable, and the list says the same."""
LETTERS = 22
"""In a line of a name, of those that are as wide as in Latin script."""
LINES = 2
"""Of a name."""
UNKNOWN = "?"
"""In the place of a name that nobody can tell."""
_HEIGHT = 44
_ACROSS, _DOWN = 52, 14
_LINE = 16
_ARROW = 6

_Box = tuple[int, int, int]
"""(left edge, upper edge, width)"""


class _CommonOrigin(Struct, frozen=True, kw_only=True, gc=False):
    """An origin of several that nobody can name."""

    suspicion: Suspicion


_Node = Party | _CommonOrigin


class _Line(Struct, frozen=True, kw_only=True, gc=False):
    """From who is cited, quoted or suspected, to who has it from there."""

    start: _Node
    end: Party
    kind: LineKind
    stance: Stance = "asserts"


def draw_chains(here: str, claim: Claim, site: TrackedSite) -> ChainGraph | None:
    """Draw the reports of a claim, who quotes them, and from whom the desk suspects them to come.

    None where nobody has it from anybody, or where it is too much. Where somebody repeats what
    others have from them, no arrow leads back: the list tells of it. It runs as the site does: in
    one that is read from right to left, origins are on the right.
    """
    stated, quoted = list(_stated(claim)), list(_quoted(claim))
    suspected = list(_suspected(claim, stated, quoted)) if claim.is_counted else []
    ways = {(one.start, one.end) for one in quoted}
    # An edge of a citation that is also known only through the citing party says more.
    shown = [one for one in stated if (one.start, one.end) not in ways]
    lines = [*shown, *quoted, *suspected]
    nodes = dict.fromkeys(
        node for one in claim.reports for node in (*one.citing, one.by)
    ) | dict.fromkeys(node for one in lines for node in (one.start, one.end))
    if not lines or len(nodes) > MOST or not claim.chains:
        return None
    columns = _columns(list(nodes), _forward(stated, [*quoted, *suspected]))
    names = {node: _name(here, node, site) for node in nodes}
    widths = [max(_width(names[node]) for node in members) for members in columns]
    width = sum(widths) + (len(columns) - 1) * _ACROSS
    tallest = max(len(members) for members in columns)
    mirrored = site.direction == "rtl"
    boxes: dict[_Node, _Box] = {}
    left = 0
    for members, wide in zip(columns, widths, strict=True):
        x = width - left - wide if mirrored else left
        # A column of few stands in the middle beside one of many.
        above = (tallest - len(members)) * (_HEIGHT + _DOWN) // 2
        for row, node in enumerate(members):
            boxes[node] = (x, above + row * (_HEIGHT + _DOWN), wide)
        left += wide + _ACROSS
    return ChainGraph(
        width=width,
        height=tallest * (_HEIGHT + _DOWN) - _DOWN,
        least=width * 9 // 10 // 50,
        nodes=tuple(
            _node(here, node, box, names[node], site, standing=_node_status(node, claim, site))
            for node, box in boxes.items()
        ),
        edges=tuple(_edge(boxes[one.start], boxes[one.end], one) for one in lines),
    )


def _stated(claim: Claim) -> Iterator[_Line]:
    """Edges that reports state: from the cited party to the reporting one."""
    repeated = repeats(
        [Statement(by=one.by, citing=one.citing, stance=one.stance) for one in claim.reports]
    )
    for place, one in enumerate(claim.reports):
        for cited in one.citing:
            if (place, cited) not in repeated:
                kind: LineKind = "copy" if one.written.verbatim else "report"
                yield _Line(start=cited, end=one.by, kind=kind, stance=one.stance)


def _quoted(claim: Claim) -> Iterator[_Line]:
    """Edges of reports that the desk knows only as quoted by another party."""
    found: dict[_Line, None] = {}
    for one in claim.reports:
        if one.via is not None and one.via != one.by:
            found[_Line(start=one.by, end=one.via, kind="quoted", stance=one.stance)] = None
    yield from found


def _suspected(claim: Claim, stated: Sequence[_Line], quoted: Sequence[_Line]) -> Iterator[_Line]:
    """Edges that only the desk suspects."""
    known = {(one.start, one.end) for one in (*stated, *quoted)}
    passing_on = {one.end for one in stated}
    found: dict[_Line, None] = {}
    for one in claim.suspicions:
        kind: LineKind = "certain" if one.confidence == "certain" else "suspected"
        first, *others = one.parties
        start: _Node = first
        if one.kind == "one-origin":
            start, others = _CommonOrigin(suspicion=one), [first, *others]
        elif len(others) > 1:
            # Of a whole claim: those who say from whom they have it lead there by the others.
            others = [party for party in others if party not in passing_on]
        for party in others:
            if (start, party) not in known:
                found[_Line(start=start, end=party, kind=kind)] = None
    yield from found


def _node_status(node: _Node, claim: Claim, site: TrackedSite) -> NodeStatus:
    if isinstance(node, _CommonOrigin):
        return "other" if node.suspicion.confidence == "certain" else "suspected"
    own = [one for one in claim.reports if one.by == node]
    if never_counts(node, site) or (own and not any(one.counts for one in own)):
        return "uncounted"
    if not own and not any(node in one.citing for one in claim.reports):
        suspected = any(node in one.parties for one in claim.suspicions)
        return "suspected" if suspected else "other"  # who only quotes
    if claim.is_counted:
        asserted = (claim.asserted, *(one.asserted for one in claim.parts))
        if any(node in (*one.certain, *one.unnamed) for one in (*asserted, claim.denied)):
            return "certain"
        if any(node in one.silent for one in asserted):
            return "possible"
    return "other"


def _forward(stated: Sequence[_Line], others: Sequence[_Line]) -> list[tuple[_Node, Party]]:
    """The edges that decide on the columns: all others could close a cycle."""
    kept = dict.fromkeys((one.start, one.end) for one in stated)
    for line in others:
        behind: list[_Node] = [line.end]
        for node in behind:  # it grows on the way
            behind += [end for start, end in kept if start == node and end not in behind]
        if line.start not in behind:
            kept[line.start, line.end] = None
    return list(kept)


def _columns(nodes: Sequence[_Node], lines: Sequence[tuple[_Node, Party]]) -> list[list[_Node]]:
    """Parties by the length of the longest path to them, each near the parties that it cites."""
    depth = dict.fromkeys(nodes, 0)
    # There is no cycle, so nothing moves after as many rounds as there are parties.
    for _ in nodes:
        for start, end in lines:
            depth[end] = max(depth[end], depth[start] + 1)
    columns: list[list[_Node]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in nodes:
        columns[depth[node]].append(node)
    rows: dict[_Node, float] = {}
    for column in columns:
        middle = {node: _middle(node, lines, rows) for node in column}
        column.sort(key=middle.__getitem__)
        rows |= {node: float(row) for row, node in enumerate(column)}
    return columns


def _middle(node: _Node, lines: Sequence[tuple[_Node, Party]], rows: dict[_Node, float]) -> float:
    before = [rows[start] for start, end in lines if end == node and start in rows]
    return sum(before) / len(before) if before else 0.0


def _name(here: str, party: _Node, site: TrackedSite) -> str:
    if isinstance(party, _CommonOrigin):
        return UNKNOWN
    if isinstance(party, Unnamed):
        return party.words
    shown = record_link(here, party, site)
    return f"{shown.name.text} ({shown.qualifier})" if shown.qualifier else shown.name.text


@lru_cache(maxsize=10_000)  # the same few thousand are drawn again and again
def lines_of(name: str) -> tuple[str, ...]:
    """Cut a name into lines that fit; the last one ends in `…` where there is more."""
    # Letters of double width fill a line with half as many.
    room = LETTERS * len(name) // max(letters(name), 1)
    return tuple(
        textwrap.wrap(
            name, width=max(room, 4), max_lines=LINES, placeholder="…", break_on_hyphens=False
        )
    )


@lru_cache(maxsize=10_000)
def _width(name: str) -> int:
    return (max((letters(line) for line in lines_of(name)), default=0) + 3) * LETTER


def _node(  # noqa: PLR0913 (a box has as many sides)
    here: str, node: _Node, box: _Box, name: str, site: TrackedSite, *, standing: NodeStatus
) -> GraphNode:
    x, y, width = box
    lines = lines_of(name)
    first = y + (_HEIGHT - len(lines) * _LINE) // 2 + 12
    return GraphNode(
        x=x,
        y=y,
        width=width,
        height=_HEIGHT,
        lines=tuple(
            GraphLine(x=x + width // 2, y=first + number * _LINE, text=line)
            for number, line in enumerate(lines)
        ),
        name=name,
        shortened="".join("".join(lines).split()) != "".join(name.split()),
        href=None
        if isinstance(node, Unnamed | _CommonOrigin)
        else record_link(here, node, site).href,
        standing=standing,
        unknown=isinstance(node, _CommonOrigin),
    )


def _edge(start: _Box, end: _Box, line: _Line) -> GraphEdge:
    x1, y1 = start[0] + start[2], start[1] + _HEIGHT // 2
    x2, y2 = end[0], end[1] + _HEIGHT // 2
    tip = x2 - _ARROW
    if x2 < start[0]:  # it runs from right to left
        x1, x2 = start[0], end[0] + end[2]
        tip = x2 + _ARROW
    half = (x1 + x2) // 2
    return GraphEdge(
        path=f"M{x1} {y1}C{half} {y1} {half} {y2} {tip} {y2}", kind=line.kind, stance=line.stance
    )
