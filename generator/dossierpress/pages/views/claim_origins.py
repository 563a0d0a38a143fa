"""What pages show of a claim's value and origins: who says so, how they know, why not more.

The drawing of who rests on whom is among it.
"""

from typing import Literal

from dossierpress.pages.views.parts import DateShown, PartyShown, RecordLink, View
from dossierpress.provenance.ties import SuspicionKind, TieKind
from dossierpress.schema.claim import Basis, ClaimKind, Stance
from dossierpress.schema.shared_types import Confidence

ValueForm = Literal[
    "exactly", "at-least", "more-than", "at-most", "less-than", "range", "date", "place", "text"
]


class ValueShown(View, frozen=True, kw_only=True):
    """What a claim says, so that it can be compared."""

    form: ValueForm
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


NodeStatus = Literal["certain", "possible", "suspected", "uncounted", "other"]
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
    standing: NodeStatus
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


class ChainGraph(View, frozen=True, kw_only=True):
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


class CountShown(View, frozen=True, kw_only=True):
    """Between how many and how many independent origins a claim has."""

    kind: ClaimKind
    """fact, act, assessment, prediction."""
    counted: bool
    """Whether origins say anything of it: an opinion and a forecast have holders."""
    low: int
    """Of those that are named: with every tie and every suspicion taken for true."""
    high: int
    """The same by what is certain alone."""
    unnamed: int
    """Those whom nobody names."""
    exact: bool
    """Whether both ends meet and everybody says how they know."""
    known: bool
    """Whether anybody says how they know, or from whom they have it."""


class ReportingShown(View, frozen=True, kw_only=True):
    """How many report the claim; nobody is counted twice."""

    parties: int
    """All that count."""
    knowing: int
    """Those of them who say how they know it."""
    citing: int
    """Those of the others who say from whom they have it."""
    silent: int
    """Those of the others who say neither."""
    uncounted: int
    """Those that do not count."""


class GroundsInBrief(View, frozen=True, kw_only=True):
    """What is said first of what a claim rests on."""

    reporting: ReportingShown
    """How many report it."""
    count: CountShown
    """On how many origins it rests."""
    whole: bool
    """Whether anybody whose report counts asserts the whole claim, and not parts of it alone."""
    announced: bool
    """Whether it is an act, and whoever acts announces it."""


class TieShown(View, frozen=True, kw_only=True):
    """Why sources are not independent."""

    kind: TieKind
    """owner, publisher, feed, close-to and so on; a key of the theme's words."""
    sources: tuple[RecordLink, ...]
    """Which ones."""
    to: RecordLink
    """Who owns or publishes them, or from whom they take reports over."""


class SoftTieShown(View, frozen=True, kw_only=True):
    """Why sources may not be independent: it is counted at the low end alone."""

    tie: TieShown
    """Who, and to whom."""
    source: RecordLink | None
    """The source that says so."""
    since: DateShown | None
    """Since when it holds."""
    until: DateShown | None
    """Until when it holds."""
    confidence: Confidence | None
    """How sure it is: high, medium, low."""
    note: str | None
    """What else has to be said of it."""


class SuspicionShown(View, frozen=True, kw_only=True):
    """Who probably has it from one and the same origin, though nobody says so."""

    kind: SuspicionKind
    """probably-from, one-origin."""
    parties: tuple[PartyShown, ...]
    """Who has it from there."""
    origin: PartyShown | None
    """From whom; None where nobody can tell."""
    because: str | None
    """Why the desk thinks so."""
    confidence: Literal["certain", "high", "medium", "low"]
    """How sure it is."""


class RelayShown(View, frozen=True, kw_only=True):
    """Origins that are known through one party alone."""

    parties: tuple[RecordLink, ...]
    """Which ones."""
    through: PartyShown
    """Through whom."""


class OriginPartyShown(View, frozen=True, kw_only=True):
    """A party on whose word it rests."""

    party: RecordLink
    """Who."""
    bases: tuple[Basis, ...]
    """How it says that it knows: witness, document, official, handout. Empty where others name it
    as their source, and where nothing is said."""


class VoiceShown(View, frozen=True, kw_only=True):
    """Parties that count once."""

    parties: tuple[OriginPartyShown, ...]
    """On whose word it rests; several are one voice."""
    ties: tuple[TieShown, ...]
    """Why they are, and why others who say so too are not counted beside them."""


class OriginsShown(View, frozen=True, kw_only=True):
    """On whose own word those rest who say one thing of the claim."""

    certain: tuple[VoiceShown, ...]
    """Those who say how they know, or are named by others as their source."""
    possible: tuple[VoiceShown, ...]
    """Those who say neither how they know nor from whom they have it."""
    unnamed: tuple[str, ...]
    """Those whom nobody names, as they are spoken of."""


class UncountedShown(View, frozen=True, kw_only=True):
    """Somebody whose reports are shown, and add to no count."""

    party: PartyShown
    """Who."""
    why: Literal["never", "stub"]
    """never: no report of this source counts; stub: what was read is too little to support it."""


class PartShown(View, frozen=True, kw_only=True):
    """A part of what the claim says."""

    words: str
    """In words; empty where it is a value."""
    value: ValueShown | None
    """Of the claim's value."""


class PartOriginsShown(View, frozen=True, kw_only=True):
    """A part that some reports confirm alone."""

    part: PartShown
    """Which one."""
    count: CountShown
    """On how many origins it rests."""
    origins: OriginsShown
    """Which ones."""


class GroundsShown(View, frozen=True, kw_only=True):
    """On what a claim rests, and why on no more."""

    reporting: ReportingShown
    """How many report it."""
    asserted: OriginsShown
    """On whose own word those rest who assert the whole of it; nothing where origins are not
    counted."""
    denied: OriginsShown
    """The same for those who deny it."""
    certain: tuple[SuspicionShown, ...]
    """Who certainly have it from one and the same origin."""
    suspicions: tuple[SuspicionShown, ...]
    """Who only probably have."""
    soft_ties: tuple[SoftTieShown, ...]
    """Ties that are counted at the low end alone."""
    relays: tuple[RelayShown, ...]
    """Several who are known through one."""
    silent: tuple[RecordLink, ...]
    """Who says neither how they know nor from whom they have it."""
    uncounted: tuple[UncountedShown, ...]
    """Whose reports do not count."""
    parts: tuple[PartOriginsShown, ...]
    """Parts of the claim that some confirm alone."""
    whole: bool
    """Whether anybody whose report counts asserts the whole claim, and not parts of it alone."""
    holders: tuple[PartyShown, ...]
    """Of an assessment or a prediction: who holds it."""
    opponents: tuple[PartyShown, ...]
    """Of these: who disagrees."""
