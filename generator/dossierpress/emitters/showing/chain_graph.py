"""The drawing of who rests on whom: origins first, each report one column further."""

import textwrap
import unicodedata
from collections.abc import Collection, Sequence

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.names import link
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.provenance import Party, Statement, Unnamed, repeats
from dossierpress.views.chain_graph import Graph, GraphEdge, GraphLine, GraphNode

MOST = 40
"""Parties in a drawing; more would not be readable, and the list says the same."""
LETTERS = 22
"""In a line of a name, of those that are as wide as in Latin script."""
LINES = 2
"""Of a name."""
_HEIGHT = 44
_ACROSS, _DOWN = 52, 14
_LETTER, _LINE = 7, 16
_WIDE_SCRIPTS = ("W", "F")
_ARROW = 6

_Box = tuple[int, int, int]
"""(left edge, upper edge, width)"""


def chain_graph(here: str, claim: Claim, edition: Edition) -> Graph | None:
    """Draw the reports of a claim; None where nobody cites anybody, or where it is too much.

    Where somebody repeats what others have from them, no arrow leads back: the list tells of it.
    It runs as the site does: in one that is read from right to left, origins are on the right.
    """
    repeated = repeats(
        [Statement(by=one.by, citing=one.citing, stance=one.stance) for one in claim.reports]
    )
    edges = [
        (cited, one)
        for place, one in enumerate(claim.reports)
        for cited in one.citing
        if (place, cited) not in repeated
    ]
    parties = dict.fromkeys(party for one in claim.reports for party in (*one.citing, one.by))
    if not edges or len(parties) > MOST or not claim.chains:
        return None
    columns = _columns(list(parties), edges)
    names = {party: _name(here, party, edition) for party in parties}
    widths = [max(_width(names[party]) for party in members) for members in columns]
    width = sum(widths) + (len(columns) - 1) * _ACROSS
    tallest = max(len(members) for members in columns)
    mirrored = edition.direction == "rtl"
    boxes: dict[Party, _Box] = {}
    left = 0
    for members, wide in zip(columns, widths, strict=True):
        x = width - left - wide if mirrored else left
        # A column of few stands in the middle beside one of many.
        above = (tallest - len(members)) * (_HEIGHT + _DOWN) // 2
        for row, party in enumerate(members):
            boxes[party] = (x, above + row * (_HEIGHT + _DOWN), wide)
        left += wide + _ACROSS
    roots = _roots(claim)
    return Graph(
        width=width,
        height=tallest * (_HEIGHT + _DOWN) - _DOWN,
        least=width * 9 // 10 // 50,
        nodes=tuple(
            _node(here, party, box, names[party], edition, origin=party in roots)
            for party, box in boxes.items()
        ),
        edges=tuple(_edge(boxes[cited], boxes[one.by], one) for cited, one in edges),
    )


def _roots(claim: Claim) -> Collection[Party]:
    both = (claim.asserted, claim.denied)
    named = (party for origins in both for origin in origins.named for party in origin.parties)
    return {*named, *(party for origins in both for party in origins.unnamed)}


def _columns(
    parties: Sequence[Party], edges: Sequence[tuple[Party, ClaimReport]]
) -> list[list[Party]]:
    """Parties by the length of the longest way that leads to them, each near those it cites."""
    depth = dict.fromkeys(parties, 0)
    # There is no circle, so that nothing moves after as many rounds as there are parties.
    for _ in parties:
        for cited, one in edges:
            depth[one.by] = max(depth[one.by], depth[cited] + 1)
    columns: list[list[Party]] = [[] for _ in range(max(depth.values()) + 1)]
    for party in parties:
        columns[depth[party]].append(party)
    rows: dict[Party, float] = {}
    for column in columns:
        middle = {party: _middle(party, edges, rows) for party in column}
        column.sort(key=middle.__getitem__)
        rows |= {party: float(row) for row, party in enumerate(column)}
    return columns


def _middle(
    party: Party, edges: Sequence[tuple[Party, ClaimReport]], rows: dict[Party, float]
) -> float:
    cited = [rows[one] for one, report in edges if report.by == party and one in rows]
    return sum(cited) / len(cited) if cited else 0.0


def _name(here: str, party: Party, edition: Edition) -> str:
    if isinstance(party, Unnamed):
        return party.words
    shown = link(here, party, edition)
    return f"{shown.name.text} ({shown.qualifier})" if shown.qualifier else shown.name.text


def lines_of(name: str) -> list[str]:
    """Cut a name into lines that fit; the last one ends in `…` where there is more."""
    # Letters of double width fill a line with half as many.
    room = LETTERS * len(name) // max(_letters(name), 1)
    return textwrap.wrap(
        name, width=max(room, 4), max_lines=LINES, placeholder="…", break_on_hyphens=False
    )


def _letters(text: str) -> int:
    """How wide a text is, in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(one) in _WIDE_SCRIPTS else 1 for one in text)


def _width(name: str) -> int:
    return (max((_letters(line) for line in lines_of(name)), default=0) + 3) * _LETTER


def _node(  # noqa: PLR0913 (a box has as many sides)
    here: str, party: Party, box: _Box, name: str, edition: Edition, *, origin: bool
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
        href=None if isinstance(party, Unnamed) else link(here, party, edition).href,
        origin=origin,
    )


def _edge(cited: _Box, citing: _Box, report: ClaimReport) -> GraphEdge:
    x1, y1 = cited[0] + cited[2], cited[1] + _HEIGHT // 2
    x2, y2 = citing[0], citing[1] + _HEIGHT // 2
    end = x2 - _ARROW
    if x2 < cited[0]:  # it runs from right to left
        x1, x2 = cited[0], citing[0] + citing[2]
        end = x2 + _ARROW
    half = (x1 + x2) // 2
    return GraphEdge(path=f"M{x1} {y1}C{half} {y1} {half} {y2} {end} {y2}", stance=report.stance)
