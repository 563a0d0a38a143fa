"""The origins of a claim and why no more count, as its page shows them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from dossierpress.kernel.key import Key, party_key
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.pages.components.claim_values import value_shown
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import link_if_published, party_shown, record_link
from dossierpress.pages.tables.claim_lists import count_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim_origins import (
    GroundsInBrief,
    GroundsShown,
    OriginPartyShown,
    OriginsShown,
    PartOriginsShown,
    PartShown,
    RelayShown,
    ReportingShown,
    SoftTieShown,
    SuspicionShown,
    TieShown,
    UncountedShown,
    VoiceShown,
)
from dossierpress.pages.views.parts import PartyShown
from dossierpress.provenance.origins import Origin, Origins
from dossierpress.provenance.statements import Party, Unnamed
from dossierpress.provenance.ties import Suspicion, Tie, TieKind
from dossierpress.schema.claim import Basis, ClaimPart, Stance
from dossierpress.schema.source import SoftTie


def grounds_in_brief(claim: Claim) -> GroundsInBrief:
    """What is said first of what a claim rests on."""
    return GroundsInBrief(
        reporting=_reporting(claim),
        count=count_shown(claim.matter.kind, claim.asserted),
        whole=_is_whole(claim),
        announced=claim.is_announced,
    )


def _reporting(claim: Claim) -> ReportingShown:
    found = claim.reporting
    return ReportingShown(
        parties=found.parties,
        knowing=found.knowing,
        citing=found.citing,
        silent=found.silent,
        uncounted=found.uncounted,
    )


def _is_whole(claim: Claim) -> bool:
    """Whether anybody whose report counts asserts the whole of it."""
    return not claim.parts or any(
        one.stance == "asserts" and one.counts and one.written.part is None for one in claim.reports
    )


def grounds_shown(here: str, claim: Claim, site: TrackedSite) -> GroundsShown:
    """On what a claim rests, and why on no more."""
    counted = claim.is_counted
    suspicions = claim.suspicions if counted else ()
    certain = [one for one in suspicions if one.confidence == "certain"]
    parts = [one.asserted for one in claim.parts]
    whole = _is_whole(claim)
    doubting = (one.by for one in claim.reports if one.stance == "doubts")

    def parties(found: Iterable[Party]) -> tuple[PartyShown, ...]:
        return tuple(party_shown(here, one, site) for one in dict.fromkeys(found))

    return GroundsShown(
        reporting=_reporting(claim),
        asserted=_origins(here, claim.asserted if whole else Origins(), claim, "asserts", site),
        denied=_origins(here, claim.denied, claim, "denies", site),
        certain=tuple(suspicion_shown(here, one, site) for one in certain),
        suspicions=tuple(
            suspicion_shown(here, one, site) for one in suspicions if one not in certain
        ),
        soft_ties=tuple(_soft_ties(here, claim, [claim.asserted, *parts], site)) if counted else (),
        relays=tuple(
            RelayShown(
                # A party of one voice with somebody who reports on them may report on the others.
                parties=tuple(
                    record_link(here, one, site) for one in relay.parties if one != relay.through
                ),
                through=party_shown(here, relay.through, site),
            )
            for relay in dict.fromkeys(
                one for origins in (claim.asserted, *parts) for one in origins.relays
            )
            if counted
        ),
        silent=tuple(record_link(here, one, site) for one in _silent(claim, parts))
        if counted
        else (),
        uncounted=tuple(
            UncountedShown(party=party_shown(here, party, site), why=why)
            for party, why in _uncounted(claim, site).items()
        ),
        parts=tuple(
            PartOriginsShown(
                part=part_shown(here, one.part, site),
                count=count_shown(claim.matter.kind, one.asserted),
                origins=_origins(here, one.asserted, claim, "asserts", site),
            )
            for one in claim.parts
        ),
        whole=whole,
        holders=() if counted else parties(_everybody(claim.asserted)),
        opponents=() if counted else parties((*_everybody(claim.denied), *doubting)),
    )


def part_shown(here: str, part: ClaimPart, site: TrackedSite) -> PartShown:
    """A part of what a claim says."""
    return PartShown(words=part.words or "", value=value_shown(here, part.value, site))


def suspicion_shown(here: str, one: Suspicion, site: TrackedSite) -> SuspicionShown:
    """Who probably has it from one and the same origin."""
    first, *others = (party_shown(here, party, site) for party in one.parties)
    directed = one.kind == "probably-from"
    return SuspicionShown(
        kind=one.kind,
        parties=tuple(others) if directed else (first, *others),
        origin=first if directed else None,
        because=one.because,
        confidence=one.confidence,
    )


def uncounted_shown(here: str, report: ClaimReport, site: TrackedSite) -> UncountedShown | None:
    """Why a report adds to no count; None where it may."""
    if report.counts:
        return None
    return UncountedShown(party=party_shown(here, report.by, site), why=_why(report, site))


def never_counts(party: Party, site: TrackedSite) -> bool:
    """Whether no report of a party counts, as its record says."""
    if isinstance(party, Unnamed) or party.type != "source":
        return False
    source = site.records.sources.get(party.id)
    return source is not None and source.matter.counts == "never"


def stated_basis(report: ClaimReport) -> Basis | None:
    """How a report says that it knows, whether or not that makes it an origin; None for silence."""
    basis = report.written.basis or report.basis
    return None if basis == "not-stated" else basis


def _origins(
    here: str, origins: Origins, claim: Claim, stance: Stance, site: TrackedSite
) -> OriginsShown:
    if not claim.is_counted:
        return OriginsShown(certain=(), possible=(), unnamed=())

    def voices(*, certain: bool) -> tuple[VoiceShown, ...]:
        return tuple(
            _voice(here, one, claim, stance, site)
            for one in origins.named
            if one.certain == certain
        )

    return OriginsShown(
        certain=voices(certain=True),
        possible=voices(certain=False),
        unnamed=tuple(party.words for party in origins.unnamed),
    )


def _voice(
    here: str, origin: Origin, claim: Claim, stance: Stance, site: TrackedSite
) -> VoiceShown:
    return VoiceShown(
        parties=tuple(
            OriginPartyShown(party=record_link(here, one, site), bases=_bases(one, claim, stance))
            for one in origin.parties
        ),
        ties=_ties(here, origin.ties, site),
    )


def _bases(party: Key, claim: Claim, stance: Stance) -> tuple[Basis, ...]:
    found = (
        stated_basis(one)
        for one in claim.reports
        if one.by == party and one.stance == stance and one.counts
    )
    return tuple(one for one in dict.fromkeys(found) if one is not None)


def _ties(here: str, ties: Iterable[Tie], site: TrackedSite) -> tuple[TieShown, ...]:
    """Ties by what they lead to."""
    sources: dict[tuple[TieKind, Key], list[Key]] = {}
    for tie in ties:
        sources.setdefault((tie.kind, tie.to), []).append(tie.source)
    return tuple(
        TieShown(
            kind=kind,
            sources=tuple(record_link(here, one, site) for one in found),
            to=record_link(here, to, site),
        )
        for (kind, to), found in sources.items()
    )


def _soft_ties(
    here: str, claim: Claim, counted: Sequence[Origins], site: TrackedSite
) -> Iterator[SoftTieShown]:
    """Those between its origins that were in force when it was first said."""
    for tie in dict.fromkeys(one for origins in counted for one in origins.soft_ties):
        for one in site.records.sources[tie.source.id].matter.tied_to:
            is_it = one.kind == tie.kind and party_key(one.to) == tie.to
            if is_it and one.is_in_force(claim.first_said):
                yield soft_tie_shown(here, tie.source, one, site)


def soft_tie_shown(here: str, source: Key, tie: SoftTie, site: TrackedSite) -> SoftTieShown:
    """Why a source may not be independent."""
    return SoftTieShown(
        tie=TieShown(
            kind=tie.kind,
            sources=(record_link(here, source, site),),
            to=record_link(here, party_key(tie.to), site),
        ),
        source=link_if_published(here, "source", tie.source, site),
        since=date_if_known(tie.from_, site),
        until=date_if_known(tie.until, site),
        confidence=tie.confidence,
        note=tie.note,
    )


def soft_ties_of(here: str, party: Key, site: TrackedSite) -> tuple[SoftTieShown, ...]:
    """The sources that may not be independent of a party."""
    return tuple(
        soft_tie_shown(here, source, tie, site) for source, tie in site.soft_ties_of.get(party, ())
    )


def _silent(claim: Claim, parts: Sequence[Origins]) -> Iterator[Key]:
    """Who reports it, may be an origin and says nothing of how they know it."""
    found = (one for origins in (claim.asserted, *parts) for one in origins.silent)
    asserting = {one.by for one in claim.reports if one.stance == "asserts"}
    return (
        one
        for one in dict.fromkeys(found)
        if one in asserting and not _bases(one, claim, "asserts")
    )


def _uncounted(claim: Claim, site: TrackedSite) -> dict[Party, Literal["never", "stub"]]:
    """Those who add to no count, by reporting it or by being cited."""
    asserting = [one for one in claim.reports if one.stance == "asserts"]
    counting = {one.by for one in asserting if one.counts}
    found = {one.by: _why(one, site) for one in asserting if one.by not in counting}
    cited = (party for one in asserting for party in one.citing if never_counts(party, site))
    return {**found, **dict.fromkeys(cited, "never")}


def _why(report: ClaimReport, site: TrackedSite) -> Literal["never", "stub"]:
    return "never" if never_counts(report.by, site) else "stub"


def _everybody(origins: Origins) -> tuple[Party, ...]:
    return (*origins.certain, *origins.silent, *origins.unnamed)
