"""The low and the high end, against counts made the long way round, and what never changes them."""

import random
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.kernel.key import Key
from dossierpress.provenance.origins import Origins, weakest
from dossierpress.provenance.statements import Statement, Unnamed
from dossierpress.provenance.ties import Suspicion, Tie
from provenance.by_hand import (
    BASES,
    CERTAIN,
    ENTITIES,
    NAMED,
    SOURCES,
    SUSPECTED,
    UNNAMED,
    Told,
    at_random,
    by_hand,
)

A, B, C, D, E, F = SOURCES
X, Y, Z = ENTITIES
SOFT = sorted(set(SUSPECTED) - CERTAIN)
GRAPHS = 5_000
FEWER = 2_000

graphs = st.randoms(use_true_random=False).map(at_random)
Property = Callable[[Told, random.Random], None]


def numbers(found: Origins) -> tuple[int, int, int]:
    return found.low, found.high, len(found.unnamed)


SELF_CITED = {
    "cites itself, of whom others know": Told(
        said=(
            Statement(by=D, citing=(D,), basis="handout", via=Z),
            Statement(by=D, basis="handout", via=B),
            Statement(by=A, citing=(X,), via=B),
        ),
    ),
    "is quoted by one of its own voice, and cites itself": Told(
        said=(
            Statement(by=D, citing=(D,), basis="handout", via=Z),
            Statement(by=D, basis="handout", via=B),
            Statement(by=A, citing=(Z,), basis="witness", via=B),
            Statement(by=D, citing=(X, E)),
        ),
        ties=(Tie(source=B, kind="owner", to=D),),
        never=frozenset((E,)),
    ),
    "cites itself by way of another": Told(
        said=(
            Statement(by=B, citing=(B,), via=A),
            Statement(by=B, basis="witness", via=A),
            Statement(by=B, citing=(X,)),
        ),
        ties=(Tie(source=A, kind="owner", to=B),),
    ),
    "quotes itself": Told(
        said=(Statement(by=B, basis="witness", via=B), Statement(by=B, citing=(X,)))
    ),
    "quotes who cites it": Told(
        said=(
            Statement(by=A, citing=(B,), via=B),
            Statement(by=B),
            Statement(by=C, citing=(X,), via=B),
        )
    ),
    "quotes who cites it, and says nothing itself": Told(
        said=(Statement(by=A, citing=(B,), via=B), Statement(by=D, basis="witness"))
    ),
    "is cited by those alone who have it from it": Told(
        said=(
            Statement(by=A),
            Statement(by=B),
            Statement(by=A, citing=(B,)),
            Statement(by=B, citing=(A,)),
        )
    ),
    "is cited by one who was there, and cites them": Told(
        said=(
            Statement(by=A),
            Statement(by=B, basis="witness"),
            Statement(by=A, citing=(B,)),
            Statement(by=B, citing=(A,)),
        )
    ),
    "is cited by one who has it from nobody else": Told(
        said=(Statement(by=A), Statement(by=A, citing=(B,)), Statement(by=B, citing=(A,)))
    ),
    "is known through one, and by way of one who has it from there": Told(
        said=(
            Statement(by=A),
            Statement(by=B),
            Statement(by=A, citing=(B,)),
            Statement(by=B, citing=(A,)),
            Statement(by=D, citing=(A, X)),
        )
    ),
}
"""Claims in which somebody is said to have it from themselves."""
TOLD_OF_ITSELF = {
    "cites itself, of whom others know": (1, 2, ((D, X), B)),
    "is quoted by one of its own voice, and cites itself": (1, 4, ((D, A, Z, X), B)),
    "cites itself by way of another": (1, 2, ((B, X), A)),
    "quotes itself": (2, 2, None),
    "quotes who cites it": (1, 2, None),
    "quotes who cites it, and says nothing itself": (1, 2, None),
    "is cited by those alone who have it from it": (1, 2, None),
    "is cited by one who was there, and cites them": (2, 2, None),
    "is cited by one who has it from nobody else": (1, 1, None),
    "is known through one, and by way of one who has it from there": (1, 3, ((A, X), D)),
}
"""Their ends, and who is known through whom."""


