"""The reports of a claim: their parties, their basis, and how their origins are counted.

`reports_of` finds the parties of each report, `basis_of` how its party knows, and `Counting`
holds what all sources say of their independence.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from dossierpress.kernel.key import Key, party_key
from dossierpress.model.claims import ClaimReport, Reporting
from dossierpress.provenance.origins import Origins, find_origins
from dossierpress.provenance.statements import Party, Statement, read_party
from dossierpress.provenance.ties import Suspicion, Tie, Voices, find_voices
from dossierpress.schema import claim
from dossierpress.schema.claim import Basis, ClaimMatter, Report
from dossierpress.schema.shared_types import is_stub_alone
from dossierpress.schema.source import SoftTie, SourceKind, SourceMatter

OUTLETS: frozenset[SourceKind] = frozenset(
    ("newspaper", "online", "wire", "broadcaster", "state-media", "social")
)
"""Kinds of sources that print statements of others."""


def basis_of(
    report: Report, by: Party, citing: Sequence[Party], sources: Mapping[str, SourceMatter]
) -> Basis:
    """Return the basis by which a report counts.

    It is the basis of the report, or that of its source for all reports that cite nobody. It never
    claims more than is stated: an outlet that prints a statement and does not say whose is no
    origin, and a party that cites a document which is a source here has it from there.
    """
    if report.basis is None:
        source = _source(by, sources)
        stated = source.basis if source is not None and not citing else None
        return stated or "not-stated"
    if is_statement_of_nobody(report, by, citing, sources):
        return "not-stated"
    if report.basis == "document" and any(
        (source := _source(party, sources)) is not None and source.kind == "document"
        for party in citing
    ):
        return "not-stated"
    return report.basis


def is_statement_of_nobody(
    report: Report, by: Party, citing: Sequence[Party], sources: Mapping[str, SourceMatter]
) -> bool:
    """Whether an outlet prints a statement and does not say whose it is."""
    source = _source(by, sources)
    return (
        report.basis == "handout" and not citing and source is not None and source.kind in OUTLETS
    )


def _source(party: Party, sources: Mapping[str, SourceMatter]) -> SourceMatter | None:
    if isinstance(party, Key) and party.type == "source":
        return sources.get(party.id)
    return None


class Counting(Struct, frozen=True, kw_only=True):
    """The ties of all sources, and the sources that never count."""

    voices: Voices
    """The voices by certain ties."""
    suspected: Callable[[str | None], Voices]
    """Day (EDTF) -> the voices by certain ties and by the soft ones that were in force then."""
    never: frozenset[Key]
    """Sources that never count as origins."""

    def count(
        self, statements: Sequence[Statement], suspicions: Sequence[Suspicion], day: str | None
    ) -> Origins:
        """Find the origins of statements that have one stance.

        Args:
            statements: Those statements of one claim that may count.
            suspicions: Suspicions of the claim.
            day: Day on which the claim was first said (EDTF).
        """
        return find_origins(
            statements,
            self.voices,
            suspected=self.suspected(day),
            suspicions=suspicions,
            never=self.never,
        )


def counting_by(sources: Mapping[str, SourceMatter]) -> Counting:
    """Collect the owners, publishers, feeds and ties of sources, and those that never count."""
    certain = find_voices(ties(sources))
    return Counting(
        voices=certain,
        suspected=_suspected_voices(sources, certain),
        never=frozenset(
            Key(type="source", id=id_)
            for id_, matter in sources.items()
            if matter.counts == "never"
        ),
    )


def ties(sources: Mapping[str, SourceMatter]) -> Iterator[Tie]:
    """The certain ties of sources."""
    for id_, matter in sources.items():
        here = Key(type="source", id=id_)
        if matter.owner is not None:
            yield Tie(source=here, kind="owner", to=Key(type="entity", id=matter.owner))
        if matter.publisher is not None:
            yield Tie(source=here, kind="publisher", to=party_key(matter.publisher))
        for feed in matter.feeds_from:
            yield Tie(source=here, kind="feed", to=Key(type="source", id=feed))


def soft_ties(sources: Mapping[str, SourceMatter]) -> Iterator[tuple[Tie, SoftTie]]:
    """The soft ties of sources, with what the author says of each."""
    for id_, matter in sources.items():
        for tie in matter.tied_to:
            yield Tie(source=Key(type="source", id=id_), kind=tie.kind, to=party_key(tie.to)), tie


def _suspected_voices(
    sources: Mapping[str, SourceMatter], certain: Voices
) -> Callable[[str | None], Voices]:
    soft = list(soft_ties(sources))
    if not soft:
        return lambda _: certain
    all_certain = list(ties(sources))

    @cache
    def made(kept: frozenset[Tie]) -> Voices:
        return find_voices([*all_certain, *(tie for tie, _ in soft if tie in kept)])

    def on(day: str | None) -> Voices:
        return made(frozenset(tie for tie, written in soft if written.is_in_force(day)))

    return on


def statement_of(one: ClaimReport) -> Statement:
    """Make the statement of a report, for counting origins."""
    return Statement(by=one.by, citing=one.citing, stance=one.stance, basis=one.basis, via=one.via)


def reporting(reports: Sequence[ClaimReport]) -> Reporting:
    """Count the parties that assert a claim, by their basis."""
    asserting = [one for one in reports if one.stance == "asserts"]
    parties = {one.by for one in asserting if one.counts}
    knowing = {one.by for one in asserting if one.counts and one.basis != "not-stated"}
    citing = {one.by for one in asserting if one.counts and one.citing} - knowing
    return Reporting(
        parties=len(parties),
        knowing=len(knowing),
        citing=len(citing),
        silent=len(parties - knowing - citing),
        uncounted=len({one.by for one in asserting} - parties),
    )


def suspicions(
    matter: ClaimMatter, reports: Sequence[ClaimReport], stand_ins: Collection[str]
) -> tuple[Suspicion, ...]:
    """The suspicions of a claim, those of single reports first.

    Args:
        matter: Front matter as published.
        reports: Its reports.
        stand_ins: Words that stand for somebody private.
    """
    found = [one for report in reports for one in report.suspicions]
    everybody = dict.fromkeys(one for report in reports for one in (report.by, *report.citing))
    found += [probably_from(everybody, one, stand_ins) for one in matter.probably_from]
    found += [
        Suspicion(
            kind="one-origin",
            parties=tuple(dict.fromkeys(read_party(one, None, stand_ins) for one in group.of)),
            because=group.because,
            confidence=group.confidence,
        )
        for group in matter.one_origin
    ]
    return of_several(found)


def of_several(found: Iterable[Suspicion]) -> tuple[Suspicion, ...]:
    """Leave out suspicions that a party has the claim from itself."""
    return tuple(one for one in found if len(one.parties) > 1)


def probably_from(
    parties: Iterable[Party], from_: claim.Suspicion, stand_ins: Collection[str]
) -> Suspicion:
    """Make the suspicion that parties have the claim from another one, which comes first in it."""
    return Suspicion(
        kind="probably-from",
        parties=tuple(dict.fromkeys((read_party(from_, None, stand_ins), *parties))),
        because=from_.because,
        confidence=from_.confidence,
    )


def reports_of(
    matter: ClaimMatter, sources: Mapping[str, SourceMatter], stand_ins: Collection[str]
) -> tuple[ClaimReport, ...]:
    """Find the parties of the reports of a claim, their basis, and whether they count.

    Args:
        matter: The claim, with references that exist.
        sources: The published sources, by id.
        stand_ins: Words that stand for somebody private.
    """
    made = []
    for number, report in enumerate(matter.reports):
        by = read_party(report.by, None, stand_ins)
        hearing = by if isinstance(by, Key) else None
        citing = tuple(dict.fromkeys(read_party(one, hearing, stand_ins) for one in report.citing))
        of = sources.get(by.id) if isinstance(by, Key) and by.type == "source" else None
        stub = is_stub_alone(report, of.access if of else ())
        made.append(
            ClaimReport(
                number=number,
                by=by,
                citing=citing,
                stance=report.stance,
                basis=basis_of(report, by, citing, sources),
                via=_via(report, by, stand_ins),
                stub=stub,
                suspicions=of_several(
                    probably_from((by,), one, stand_ins) for one in report.probably_from
                ),
                counts=not stub and (of is None or of.counts != "never"),
                article=report.article,
                written=report,
            )
        )
    return tuple(made)


def _via(report: Report, by: Party, stand_ins: Collection[str]) -> Party | None:
    """The party that quotes a report; None if it quotes itself."""
    via = read_party(report.via, None, stand_ins) if report.via else None
    # Two unnamed parties with the same words may be two persons.
    return None if via == by and isinstance(by, Key) else via
