"""What falls if somebody's word is withdrawn, against removal by brute force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dossierpress.claims.counting import counting_by, ties
from dossierpress.claims.withdrawals import losses
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.model.site import Site
from dossierpress.provenance.statements import Party, Statement, Unnamed
from dossierpress.provenance.ties import Tie
from dossierpress.provenance.withdrawals import Loss, left_without, loss, parties_of
from dossierpress.schema.claim import ClaimPart
from harness import ROOT
from provenance.by_hand import ENTITIES, SOURCES, Told, at_random, by_hand
from test_recorded_reads import must_read

A, B, C, D, E, F = SOURCES
X, Y, Z = ENTITIES
CLERK = Unnamed(words="a clerk", heard_by=A)

graphs = st.randoms(use_true_random=False).map(at_random)


def left_by_hand(gone: Party, said: tuple[Statement, ...]) -> dict[int, Statement]:
    """Every way from every report back to somebody who rests on nobody, one after the other."""
    heard = {
        number: one
        for number, one in enumerate(said)
        if one.by != gone and (one.via != gone or one.via == one.by)
    }

    def stands(one: Statement, on_the_way: tuple[Party, ...]) -> bool:
        if not one.citing or one.basis in ("witness", "document", "official"):
            return True
        return any(supports(party, on_the_way) for party in one.citing)

    def supports(party: Party, on_the_way: tuple[Party, ...]) -> bool:
        if party == gone or party in on_the_way:
            return False
        own = [one for one in heard.values() if one.by == party]
        return not own or any(stands(one, (*on_the_way, party)) for one in own)

    return {
        number: replace(one, citing=tuple(there for there in one.citing if supports(there, ())))
        for number, one in heard.items()
        if stands(one, ())
    }


def most_by_hand(told: Told) -> int:
    _, high, unnamed = by_hand(told)
    return high + unnamed


def check(told: Told) -> None:
    """What is left, and what is lost, for everybody who has a part in a claim."""
    everybody = {party for one in told.said for party in (one.by, *one.citing)}
    everybody |= {one.via for one in told.said if one.via not in (None, one.by)}
    assert set(parties_of(told.said)) == everybody
    for party in everybody:
        left = left_without(party, told.said)
        assert left == left_by_hand(party, told.said)
        without = Told(
            said=tuple(left.values()),
            ties=told.ties,
            suspicions=told.suspicions,
            never=told.never,
        )
        assert without.found.most == most_by_hand(without)
        assert loss(told.found.most, without.found.most) == loss(
            most_by_hand(told), most_by_hand(without)
        )


@given(graphs)
def test_it_is_what_removal_by_brute_force_leaves(told: Told) -> None:
    check(told)


def said(*statements: Statement) -> tuple[Statement, ...]:
    return statements


@pytest.mark.parametrize(
    ("of", "gone", "left"),
    [
        # Who has it from there alone goes along, to the end of the chain.
        (
            said(Statement(by=A), Statement(by=B, citing=(A,)), Statement(by=C, citing=(B,))),
            A,
            (),
        ),
        (
            said(Statement(by=A), Statement(by=B, citing=(A,)), Statement(by=C, citing=(B,))),
            B,
            (Statement(by=A),),
        ),
        # One who is only cited.
        (said(Statement(by=A, citing=(X,)), Statement(by=B)), X, (Statement(by=B),)),
        # Who names others too keeps them.
        (
            said(
                Statement(by=A, citing=(X, Y)),
            ),
            X,
            (Statement(by=A, citing=(Y,)),),
        ),
        (
            said(
                Statement(by=A, citing=(X, CLERK)),
            ),
            X,
            (Statement(by=A, citing=(CLERK,)),),
        ),
        # Who was there, or holds a document, stays.
        (
            said(
                Statement(by=A, citing=(X,), basis="witness"),
            ),
            X,
            (Statement(by=A, basis="witness"),),
        ),
        # A handout is its issuer's.
        (
            said(
                Statement(by=A, citing=(X,), basis="handout"),
            ),
            X,
            (),
        ),
        # What is known from a quotation alone goes with it; that others cite the quoted one stays.
        (said(Statement(by=A, basis="witness", via=B), Statement(by=B)), B, ()),
        (
            said(
                Statement(by=A, citing=(X,), via=B),
                Statement(by=C, citing=(A,)),
            ),
            B,
            (Statement(by=C, citing=(A,)),),
        ),
        # It stands on nobody that two cite one another, once the first word is gone.
        (
            said(
                Statement(by=A, via=X),
                Statement(by=B, citing=(A,)),
                Statement(by=A, citing=(B,)),
            ),
            X,
            (),
        ),
    ],
)
def test_what_is_left(of: tuple[Statement, ...], gone: Key, left: tuple[Statement, ...]) -> None:
    assert tuple(left_without(gone, of).values()) == left
    assert tuple(left_by_hand(gone, of).values()) == left


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (0, 0, None),
        (1, 0, "falls"),
        (3, 0, "falls"),
        (2, 1, "one-left"),
        (5, 1, "one-left"),
        (1, 1, None),
        (3, 2, None),
    ],
)
def test_what_is_lost(before: int, after: int, lost: str | None) -> None:
    assert loss(before, after) == lost


def near(parties: set[Party], ties: list[Tie]) -> tuple[Tie, ...]:
    """The ties that lead from these to others, in any number of steps."""
    known, growing = set(parties), True
    while growing:
        more = {end for tie in ties for end in (tie.source, tie.to) if {tie.source, tie.to} & known}
        growing = not more <= known
        known |= more
    return tuple(tie for tie in ties if tie.source in known)


def most_of_claim(claim: Claim, said: dict[int, Statement], site: Site) -> int:
    """The most origins that a claim may have by some of its reports; that of the weakest part."""
    asserting = [one for one in claim.reports if one.stance == "asserts"]
    all_ties = list(ties({id_: one.matter for id_, one in site.sources.items()}))
    never = {
        Key(type="source", id=id_)
        for id_, one in site.sources.items()
        if one.matter.counts == "never"
    }

    def most(part: ClaimPart | None) -> int:
        of_part = tuple(
            said[one.number]
            for one in asserting
            if one.number in said and one.written.part in (None, part)
        )
        everybody = {party for one in of_part for party in (one.by, *one.citing, one.via) if party}
        everybody |= {party for one in claim.suspicions for party in one.parties}
        return most_by_hand(
            Told(
                said=of_part,
                ties=near(everybody, all_ties),
                suspicions=claim.suspicions,
                never=frozenset(never),
            )
        )

    parts = [one for one in dict.fromkeys(one.written.part for one in asserting) if one is not None]
    counted = [most(part) for part in parts]
    whole = most(None)
    return min([whole, *counted] if whole or not counted else counted)


def test_so_it_is_of_every_claim_of_the_shipped_dossier() -> None:
    site = must_read(ROOT).site
    counted = counting_by({id_: one.matter for id_, one in site.sources.items()})
    tried = 0
    for claim in site.claims.by_id.values():
        asserting = [one for one in claim.reports if one.stance == "asserts" and not one.stub]
        said = tuple(one.statement for one in asserting)
        numbers = [one.number for one in asserting]
        before = most_of_claim(claim, dict(zip(numbers, said, strict=True)), site)
        found: dict[Key, Loss] = {}
        for party in parties_of(said):
            if isinstance(party, Key) and claim.is_counted:
                left = left_by_hand(party, said)
                after = most_of_claim(
                    claim, {numbers[number]: one for number, one in left.items()}, site
                )
                lost = loss(before, after)
                if lost is not None:
                    found[party] = lost
                tried += 1
        assert losses(claim, counted) == found, claim.id

    assert tried > 300
