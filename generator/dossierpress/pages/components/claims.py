"""Claims as lists show them, and the statistics of a party's claims."""

from collections.abc import Callable, Iterable, Sequence

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.pages.components.claim_values import value_shown
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import party_shown, record_link
from dossierpress.pages.tables.claim_tables import HeldUp
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim import ClaimLine
from dossierpress.pages.views.claim_lists import (
    ClaimHeldUp,
    ClaimOfParty,
    HeldUpShown,
    PartyCount,
    StatisticsShown,
)
from dossierpress.schema.claim import ClaimStatus


def claim_line(here: str, id_: str, site: TrackedSite) -> ClaimLine:
    """A claim in a list."""
    place = (here.rpartition("/")[0], id_)
    return site.reads.memo(site.claim_line_cache, place, _claim_line, site)


def _claim_line(place: tuple[str, str], site: TrackedSite) -> ClaimLine:
    folder, id_ = place
    here = f"{folder}/"
    brief = site.claims_in_brief[id_]
    return ClaimLine(
        claim=record_link(here, Key(type="claim", id=id_), site),
        status=brief.status,
        marks=brief.marks,
        told=tuple(tuple(party_shown(here, party, site) for party in way) for way in brief.told),
        told_by_others=brief.told_by_others,
        value=value_shown(here, brief.value, site),
        count=brief.count,
        reports=brief.reports,
        first_said=date_if_known(brief.first_said, site),
        covers=date_if_known(brief.covers, site),
        as_of=date_if_known(brief.as_of, site),
    )


def claim_lines(here: str, ids: Iterable[str], site: TrackedSite) -> tuple[ClaimLine, ...]:
    """Claims in a list."""
    return tuple(claim_line(here, id_, site) for id_ in ids)


def status_anchor(number: int) -> str:
    """Id of a status on the page of its claim; from 0."""
    return f"status-{number + 1}"


def table_link(here: str, subject: str, site: TrackedSite) -> str | None:
    """The way to the table of the claims on a subject; None where there are not several.

    Args:
        here: The page.
        subject: Id of an entity; "" for claims that name none.
        site: What is published.
    """
    if len(site.claims_by_subject.get(subject, ())) < 2:
        return None
    return routes.relative(here, routes.claim_table(subject))


def statistics_shown(
    here: str, party: Key, ids: Iterable[str], site: TrackedSite
) -> StatisticsShown | None:
    """What the claims say of one who speaks in them; None where it speaks in none.

    Args:
        here: The page.
        party: A source or an entity.
        ids: The claims that the page shows.
        site: What is published.
    """
    standing = site.records.claims.standings.get(party)
    if standing is None:
        return None
    return StatisticsShown(
        total=len(site.heard_in[party]),
        rests=len(standing.rests_on_it),
        may_rest=len(standing.may_rest_on_it),
        knows=standing.knows,
        alone=len(standing.alone),
        alone_with_others=len(standing.alone_with_others),
        copies=_counts(here, standing.copies, site),
        copies_unnamed=standing.copies_unnamed,
        copied_by=_counts(here, standing.copied_by, site),
        verbs=standing.verbs,
        claims=tuple(_claim_of_party(here, party, id_, site) for id_ in ids),
    )


def held_up_shown(
    here: str,
    held_up: HeldUp | None,
    cut: Callable[[Sequence[str]], Iterable[str]],
    site: TrackedSite,
) -> HeldUpShown | None:
    """What falls without somebody's word; None where nothing does.

    Args:
        here: The page.
        held_up: The claims.
        cut: Gives the part of a list that the page shows.
        site: What is published.
    """
    if held_up is None or not (held_up.falls or held_up.one_left):
        return None

    def shown(ids: Sequence[str]) -> tuple[ClaimHeldUp, ...]:
        return tuple(
            ClaimHeldUp(
                claim=record_link(here, Key(type="claim", id=id_), site),
                status=site.claims_in_brief[id_].status,
            )
            for id_ in cut(ids)
        )

    return HeldUpShown(
        falls=shown(held_up.falls),
        falls_total=len(held_up.falls),
        one_left=shown(held_up.one_left),
        one_left_total=len(held_up.one_left),
    )


def _claim_of_party(here: str, party: Key, id_: str, site: TrackedSite) -> ClaimOfParty:
    voices = site.voices_in[id_]
    voice: dict[Key, None] = {}
    for origin in voices.named:
        if party in origin.parties:
            voice |= dict.fromkeys((*origin.parties, *origin.followers))
        elif party in origin.followers:
            voice |= dict.fromkeys(origin.parties)
    return ClaimOfParty(
        line=claim_line(here, id_, site),
        stances=voices.stances.get(party, ()),
        origin=("certain" if party in voices.certain else "possible")
        if any(party in origin.parties for origin in voices.named)
        else None,
        one_voice=tuple(record_link(here, one, site) for one in voice if one != party),
    )


def _counts(
    here: str, counts: Iterable[tuple[Key, int]], site: TrackedSite
) -> tuple[PartyCount, ...]:
    return tuple(
        PartyCount(party=record_link(here, party, site), claims=number) for party, number in counts
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
