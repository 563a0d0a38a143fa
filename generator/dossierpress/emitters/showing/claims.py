"""Claims as lists and pages show them: parties, origins, values, lines."""

from collections.abc import Iterable

from dossierpress import dates
from dossierpress.amounts import Amount
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import link, link_if_published
from dossierpress.model.claims import Claim
from dossierpress.model.site import Key
from dossierpress.provenance import Origins, Party, Tie, TieKind, Unnamed
from dossierpress.schema.claim import ClaimStatus, ClaimValue, Stance
from dossierpress.views.claim import (
    ClaimLine,
    CountShown,
    Form,
    OriginsShown,
    TieShown,
    ValueShown,
    VoiceShown,
)
from dossierpress.views.claims import PartyCount, Spoken, StandingShown
from dossierpress.views.parts import PartyShown


def party_shown(here: str, party: Party, edition: Edition) -> PartyShown:
    """Who says something."""
    if isinstance(party, Unnamed):
        return PartyShown(record=None, words=party.words)
    return PartyShown(record=link(here, party, edition), words="")


def origins_shown(here: str, origins: Origins, edition: Edition) -> OriginsShown:
    """On whose own word it rests."""
    return OriginsShown(
        named=tuple(
            VoiceShown(
                parties=tuple(link(here, party, edition) for party in origin.parties),
                ties=_ties(here, origin.ties, edition),
            )
            for origin in origins.named
        ),
        unnamed=tuple(party.words for party in origins.unnamed),
    )


def _ties(here: str, ties: Iterable[Tie], edition: Edition) -> tuple[TieShown, ...]:
    """Ties by what they lead to."""
    sources: dict[tuple[TieKind, Key], list[Key]] = {}
    for tie in ties:
        sources.setdefault((tie.kind, tie.to), []).append(tie.source)
    return tuple(
        TieShown(
            kind=kind,
            sources=tuple(link(here, one, edition) for one in found),
            to=link(here, to, edition),
        )
        for (kind, to), found in sources.items()
    )


def count_shown(claim: Claim) -> CountShown:
    """On how many origins a claim rests."""
    asserted = claim.asserted
    return CountShown(
        kind=claim.matter.kind,
        low=asserted.low,
        high=asserted.high,
        unnamed=len(asserted.unnamed),
        exact=asserted.is_exact,
        known=bool(asserted.certain or asserted.unnamed),
    )


def claim_line(here: str, id_: str, edition: Edition) -> ClaimLine:
    """A claim in a list."""
    claim = edition.site.claims.by_id[id_]
    return ClaimLine(
        claim=link(here, Key(type="claim", id=id_), edition),
        status=claim.status.is_ if claim.status else None,
        marks=claim.marks,
        value=value_shown(here, claim.matter.value, edition),
        count=count_shown(claim),
        reports=len(claim.reports),
        first_said=date_if_known(claim.first_said, edition.config),
        covers=date_if_known(claim.matter.covers, edition.config),
        as_of=date_if_known(claim.matter.as_of, edition.config),
    )


def claim_lines(here: str, ids: Iterable[str], edition: Edition) -> tuple[ClaimLine, ...]:
    """Claims in a list."""
    return tuple(claim_line(here, id_, edition) for id_ in ids)


def value_shown(here: str, value: ClaimValue | None, edition: Edition) -> ValueShown | None:
    """What a claim says, to be compared."""
    if value is None:
        return None
    if value.amount is not None:
        return _amount(value.amount, value.unit)
    return ValueShown(
        form="date" if value.day else "place" if value.place else "text",
        text=value.text or "",
        most="",
        unit=None,
        date=date_if_known(value.day, edition.config),
        place=link_if_published(here, "entity", value.place, edition),
    )


def _amount(amount: Amount, unit: str | None) -> ValueShown:
    least = "" if amount.least is None else f"{amount.least:,f}"
    most = "" if amount.most is None else f"{amount.most:,f}"
    form: Form = "exactly" if least == most else "range"
    if amount.least is None:
        form = "less-than" if amount.below else "at-most"
    elif amount.most is None:
        form = "more-than" if amount.above else "at-least"
    return ValueShown(
        form=form,
        text=least or most,
        most=most if form == "range" else "",
        unit=unit,
        date=None,
        place=None,
    )


def stances_of(claim: Claim, party: Key) -> tuple[Stance, ...]:
    """What a party says of a claim, each once, in the order of its reports."""
    return tuple(dict.fromkeys(one.stance for one in claim.reports if one.by == party))


def heard_in(party: Key, edition: Edition) -> tuple[str, ...]:
    """Ids of the claims in which a party speaks or is cited, in claim order."""
    standing = edition.site.claims.standings.get(party)
    return standing.claims if standing else ()


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
        total=len(standing.claims),
        rests=len(standing.rests_on_it),
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
    for origin in claim.asserted.named:
        if party in origin.parties:
            voice |= dict.fromkeys((*origin.parties, *origin.followers))
        elif party in origin.followers:
            voice |= dict.fromkeys(origin.parties)
    return Spoken(
        line=claim_line(here, id_, edition),
        stances=stances_of(claim, party),
        origin=any(party in origin.parties for origin in claim.asserted.named),
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
