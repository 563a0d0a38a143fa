"""Claims as lists show them, and what they say of one who speaks in them."""

from collections.abc import Iterable

from dossierpress import dates
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.claim_origins import count_shown
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import link
from dossierpress.emitters.showing.values import value_shown
from dossierpress.model.claims import Claim
from dossierpress.model.key import Key
from dossierpress.schema.claim import ClaimStatus, Stance
from dossierpress.views.claim import ClaimLine
from dossierpress.views.claims import PartyCount, Spoken, StandingShown


def claim_line(here: str, id_: str, edition: Edition) -> ClaimLine:
    """A claim in a list."""
    claim = edition.site.claims.by_id[id_]
    return ClaimLine(
        claim=link(here, Key(type="claim", id=id_), edition),
        status=claim.status.is_ if claim.status else None,
        marks=claim.marks,
        value=value_shown(here, claim.matter.value, edition),
        count=count_shown(claim.matter.kind, claim.asserted),
        reports=len(claim.reports),
        first_said=date_if_known(claim.first_said, edition),
        covers=date_if_known(claim.matter.covers, edition),
        as_of=date_if_known(claim.matter.as_of, edition),
    )


def claim_lines(here: str, ids: Iterable[str], edition: Edition) -> tuple[ClaimLine, ...]:
    """Claims in a list."""
    return tuple(claim_line(here, id_, edition) for id_ in ids)


def stances_of(claim: Claim, party: Key) -> tuple[Stance, ...]:
    """What a party says of a claim, each once, in the order of its reports."""
    return tuple(dict.fromkeys(one.stance for one in claim.reports if one.by == party))


def standing_shown(
    here: str, party: Key, ids: Iterable[str], edition: Edition
) -> StandingShown | None:
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
    return StandingShown(
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
        claims=tuple(_spoken(here, party, id_, edition) for id_ in ids),
    )


def _spoken(here: str, party: Key, id_: str, edition: Edition) -> Spoken:
    claim = edition.site.claims.by_id[id_]
    voice: dict[Key, None] = {}
    named = claim.asserted.named if claim.is_counted else ()
    for origin in named:
        if party in origin.parties:
            voice |= dict.fromkeys((*origin.parties, *origin.followers))
        elif party in origin.followers:
            voice |= dict.fromkeys(origin.parties)
    return Spoken(
        line=claim_line(here, id_, edition),
        stances=stances_of(claim, party),
        origin=("certain" if party in claim.asserted.certain else "possible")
        if any(party in origin.parties for origin in named)
        else None,
        one_voice=tuple(link(here, one, edition) for one in voice if one != party),
    )


def _counts(
    here: str, counts: Iterable[tuple[Key, int]], edition: Edition
) -> tuple[PartyCount, ...]:
    return tuple(
        PartyCount(party=link(here, party, edition), claims=number) for party, number in counts
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
