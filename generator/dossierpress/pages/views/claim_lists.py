"""What the lists of claims show, and the claims on other pages."""

from typing import Literal

from dossierpress.pages.views.claim import ClaimLine
from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import DateShown, NoteLine, PartyShown, RecordLink, View
from dossierpress.schema.claim import Basis, ClaimStatus, Stance


class StatusChangeShown(View, frozen=True, kw_only=True):
    """A change in what the desk holds of a claim."""

    href: str
    """The change on the page of the claim."""
    before: ClaimStatus
    """What the desk held until then."""
    after: ClaimStatus
    """What it held from then on."""
    on: DateShown | None
    """When it changed."""
    as_of: DateShown | None
    """The day of the knowledge by which it did, where that is another one."""
    by: str | None
    """Who judged so."""
    note: str | None
    """Why."""


class ClaimInArticle(View, frozen=True, kw_only=True):
    """A claim that an article carries."""

    line: ClaimLine
    """The claim, with what the desk holds of it now."""
    dated: bool
    """Whether the day of the article is known."""
    then: ClaimStatus | None
    """What the desk held of it on the day of the article; None where it said nothing."""
    changes: tuple[StatusChangeShown, ...]
    """How it has changed its mind since then, oldest first; ever, where the day is not known."""
    words: tuple[str, ...]
    """The ways to the words of the text that carry it."""
    unplaced: str | None
    """Why no words of the text carry it, where the author says so."""


class ClaimOfParty(View, frozen=True, kw_only=True):
    """A claim in which a source or an entity speaks."""

    line: ClaimLine
    """The claim."""
    stances: tuple[Stance, ...]
    """What it says of the claim; empty where it is only cited."""
    origin: Literal["certain", "possible"] | None
    """Whether the claim rests on its word: certain, possible; None where it does not."""
    one_voice: tuple[RecordLink, ...]
    """On whose word it rests as well, where they are one voice with it. If it is no origin: the
    origins as whose word its own counts, because it takes reports over from them."""


class PartyCount(View, frozen=True, kw_only=True):
    """A source or an entity, and in how many claims."""

    party: RecordLink
    """Which one."""
    claims: int
    """In how many."""


class StatisticsShown(View, frozen=True, kw_only=True):
    """What the claims of the dossier say of one who speaks in them."""

    total: int
    """In how many claims it speaks or is cited."""
    rests: int
    """How many rest on its word."""
    may_rest: int
    """How many may: it says neither how it knows nor from whom it has it."""
    knows: tuple[tuple[Basis, int], ...]
    """How it says that it knows, and of how many claims."""
    alone: int
    """How many of those on no other voice."""
    alone_with_others: int
    """On how many of these others have given their word too, who are one voice with it."""
    copies: tuple[PartyCount, ...]
    """Whom it cites."""
    copies_unnamed: tuple[tuple[str, int], ...]
    """Somebody unnamed whom it cites, as it speaks of them, and in how many reports."""
    copied_by: tuple[PartyCount, ...]
    """Who cites it."""
    verbs: tuple[tuple[str, int], ...]
    """How it puts what it reports, and how often."""
    claims: tuple[ClaimOfParty, ...]
    """The claims, on this page of the list."""


class ClaimHeldUp(View, frozen=True, kw_only=True):
    """A claim that loses an origin if the word of the page's record is withdrawn."""

    claim: RecordLink
    """Which one."""
    status: ClaimStatus | None
    """What the desk holds of it now."""


class HeldUpShown(View, frozen=True, kw_only=True):
    """What falls if the word of a source or an entity is withdrawn."""

    falls: tuple[ClaimHeldUp, ...]
    """Claims without any origin then, on this page of the list."""
    falls_total: int
    """How many those are on all pages."""
    one_left: tuple[ClaimHeldUp, ...]
    """Claims with one origin at most then, which may have several; on this page of the list."""
    one_left_total: int
    """How many those are on all pages."""


class NamingForm(View, frozen=True, kw_only=True):
    """One form in which a source writes the name of an entity."""

    text: str
    """As it writes it."""
    times: int
    """How often."""
    own: bool
    """Whether it is a name that the profile of the entity gives it."""


class NamingShown(View, frozen=True, kw_only=True):
    """What a source calls an entity, seen from one of the two."""

    record: RecordLink
    """The other one."""
    forms: tuple[NamingForm, ...]
    """Most often first."""


class ClaimsInBrief(View, frozen=True, kw_only=True):
    """How many claims there are and what the desk holds of them, with the pages that list them."""

    href: str
    """The list of claims."""
    total: int
    """How many there are."""
    counts: tuple[tuple[ClaimStatus | None, int], ...]
    """How many the desk holds for what, in the order of the list."""
    facts: int
    """How many are claims of fact; the rest are acts, assessments and predictions."""
    single: int
    """How many of these rest on one origin, or on none."""
    perhaps: int
    """How many of the others may rest on one."""
    unknown: int
    """Of how many of these nobody says how they know."""
    matrix: str | None
    """The page that sets claims against sources; None where nobody reports any."""
    corrections: str | None
    """The page of corrections; None where there are none."""


