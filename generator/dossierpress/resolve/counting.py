"""How the origins of claims are counted: from what sources and claims say of one another."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from dossierpress.model.claims import ClaimReport, Reporting
from dossierpress.model.key import Key, party_key
from dossierpress.provenance import (
    Origins,
    Party,
    Statement,
    Suspicion,
    Tie,
    Voices,
    origins,
    voices,
)
from dossierpress.resolve.party import party
from dossierpress.schema import claim
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.source import SoftTie, SourceMatter


class Counting(Struct, frozen=True, kw_only=True):
    """What all sources of the dossier say of their independence."""

    voices: Voices
    """By certain ties."""
    suspected: Callable[[str | None], Voices]
    """Day (EDTF) -> the same by certain ties and by the soft ones that were in force then."""
    never: frozenset[Key]
    """Sources that are no origin, whatever they say."""

    def count(
        self, said: Sequence[Statement], suspicions: Sequence[Suspicion], day: str | None
    ) -> Origins:
        """Find the origins of statements that have one stance.

        Args:
            said: Of one claim, those that may count.
            suspicions: Of the claim.
            day: On which it was first said.
        """
        return origins(
            said,
            self.voices,
            suspected=self.suspected(day),
            suspicions=suspicions,
            never=self.never,
        )


def counting(sources: Mapping[str, SourceMatter]) -> Counting:
    """Put together what sources say of their owners, their feeds, their ties, and of themselves."""
    certain = voices(ties(sources))
    return Counting(
        voices=certain,
        suspected=_suspected(sources, certain),
        never=frozenset(
            Key(type="source", id=id_)
            for id_, matter in sources.items()
            if matter.counts == "never"
        ),
    )


def ties(sources: Mapping[str, SourceMatter]) -> Iterator[Tie]:
    """Why sources are not independent of one another."""
    for id_, matter in sources.items():
        here = Key(type="source", id=id_)
        if matter.owner is not None:
            yield Tie(source=here, kind="owner", to=Key(type="entity", id=matter.owner))
        if matter.publisher is not None:
            yield Tie(source=here, kind="publisher", to=party_key(matter.publisher))
        for feed in matter.feeds_from:
            yield Tie(source=here, kind="feed", to=Key(type="source", id=feed))


def soft_ties(sources: Mapping[str, SourceMatter]) -> Iterator[tuple[Tie, SoftTie]]:
    """Why sources may not be independent of somebody; with what the author says of it."""
    for id_, matter in sources.items():
        for tie in matter.tied_to:
            yield Tie(source=Key(type="source", id=id_), kind=tie.kind, to=party_key(tie.to)), tie


def _suspected(
    sources: Mapping[str, SourceMatter], certain: Voices
) -> Callable[[str | None], Voices]:
    soft = list(soft_ties(sources))
    if not soft:
        return lambda _: certain
    all_certain = list(ties(sources))

    @cache
    def made(kept: frozenset[Tie]) -> Voices:
        return voices([*all_certain, *(tie for tie, _ in soft if tie in kept)])

    def on(day: str | None) -> Voices:
        return made(frozenset(tie for tie, written in soft if written.is_in_force(day)))

    return on


def statement(one: ClaimReport) -> Statement:
    """A report, as far as it matters for whose word the claim rests on."""
    return Statement(by=one.by, citing=one.citing, stance=one.stance, basis=one.basis, via=one.via)


def reporting(reports: Sequence[ClaimReport]) -> Reporting:
    """Count who asserts a claim, by what they say of how they know it."""
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
    """What the author of a claim suspects, of single reports first.

    Args:
        matter: As it may be published.
        reports: Its reports.
        stand_ins: Words that stand for somebody private.
    """
    found = [one for report in reports for one in report.suspicions]
    everybody = dict.fromkeys(one for report in reports for one in (report.by, *report.citing))
    found += [probably_from(everybody, one, stand_ins) for one in matter.probably_from]
    found += [
        Suspicion(
            kind="one-origin",
            parties=tuple(dict.fromkeys(party(one, None, stand_ins) for one in group.of)),
            because=group.because,
            confidence=group.confidence,
        )
        for group in matter.one_origin
    ]
    return of_several(found)


def of_several(found: Iterable[Suspicion]) -> tuple[Suspicion, ...]:
    """Leave out what says of somebody that they have it from themselves."""
    return tuple(one for one in found if len(one.parties) > 1)


def probably_from(
    parties: Iterable[Party], from_: claim.Suspicion, stand_ins: Collection[str]
) -> Suspicion:
    """Somebody from whom parties probably have it; they come first in the suspicion."""
    return Suspicion(
        kind="probably-from",
        parties=tuple(dict.fromkeys((party(from_, None, stand_ins), *parties))),
        because=from_.because,
        confidence=from_.confidence,
    )
