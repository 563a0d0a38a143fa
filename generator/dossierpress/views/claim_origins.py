"""What the page of a claim says of its origins: who says so, how they know, and why not more."""

from typing import Literal

from dossierpress.provenance import SuspicionKind, TieKind
from dossierpress.schema.claim import Basis, ClaimKind
from dossierpress.schema.fields import Confidence
from dossierpress.views.parts import DateShown, PartyShown, RecordLink
from dossierpress.views.values import ValueShown
from dossierpress.views.view import View


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