class StatusShare(View, frozen=True, kw_only=True):
    """The claims of one status in a bar."""

    status: ClaimStatus | None
    """What the desk holds of them; None where it says nothing."""
    number: int
    """How many there are."""
    start: int
    """Where its part of the bar begins, in units of the width."""
    width: int
    """How wide that is."""
    href: str | None
    """Where they begin; None where this page shows all and can filter them."""


class StatusBar(View, frozen=True, kw_only=True):
    """How many claims the desk holds for what, as a bar; the words beside it filter the page."""

    total: int
    """How many claims there are."""
    width: int
    """Of the whole bar."""
    shares: tuple[StatusShare, ...]
    """What is open first."""


class StatusGroup(View, frozen=True, kw_only=True):
    """Claims of which the desk holds the same."""

    status: ClaimStatus | None
    """What; None where it says nothing."""
    total: int
    """How many there are on all pages."""
    claims: tuple[ClaimLine, ...]
    """Those on this page."""


class ClaimsView(View, frozen=True, kw_only=True):
    """All claims, by what the desk holds of them."""

    frame: Frame
    """What surrounds the page."""
    brief: ClaimsInBrief
    """How many there are, and what the desk holds of them."""
    bar: StatusBar
    """The same as a bar, which filters them or leads to them."""
    groups: tuple[StatusGroup, ...]
    """The claims on this page."""
    pagination: Pagination | None
    """Where this page stands in the list."""


class SaidInReport(View, frozen=True, kw_only=True):
    """One who says something of a claim."""

    by: PartyShown
    """Who."""
    href: str
    """The report on the page of the claim."""


class StanceGroup(View, frozen=True, kw_only=True):
    """All who say one thing of a claim."""

    stance: Stance
    """asserts, denies, doubts, no-comment."""
    reports: tuple[SaidInReport, ...]
    """In the order of the columns, then those whom nobody names."""


class MatrixCell(View, frozen=True, kw_only=True):
    """What a party says of a claim."""

    stance: Stance
    """asserts, denies, doubts, no-comment."""
    href: str
    """The report on the page of the claim; of several, the first."""


class MatrixRow(View, frozen=True, kw_only=True):
    """A claim, and what each party of the page says of it."""

    line: ClaimLine
    """The claim."""
    cells: tuple[tuple[MatrixCell, ...], ...]
    """In the order of the columns; empty for silence. The last one is for those whom nobody names,
    if the page has a column for them."""
    said: tuple[StanceGroup, ...]
    """The same as a list, for where there is no room for columns."""


class MatrixView(View, frozen=True, kw_only=True):
    """The claims on one subject by sources: who asserts, denies, doubts, or is silent."""

    frame: Frame
    """What surrounds the page."""
    subject: RecordLink | None
    """What they are about; None for those that name no subject."""
    all_tables: str
    """The list of all such tables."""
    total: int
    """How many claims there are."""
    bar: StatusBar
    """What the desk holds of the claims of this page."""
    columns: tuple[RecordLink, ...]
    """Those who speak in the claims of this page, those who speak most first."""
    unnamed: bool
    """Whether there is one more column, for those whom nobody names."""
    rows: tuple[MatrixRow, ...]
    """The claims of this page."""
    pagination: Pagination | None
    """Where this page stands in the list."""


class TableEntry(View, frozen=True, kw_only=True):
    """One subject in the list of tables."""

    subject: RecordLink | None
    """What the claims are about; None for those that name no subject."""
    href: str
    """Their table; empty where there is but one claim."""
    claim: RecordLink | None
    """That one."""
    bar: StatusBar
    """What the desk holds of them."""
    speakers: tuple[int, ...]
    """Who speaks in them: places in `speakers` of the page."""
    somebody_unnamed: bool
    """Whether somebody speaks in them whom nobody names."""


class TablesView(View, frozen=True, kw_only=True):
    """All subjects of claims, with the way to the table of each."""

    frame: Frame
    """What surrounds the page."""
    bar: StatusBar
    """What the desk holds of all claims that somebody reports."""
    speakers: tuple[RecordLink, ...]
    """All who speak in them, in the order of the site."""
    somebody_unnamed: bool
    """Whether somebody speaks in them whom nobody names."""
    tables: tuple[TableEntry, ...]
    """Subjects with most claims first."""


class CorrectionShown(View, frozen=True, kw_only=True):
    """A claim of which the desk holds something else than before."""

    line: ClaimLine
    """The claim."""
    change: StatusChangeShown
    """What has changed."""
    articles: tuple[RecordLink, ...]
    """The articles that carry the claim."""


class CorrectionsView(View, frozen=True, kw_only=True):
    """What the desk has changed its mind about, and what it says is wrong in texts."""

    frame: Frame
    """What surrounds the page."""
    notes: tuple[NoteLine, ...]
    """Annotations that are corrections, newest first, those on this page of the list."""
    note_total: int
    """How many there are."""
    corrections: tuple[CorrectionShown, ...]
    """Newest first, those on this page of the list."""
    total: int
    """How many there are."""
    pagination: Pagination | None
    """Where this page stands in the list."""
