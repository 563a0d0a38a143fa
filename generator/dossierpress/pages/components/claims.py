"""Claims as lists show them, and statistics of a party: its claims, and what outlets call whom."""

from collections.abc import Iterable
from itertools import groupby

from dossierpress.kernel import dates
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim, Naming
from dossierpress.pages.components.claim_origins import count_shown, value_shown
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim import ClaimLine
from dossierpress.pages.views.claim_lists import (
    ClaimOfParty,
    NamingForm,
    NamingShown,
    PartyCount,
    StatisticsShown,
)
from dossierpress.schema.claim import ClaimStatus, Stance


def claim_line(here: str, id_: str, edition: TrackedSite) -> ClaimLine:
    """A claim in a list."""
    claim = edition.site.claims.by_id[id_]
    return ClaimLine(
        claim=record_link(here, Key(type="claim", id=id_), edition),
        status=claim.status.is_ if claim.status else None,
        marks=claim.marks,
        value=value_shown(here, claim.matter.value, edition),
        count=count_shown(claim.matter.kind, claim.asserted),
        reports=len(claim.reports),
        first_said=date_if_known(claim.first_said, edition),
        covers=date_if_known(claim.matter.covers, edition),
        as_of=date_if_known(claim.matter.as_of, edition),
    )


def claim_lines(here: str, ids: Iterable[str], edition: TrackedSite) -> tuple[ClaimLine, ...]:
    """Claims in a list."""
    return tuple(claim_line(here, id_, edition) for id_ in ids)


def stances_of(claim: Claim, party: Key) -> tuple[Stance, ...]:
    """What a party says of a claim, each once, in the order of its reports."""
    return tuple(dict.fromkeys(one.stance for one in claim.reports if one.by == party))


def statistics_shown(
    here: str, party: Key, ids: Iterable[str], edition: TrackedSite
) -> StatisticsShown | None:
    """What the claims say of one who speaks in them; None where it speaks in none.

    Args:
        here: The page.
        party: A source or an entity.
        ids: The claims that the page shows.
        edition: What is published.
    """
    standing = edition.site.claims.standings.get(party)
    if standing is None:
        return None
    return StatisticsShown(
        total=len(edition.heard_in[party]),
        rests=len(standing.rests_on_it),
        may_rest=len(standing.may_rest_on_it),
        knows=standing.knows,
        alone=len(standing.alone),
        alone_with_others=len(standing.alone_with_others),
        copies=_counts(here, standing.copies, edition),
        copies_unnamed=standing.copies_unnamed,
        copied_by=_counts(here, standing.copied_by, edition),
        verbs=standing.verbs,
        claims=tuple(_claim_of_party(here, party, id_, edition) for id_ in ids),
    )


def _claim_of_party(here: str, party: Key, id_: str, edition: TrackedSite) -> ClaimOfParty:
    claim = edition.site.claims.by_id[id_]
    voice: dict[Key, None] = {}
    named = claim.asserted.named if claim.is_counted else ()
    for origin in named:
        if party in origin.parties:
            voice |= dict.fromkeys((*origin.parties, *origin.followers))
        elif party in origin.followers:
            voice |= dict.fromkeys(origin.parties)
    return ClaimOfParty(
        line=claim_line(here, id_, edition),
        stances=stances_of(claim, party),
        origin=("certain" if party in claim.asserted.certain else "possible")
        if any(party in origin.parties for origin in named)
        else None,
        one_voice=tuple(record_link(here, one, edition) for one in voice if one != party),
    )


def _counts(
    here: str, counts: Iterable[tuple[Key, int]], edition: TrackedSite
) -> tuple[PartyCount, ...]:
    return tuple(
        PartyCount(party=record_link(here, party, edition), claims=number)
        for party, number in counts
    )


def status_on(claim: Claim, day: str | None) -> ClaimStatus | None:
    """What the desk held of a claim on a day (EDTF); of a long day, at its end.

    A first judgement without a date holds from the beginning; of later ones nobody knows.
    """
    if day is None:
        return None
    held = [
        one
        for number, one in enumerate(claim.matter.status)
        if (number == 0 if one.on is None else not began_after(one.on, day))
    ]
    return held[-1].is_ if held else None


def began_after(date: str, day: str) -> bool:
    """Whether what began on a date (EDTF) was not there yet at the end of a day."""
    return dates.is_before(day, date)


def names_given_to(here: str, entity: str, edition: TrackedSite) -> tuple[NamingShown, ...]:
    """What sources call an entity; nothing where all of them call it as this dossier does."""
    known = edition.site.claims.namings.get(entity, ())
    name = record_link(here, Key(type="entity", id=entity), edition).name.text
    if all(one.words == name for one in known):
        return ()
    return tuple(
        _naming_shown(here, Key(type="source", id=source), group, edition)
        for source, group in groupby(known, key=lambda one: one.source)
    )


def names_given_by(
    here: str, source: str, entities: Iterable[str], edition: TrackedSite
) -> tuple[NamingShown, ...]:
    """What a source calls each of some entities."""
    known = edition.site.claims.namings
    return tuple(
        _naming_shown(
            here,
            Key(type="entity", id=entity),
            [one for one in known[entity] if one.source == source],
            edition,
        )
        for entity in entities
    )


def _naming_shown(
    here: str, other: Key, group: Iterable[Naming], edition: TrackedSite
) -> NamingShown:
    return NamingShown(
        record=record_link(here, other, edition),
        forms=tuple(
            NamingForm(
                text=one.words,
                times=one.times,
                own=one.words in _own_names(one.entity, edition),
            )
            for one in group
        ),
    )


def _own_names(entity: str, edition: TrackedSite) -> frozenset[str]:
    """The names of an entity in all languages, without its other names."""
    return frozenset(one.text for one in edition.site.entities[entity].matter.name)
