"""Claims as they are published: their reports, origins, relations and statistics."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import LinkedBody
from dossierpress.provenance.chains import Chain, chains
from dossierpress.provenance.origins import Origins
from dossierpress.provenance.statements import Party, Statement
from dossierpress.provenance.ties import Suspicion
from dossierpress.provenance.withdrawals import Loss
from dossierpress.schema import claim
from dossierpress.schema.claim import (
    COUNTED_KINDS,
    Basis,
    ClaimMatter,
    Report,
    Stance,
    StatusChange,
)
from dossierpress.schema.glossary import Mark


class ClaimReport(Struct, frozen=True, kw_only=True, gc=False):
    """One report, with the parties that it names resolved."""

    number: int
    """Its place in the claim, from 0."""
    anchor: str
    """Its id on the page of the claim, made from who says what, when and where."""
    former: tuple[str, ...] = ()
    """Ids that it had before."""
    by: Party
    citing: tuple[Party, ...]
    stance: Stance
    basis: Basis
    """How they know: as the report says, or as their source's record does if it cites nobody."""
    via: Party | None
    """Who quotes it, if the desk knows the report only from that quotation."""
    stub: bool
    """Whether only a stub of it was read."""
    suspicions: tuple[Suspicion, ...]
    """The undisclosed source that they probably have it from."""
    counts: bool
    """Whether it may count as support; a stub does not, and some sources never do."""
    article: str | None
    """Id of the article of this dossier that holds it."""
    written: Report
    """The report as the author wrote it."""

    @property
    def statement(self) -> Statement:
        """What it says, for counting origins."""
        return Statement(
            by=self.by, citing=self.citing, stance=self.stance, basis=self.basis, via=self.via
        )


class ClaimRelation(Struct, frozen=True, kw_only=True, gc=False):
    """A claim supports or contradicts another one, seen from one of the two."""

    there: str
    type: Literal[
        "supports",
        "supported-by",
        "contradicts",
        "supersedes",
        "superseded-by",
        "disagrees",
    ]
    """`disagrees`: both have a value, the values exclude each other, and neither claim says so."""
    note: str | None


class Reporting(Struct, frozen=True, kw_only=True, gc=False):
    """How many parties assert a claim, each counted once."""

    parties: int = 0
    """All parties that count."""
    knowing: int = 0
    """Those of them who say how they know it."""
    citing: int = 0
    """Those of the others who name whom they have it from."""
    silent: int = 0
    """Those of the others who say neither."""
    uncounted: int = 0
    """Parties that do not count."""


class ReportedPart(Struct, frozen=True, kw_only=True, gc=False):
    """A part of a claim that some reports confirm alone."""

    part: claim.ClaimPart
    asserted: Origins
    """From the reports of the part and those of the whole claim."""


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """A published claim."""

    id: str
    path: str
    """The file that it was written in."""
    matter: ClaimMatter
    """Without references to anything withheld; `reports` has the reports."""
    body: LinkedBody
    reports: tuple[ClaimReport, ...]
    asserted: Origins
    """The origins of those who assert it; where it has parts, the origins of the weakest part."""
    parts: tuple[ReportedPart, ...]
    """In the order in which the reports name them."""
    reporting: Reporting
    """How many parties assert it, and how many of them say how they know."""
    suspicions: tuple[Suspicion, ...]
    """Ties through which some of them may not be independent."""
    denied: Origins
    """The same for those who deny it."""
    circles: tuple[tuple[Party, ...], ...]
    """Circles of parties who cite only one another; an error, so none is ever published."""
    status: StatusChange | None
    """The desk's current judgement; None where there is none."""
    marks: tuple[Mark, ...]
    relations: tuple[ClaimRelation, ...]
    articles: tuple[str, ...]
    """Ids of the articles that carry it, in article order."""
    first_said: str | None
    """EDTF."""

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains from the origins to those who report it; steps are indices in `reports`."""
        return () if self.circles else chains([one.statement for one in self.reports])

    @property
    def is_counted(self) -> bool:
        """Whether its origins are counted: an opinion and a forecast have holders instead."""
        return self.matter.kind in COUNTED_KINDS

    @property
    def is_announced(self) -> bool:
        """Whether it is an announced act, for which the word of whoever acts is enough."""
        return self.matter.kind == "act" and any(
            one.stance == "asserts" and one.basis == "official" and one.counts
            for one in self.reports
        )


class KnownOnDay(Struct, frozen=True, kw_only=True, gc=False):
    """What was known of a claim at the end of a day, by the reports that were published by then."""

    day: str
    """YYYY-MM-DD."""
    reports: tuple[int, ...]
    """Numbers of the reports of that day."""
    asserted: Origins
    marks: tuple[Mark, ...]


class KnownThen(Struct, frozen=True, kw_only=True, gc=False):
    """What was known of a claim, day by day."""

    days: tuple[KnownOnDay, ...] = ()
    """Oldest first; none where all reports are of one day."""
    undated: int = 0
    """Reports that are of no day."""
    more: int = 0
    """Later days that are left out, of very many."""


class SourceStatistics(Struct, frozen=True, kw_only=True, gc=False):
    """Statistics on one source or entity, from the reports of all claims."""

    party: Key
    claims: tuple[str, ...]
    """Claims in which it speaks or is cited, in claim order."""
    reports: tuple[tuple[str, int], ...]
    """(claim, number of the report), in claim order."""
    rests_on_it: tuple[str, ...]
    """Claims of which it is an origin: it says how it knows, or others name it as their source."""
    may_rest_on_it: tuple[str, ...]
    """Claims of which it may be an origin: it gives neither its basis nor whom it has it from."""
    knows: tuple[tuple[Basis, int], ...]
    """(basis, number of claims), most frequent first, for the claims that it asserts."""
    alone: tuple[str, ...]
    """Claims whose only origin it is."""
    alone_with_others: tuple[str, ...]
    """Those of them that also rest on others, who count as one origin with it."""
    copies: tuple[tuple[Key, int], ...]
    """(whom it cites, in how many claims), most frequent first."""
    copies_unnamed: tuple[tuple[str, int], ...]
    """(its words for an unnamed party that it cites, in how many reports), most frequent first.
    The same words may mean several people."""
    copied_by: tuple[tuple[Key, int], ...]
    """(who cites it, in how many claims), most frequent first."""
    verbs: tuple[tuple[str, int], ...]
    """(reporting verb, how often it uses it), most frequent first."""


class Naming(Struct, frozen=True, kw_only=True, gc=False):
    """What a source calls an entity."""

    entity: str
    source: str
    words: str
    """The words, as the source writes them."""
    times: int
    """How often, in its quotes and in articles that it first published."""


class Claims(Struct, frozen=True, kw_only=True):
    """All claims of the dossier, and the tables about them."""

    by_id: Mapping[str, Claim] = field(default_factory=dict)
    """Newest first."""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Entity id -> the claims about it, and those that have it as their value."""
    carried_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Article id -> the claims that it carries, in the order in which it names them."""
    standings: Mapping[Key, SourceStatistics] = field(default_factory=dict)
    losses: Mapping[str, tuple[tuple[Key, Loss], ...]] = field(default_factory=dict)
    """Claim id -> (party, what it loses if the word of that party is withdrawn); found when it is
    asked for."""
    known_then: Mapping[str, KnownThen] = field(default_factory=dict)
    """Claim id -> what was known of it on each day; found when it is asked for."""
    quoting: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    """Source or entity -> the claims with a report that is known from its quotation alone."""
    namings: Mapping[str, tuple[Naming, ...]] = field(default_factory=dict)
    """Entity id -> what each source calls it, by source, most frequent first."""