@pytest.mark.parametrize("which", SELF_CITED)
def test_nobody_is_their_own_witness(which: str) -> None:
    told = SELF_CITED[which]
    low, high, through = TOLD_OF_ITSELF[which]

    assert numbers(told.found) == by_hand(told) == (low, high, 0)
    assert [(one.parties, one.through) for one in told.found.relays] == (
        [through] if through else []
    )


def test_both_ends_are_what_a_count_by_hand_finds_for_thousands_of_graphs() -> None:
    seen = set()
    for seed in range(GRAPHS):
        told = at_random(random.Random(seed))
        expected = by_hand(told)
        assert (seed, numbers(told.found)) == (seed, expected)
        seen.add(expected)
    assert len(seen) > 50
    assert any(low < high for low, high, _ in seen)


@settings(max_examples=300)
@given(told=graphs)
def test_both_ends_are_what_a_count_by_hand_finds(told: Told) -> None:
    assert numbers(told.found) == by_hand(told)


def the_low_end_is_never_above_the_high_one(told: Told, _: random.Random) -> None:
    found = told.found

    assert 0 <= found.low <= found.high
    assert found.least <= found.most
    assert not found.is_exact or (found.least == found.most and not found.silent)


def a_suspicion_never_raises_the_low_end(told: Told, chance: random.Random) -> None:
    more = Suspicion(
        kind=chance.choice(("probably-from", "one-origin")),
        parties=tuple(chance.sample([*NAMED, *UNNAMED], chance.randint(2, 4))),
        because=None,
        confidence=chance.choice(("certain", "high", "medium", "low")),
    )
    after = replace(told, suspicions=(*told.suspicions, more)).found

    assert after.low <= told.found.low
    assert after.high <= told.found.high
    if more.confidence != "certain":
        assert after.high == told.found.high


def a_soft_tie_never_raises_the_low_end_and_leaves_the_high_one(
    told: Told, chance: random.Random
) -> None:
    more = Tie(source=chance.choice(SOURCES), kind=chance.choice(SOFT), to=chance.choice(NAMED))
    after = replace(told, ties=(*told.ties, more)).found

    assert after.low <= told.found.low
    assert (after.high, after.unnamed) == (told.found.high, told.found.unnamed)


def a_certain_tie_raises_neither_end(told: Told, chance: random.Random) -> None:
    more = Tie(
        source=chance.choice(SOURCES),
        kind=chance.choice(sorted(CERTAIN)),
        to=chance.choice(NAMED),
    )
    after = replace(told, ties=(*told.ties, more)).found

    assert after.low <= told.found.low
    assert after.high <= told.found.high


def a_report_of_somebody_who_was_there_lowers_neither_end(
    told: Told, chance: random.Random
) -> None:
    more = Statement(
        by=chance.choice([*NAMED, *UNNAMED]),
        citing=tuple(chance.sample([*NAMED, *UNNAMED], chance.choice((0, 0, 1, 2)))),
        basis="witness",
    )
    after = replace(told, said=(*told.said, more)).found

    assert after.least >= told.found.least
    assert after.most >= told.found.most
    if not any(isinstance(one, Unnamed) for one in (more.by, *more.citing)):
        assert after.low >= told.found.low
        assert after.high >= told.found.high


def the_order_makes_no_difference(told: Told, chance: random.Random) -> None:
    after = Told(
        said=tuple(chance.sample(told.said, len(told.said))),
        ties=tuple(chance.sample(told.ties, len(told.ties))),
        suspicions=tuple(chance.sample(told.suspicions, len(told.suspicions))),
        never=told.never,
    ).found

    assert numbers(after) == numbers(told.found)
    assert set(after.certain) == set(told.found.certain)
    assert set(after.silent) == set(told.found.silent)
    assert set(after.unnamed) == set(told.found.unnamed)
    assert {frozenset(one.parties) for one in after.relays} == {
        frozenset(one.parties) for one in told.found.relays
    }


def who_is_no_origin_changes_nothing(told: Told, chance: random.Random) -> None:
    nobody = Key(type="source", id="encyclopaedia")
    more = Statement(by=nobody, basis=chance.choice(BASES))
    place = chance.randint(0, len(told.said))
    after = replace(
        told,
        said=(*told.said[:place], more, *told.said[place:]),
        never=told.never | {nobody},
    ).found

    assert after == told.found


