"""What the page of a claim shows."""

from markupsafe import Markup

from dossierpress.pages.views.citation import CitationOfPage
from dossierpress.pages.views.claim_origins import (
    ChainGraph,
    CountShown,
    GroundsShown,
    PartShown,
    SuspicionShown,
    UncountedShown,
    ValueShown,
)
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import (
    AccessShown,
    Backlink,
    BacklinkGroup,
    BibliographyEntryShown,
    DateShown,
    NameShown,
    NoteLine,
    PartyShown,
    QuoteShown,
    RecordLink,
    View,
)
from dossierpress.pages.views.verdict import QuestionShown, VerdictShown
from dossierpress.schema.claim import Basis, ClaimStatus, Stance
from dossierpress.schema.glossary import Mark


class StepShown(View, frozen=True, kw_only=True):
    """One party on the way of a claim."""

    party: PartyShown
    """Who."""
    verb: str | None
    """How they put it; None for a party that is cited and whose own statement is not known."""
    stance: Stance | None
    """What they hold of it; None for the same."""
    on: DateShown | None
    """When."""
    basis: Basis | None
    """How they say that they know; None for the same, and where they do not say."""
    verbatim: bool
    """Whether they print the text of whom they cite."""
    uncounted: bool
    """Whether it adds to no count."""


class ClaimLine(View, frozen=True, kw_only=True):
    """A claim in a list."""

    claim: RecordLink
    """Its page and its sentence."""
    status: ClaimStatus | None
    """What the desk holds of it now; None where it says nothing."""
    marks: tuple[Mark, ...]
    """What a reader must know of it."""
    told: tuple[tuple[PartyShown, ...], ...]
    """Who asserts it: for some of them the way from whose word it is to who reports it."""
    told_by_others: int
    """How many assert it besides those who report it there."""
    value: ValueShown | None
    """What it says, to be compared."""
    count: CountShown
    """On how many origins it rests."""
    reports: int
    """How many report it, in whatever sense."""
    first_said: DateShown | None
    """The day of the earliest report."""
    covers: DateShown | None
    """The days of which it tells, where it says so."""
    as_of: DateShown | None
    """The day of the knowledge that it holds, where it says so."""


class ReportShown(View, frozen=True, kw_only=True):
    """One report of the claim."""

    anchor: str
    """Id of it on the page."""
    former: tuple[str, ...]
    """Ids that it had before, which go on leading to it."""
    by: PartyShown
    """Who."""
    verb: str
    """How they put it."""
    citing: tuple[PartyShown, ...]
    """On whose word."""
    verbatim: bool
    """Whether it prints their text word for word."""
    basis: Basis | None
    """How they know: witness, document, official, handout, not-stated; None where that is not of
    interest, since they say from whom they have it."""
    hedge: str | None
    """How they hedge, in their own words."""
    part: PartShown | None
    """The part of the claim that they confirm; None for the whole."""
    via: PartyShown | None
    """Who quotes it, where it is known from there alone."""
    suspicions: tuple[SuspicionShown, ...]
    """From whom they probably have it, without saying so."""
    uncounted: UncountedShown | None
    """Why it adds to no count; None where it may."""
    stance: Stance
    """asserts, denies, doubts, no-comment."""
    on: DateShown | None
    """When it was published."""
    said: DateShown | None
    """When it was said, if on another day."""
    credibility: str | None
    """Admiralty number, 1 to 6."""
    reliability: str | None
    """Admiralty letter of the source, A to F."""
    quote: QuoteShown | None
    """Its words."""
    access: AccessShown | None
    """Where it can be read."""
    article: RecordLink | None
    """The article of this dossier that holds it."""
    note: str | None
    """What else has to be said of it."""


class StatusShown(View, frozen=True, kw_only=True):
    """What the desk held of the claim from a day on."""

    anchor: str
    """Id of it on the page."""
    status: ClaimStatus
    """reported, corroborated, disputed, false, retracted."""
    on: DateShown | None
    """The day on which the desk judged so."""
    as_of: DateShown | None
    """The day of the knowledge that it judged by, where that is another one."""
    by: str | None
    """Who judged so."""
    note: str | None
    """Why."""


class ReportInBrief(View, frozen=True, kw_only=True):
    """Who reports a claim, with the way to the report."""

    by: PartyShown
    """Who."""
    stance: Stance
    """asserts, denies, doubts, no-comment."""
    href: str
    """The report, on the same page."""
    on: DateShown | None
    """Its date, where that is not this very day."""


