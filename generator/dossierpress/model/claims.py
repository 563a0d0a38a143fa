"""Claims as they are published: who says so, what it comes down to, and what speaks against it."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import LinkedBody
from dossierpress.provenance.origins import Origins
from dossierpress.provenance.statements import Chain, Party
from dossierpress.provenance.ties import Suspicion
from dossierpress.schema import claim
from dossierpress.schema.claim import (
    COUNTED_KINDS,
    Basis,
    ClaimMatter,
    Report,
    Stance,
    StatusChange,
)

Mark = Literal[
    "unsourced",
    "basis-not-stated",
    "single-origin",
    "perhaps-single-origin",
    "unnamed-origin",
    "denied",
    "doubted",
    "denied-by-its-origin",
]
"""What a reader must know of a claim wherever it is shown."""


class ClaimReport(Struct, frozen=True, kw_only=True, gc=False):
    """One report, with those whom it names found."""

    number: int
    """Its place in the claim, from 0."""
    by: Party
    citing: tuple[Party, ...]
    stance: Stance
    basis: Basis
    """How they know: as the report says, or as their source does where it cites nobody."""
    via: Party | None
    """Who quotes it, where the desk knows it from there alone."""
    stub: bool
    """Whether nothing but a stub of it was read."""
    suspicions: tuple[Suspicion, ...]
    """From whom they probably have it, without saying so."""
    counts: bool
    """Whether it can add to a count; a stub is no support, and some sources never count."""
    article: str | None
    """Id of the article of this dossier that holds it."""
    written: Report
    """The rest of it, as the author wrote it."""


class ClaimRelation(Struct, frozen=True, kw_only=True, gc=False):
    """A claim speaks for or against another one, seen from one of the two."""

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
    """How many parties assert a claim; nobody is counted twice."""

    parties: int = 0
    """All that count."""
    knowing: int = 0
    """Those of them who say how they know it."""
    citing: int = 0
    """Those of the others who say from whom they have it."""
    silent: int = 0
    """Those of the others who say neither."""
    uncounted: int = 0
    """Those that do not count."""


class ReportedPart(Struct, frozen=True, kw_only=True, gc=False):
    """A part of a claim that some reports confirm alone."""

    part: claim.ClaimPart
    asserted: Origins
    """Of the reports of the part and of those of the whole."""


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """A published claim."""

    id: str
    path: str
    """The file that it was written in."""
    matter: ClaimMatter
    """Without what leads to something withheld; see `reports` for the reports."""
    body: LinkedBody
    reports: tuple[ClaimReport, ...]
    asserted: Origins
    """On whose own word those rest who assert it; where it has parts, of the weakest one."""
    parts: tuple[ReportedPart, ...]
    """In the order in which the reports name them."""
    reporting: Reporting
    """How many assert it, and how many of them say how they know."""
    suspicions: tuple[Suspicion, ...]
    """Why some of them may have it from one another, or from somebody else."""
    denied: Origins
    """The same for those who deny it."""
    circles: tuple[tuple[Party, ...], ...]
    """Those who rest on one another alone; an error, so that nothing with one is published."""
    chains: tuple[Chain, ...]
    """How it came from them to those who report it; their steps count in `reports`."""
    status: StatusChange | None
    """What the desk holds of it now; None where it says nothing."""
    marks: tuple[Mark, ...]
    relations: tuple[ClaimRelation, ...]
    articles: tuple[str, ...]
    """Ids of the articles that carry it, in article order."""
    first_said: str | None
    """EDTF."""

    @property
    def is_counted(self) -> bool:
        """Whether origins say anything of it: an opinion and a forecast have holders."""
        return self.matter.kind in COUNTED_KINDS

    @property
    def is_announced(self) -> bool:
        """Whether it is an act that whoever acts announces; their own word is enough for that."""
        return self.matter.kind == "act" and any(
            one.stance == "asserts" and one.basis == "official" and one.counts
            for one in self.reports
        )


class SourceStatistics(Struct, frozen=True, kw_only=True, gc=False):
    """What the reports of all claims say of one source or entity that speaks in them."""

    party: Key
    claims: tuple[str, ...]
    """In which it speaks or is cited, in claim order."""
    reports: tuple[tuple[str, int], ...]
    """(claim, number of the report), in claim order."""
    rests_on_it: tuple[str, ...]
    """Claims of which it is an origin: it says how it knows, or others name it as their source."""
    may_rest_on_it: tuple[str, ...]
    """Those of which it may be one: it says neither how it knows nor from whom it has it."""
    knows: tuple[tuple[Basis, int], ...]
    """(how it says that it knows, of how many claims), most often first; of those that it
    asserts."""
    alone: tuple[str, ...]
    """Those that rest on it and have no other origin."""
    alone_with_others: tuple[str, ...]
    """Those of these that rest on the word of others too, who are one voice with it."""
    copies: tuple[tuple[Key, int], ...]
    """(whom it cites, in how many claims), most often first."""
    copies_unnamed: tuple[tuple[str, int], ...]
    """(somebody unnamed whom it cites, as it speaks of them, in how many reports), most often
    first. The same words may mean several people."""
    copied_by: tuple[tuple[Key, int], ...]
    """(who cites it, in how many claims), most often first."""
    verbs: tuple[tuple[str, int], ...]
    """(how it puts what it reports, how often), most often first."""


class Naming(Struct, frozen=True, kw_only=True, gc=False):
    """What a source calls an entity."""

    entity: str
    source: str
    words: str
    """As it writes them."""
    times: int
    """How often, in its quotes and in the articles that were first published there."""


class Claims(Struct, frozen=True, kw_only=True):
    """All claims of the dossier, and the tables about them."""

    by_id: Mapping[str, Claim] = field(default_factory=dict)
    """Newest first."""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Entity id -> the claims about it, and those that have it as their value."""
    carried_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Article id -> the claims that it carries, in the order in which it names them."""
    standings: Mapping[Key, SourceStatistics] = field(default_factory=dict)
    namings: Mapping[str, tuple[Naming, ...]] = field(default_factory=dict)
    """Entity id -> what each source calls it, by source and most often first."""