def whom_one_who_is_no_origin_names_is_none_for_certain(told: Told, chance: random.Random) -> None:
    nobody = Key(type="source", id="encyclopaedia")
    more = Statement(
        by=nobody,
        citing=tuple(chance.sample([*NAMED, *UNNAMED], chance.randint(1, 3))),
        basis=chance.choice(BASES),
    )
    after = replace(told, said=(*told.said, more), never=told.never | {nobody}).found

    assert after.certain == told.found.certain
    assert after.relays == told.found.relays
    if after.unnamed == told.found.unnamed and told.found.high:
        assert after.low == told.found.low


def without_those_who_do_not_say_how_they_know_the_low_end_is_no_lower(
    told: Told, _: random.Random
) -> None:
    pass_on = {one.by for one in told.said if one.citing}
    rest = tuple(
        one for one in told.said if one.citing or one.basis != "not-stated" or one.by in pass_on
    )
    after = replace(told, said=rest).found

    if any(one.by not in told.never for one in rest):
        assert after.low >= told.found.low


def the_whole_is_above_no_part(told: Told, chance: random.Random) -> None:
    cut = sorted(chance.randint(0, len(told.said)) for _ in range(2))
    whole = replace(told, said=told.said[: cut[0]]).found
    parts = [
        replace(told, said=(*told.said[: cut[0]], *own)).found
        for own in (told.said[cut[0] : cut[1]], told.said[cut[1] :])
    ]
    found = weakest(whole, parts)

    assert found.low <= found.high
    assert found.least <= found.most
    if whole.least:
        parts.append(whole)
    assert found.least == min(one.least for one in parts)
    for part in parts:
        assert found.least <= part.least
        assert found.most <= part.most
        assert not found.is_exact or part.least >= found.most


def whoever_several_are_known_through_tells_of_the_first_of_them(
    told: Told, _: random.Random
) -> None:
    for relay in told.found.relays:
        first, *_others = relay.parties
        assert relay.through != first
        assert any(
            relay.through == one.via
            if one.by == first
            else first in one.citing and first != one.via and relay.through in (one.by, one.via)
            for one in told.said
        )


def what_somebody_says_of_themselves_changes_nothing(told: Told, chance: random.Random) -> None:
    plain = [
        msgspec.structs.replace(one, via=None) if one.via == one.by else one for one in told.said
    ]
    party = chance.choice(NAMED)
    paper = Key(type="source", id="paper")
    quoting_itself = Statement(by=paper, citing=(party,), via=party)
    after = replace(told, said=(*told.said, quoting_itself)).found

    assert replace(told, said=tuple(plain)).found == told.found
    assert (after.certain, after.relays) == (told.found.certain, told.found.relays)
    if told.found.low or told.found.unnamed:
        assert after.low == told.found.low


PROPERTIES: list[Property] = [
    whoever_several_are_known_through_tells_of_the_first_of_them,
    what_somebody_says_of_themselves_changes_nothing,
    the_low_end_is_never_above_the_high_one,
    a_suspicion_never_raises_the_low_end,
    a_soft_tie_never_raises_the_low_end_and_leaves_the_high_one,
    a_certain_tie_raises_neither_end,
    a_report_of_somebody_who_was_there_lowers_neither_end,
    the_order_makes_no_difference,
    who_is_no_origin_changes_nothing,
    whom_one_who_is_no_origin_names_is_none_for_certain,
    without_those_who_do_not_say_how_they_know_the_low_end_is_no_lower,
    the_whole_is_above_no_part,
]
by_name = pytest.mark.parametrize("holds", PROPERTIES, ids=lambda one: one.__name__)


@by_name
def test_it_holds_for_thousands_of_graphs(holds: Property) -> None:
    for seed in range(FEWER):
        chance = random.Random(seed)
        holds(at_random(chance), chance)


@by_name
@settings(max_examples=200)
@given(told=graphs, chance=st.randoms(use_true_random=False))
def test_it_holds(holds: Property, told: Told, chance: random.Random) -> None:
    holds(told, chance)
