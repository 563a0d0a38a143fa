"""How the origins of claims are counted, from what all sources say of their independence."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from dossierpress.kernel.key import Key, party_key
from dossierpress.model.claims import ClaimReport, ReportedPart, Reporting
from dossierpress.provenance.origins import Origins, find_origins, weakest
from dossierpress.provenance.statements import Party, Statement, read_party
from dossierpress.provenance.ties import Suspicion, Tie, Voices, find_voices
from dossierpress.schema import claim
from dossierpress.schema.claim import ClaimMatter, ClaimPart
from dossierpress.schema.source import SoftTie, SourceMatter


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


def count_asserted(
    reports: Sequence[ClaimReport],
    said: Mapping[int, Statement],
    counted: Counting,
    suspicions: Sequence[Suspicion],
    day: str | None,
) -> tuple[Origins, tuple[ReportedPart, ...]]:
    """Count the origins of those who assert a claim, and of each part that reports name.

    Args:
        reports: All reports of the claim.
        said: Number of a report -> what it says, for the reports that are counted.
        counted: How origins are counted.
        suspicions: Suspicions of the claim.
        day: Day on which the claim was first said (EDTF).

    Returns:
        Its origins, which are those of the weakest part where it has parts; the parts.
    """
    asserting = [one for one in reports if one.stance == "asserts"]

    def count(part: ClaimPart | None) -> Origins:
        counting_for_it = [
            said[one.number]
            for one in asserting
            if one.number in said and one.written.part in (None, part) and not one.stub
        ]
        return counted.count(counting_for_it, suspicions, day)

    parts = tuple(
        ReportedPart(part=part, asserted=count(part))
        for part in dict.fromkeys(one.written.part for one in asserting)
        if part is not None
    )
    return weakest(count(None), [one.asserted for one in parts]), parts


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