class DayShown(View, frozen=True, kw_only=True):
    """A day on which something became known of the claim, or on which the desk judged it."""

    day: DateShown
    """The day."""
    reports: tuple[ReportInBrief, ...]
    """What was published on it."""
    count: CountShown | None
    """On how many origins the claim rested at its end; None where nothing was published on it."""
    marks: tuple[Mark, ...]
    """What a reader had to know of the claim then."""
    judged: tuple[StatusShown, ...]
    """What the desk came to hold on it."""


class DaysShown(View, frozen=True, kw_only=True):
    """What was known of the claim, day by day."""

    days: tuple[DayShown, ...]
    """Oldest first."""
    vague: bool
    """Whether a report has a date that is no day; it counts from the last that it may mean."""
    undated: int
    """Reports that are of no day."""
    more: int
    """Later days that are not shown."""


class ClaimRelationShown(View, frozen=True, kw_only=True):
    """Another claim that speaks for or against this one."""

    line: ClaimLine
    """The other claim."""
    notes: tuple[str, ...]
    """Why, each reason once."""


class ClaimRelationGroup(View, frozen=True, kw_only=True):
    """All of them that do so in the same ways."""

    types: tuple[str, ...]
    """supports, contradicts, disagrees and so on; keys of the theme's words. Two where a claim
    stands in place of one that it contradicts."""
    claims: tuple[ClaimRelationShown, ...]
    """In claim order."""


class ComparedClaim(View, frozen=True, kw_only=True):
    """A claim on the same subject and aspect."""

    line: ClaimLine
    """The claim."""
    here: bool
    """Whether it is the one that the page is about."""
    excludes: bool
    """Whether its value and that of the page's claim cannot both be right."""


class CarrierShown(View, frozen=True, kw_only=True):
    """An article that carries the claim."""

    article: RecordLink
    """The article."""
    date: DateShown | None
    """Of the article."""
    words: tuple[Backlink, ...]
    """The sentences that carry the claim, each with the way to the very words."""
    unplaced: str | None
    """Why no words of it do, where the author says so."""


class ClaimView(View, frozen=True, kw_only=True):
    """The page of a claim."""

    frame: Frame
    """What surrounds the page."""
    text: NameShown
    """The claim, in one sentence."""
    verdict: VerdictShown
    """What the desk holds of it, and what stands against it."""
    about: tuple[RecordLink, ...]
    """What it is about; the first is the subject."""
    question: QuestionShown | None
    """What it answers; None where it has no aspect."""
    value: ValueShown | None
    """Its answer, to be compared."""
    covers: DateShown | None
    """The days of which it tells, where it says so."""
    coverage: str | None
    """The same for search engines: a date, or two with a slash between them."""
    as_of: DateShown | None
    """The day of the knowledge that it holds, where it says so."""
    status: tuple[StatusShown, ...]
    """What the desk held of it; the last is what it holds now."""
    marks: tuple[Mark, ...]
    """What a reader must know of it."""
    count: CountShown
    """On how many origins it rests."""
    falls_without: tuple[RecordLink, ...]
    """Without whose word it has no origin left."""
    grounds: GroundsShown
    """On what it rests, and why on no more."""
    announced: bool
    """Whether it is an act, and whoever acts announces it."""
    bases: tuple[Basis, ...]
    """How its reports know it, each once."""
    chains: tuple[tuple[StepShown, ...], ...]
    """How it came from them to those who report it."""
    more_chains: bool
    """Whether there are more than these."""
    graph: ChainGraph | None
    """The same as a drawing; None where there is only one step, or too much for one."""
    table: str | None
    """The table of the claims on its subject, by source; None where it is the only one."""
    reports: tuple[ReportShown, ...]
    """All reports, as they were written down."""
    known_then: DaysShown | None
    """What was known on each day; None where all reports are of one."""
    relations: tuple[ClaimRelationGroup, ...]
    """Claims that speak for or against it."""
    compared: tuple[ComparedClaim, ...]
    """Claims on the same subject and aspect, this one among them, in order of time; else empty."""
    articles: tuple[CarrierShown, ...]
    """The articles that carry it."""
    mentions: tuple[BacklinkGroup, ...]
    """Where texts link to it."""
    notes_on_it: tuple[NoteLine, ...]
    """Annotations that rest on it or are about it."""
    note: str | None
    """What else has to be said of it."""
    body: Markup
    """Prose; may be empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the prose cites."""
    citation: CitationOfPage | None = None
    """How it is cited."""
