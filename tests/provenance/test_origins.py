"""Origins, chains and circles, against counts made the long way round."""

from itertools import pairwise, product

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dossierpress.model.key import Key
from dossierpress.provenance import (
    Origin,
    Origins,
    Party,
    Statement,
    Unnamed,
    chains,
    circles,
    origins,
    voices,
)

SOURCES = [Key(type="source", id=letter) for letter in "abcdef"]
OWNERS = [Key(type="entity", id=letter) for letter in "xyz"]
A, B, C, D, E, F = SOURCES

named = st.sampled_from([*SOURCES, *OWNERS])
unnamed = st.builds(
    Unnamed, words=st.sampled_from(["an official", "residents"]), heard_by=st.sampled_from(SOURCES)
)
parties: st.SearchStrategy[Party] = st.one_of(named, unnamed)
statements = st.lists(
    st.builds(Statement, by=parties, citing=st.lists(parties, max_size=3, unique=True).map(tuple)),
    max_size=9,
)
ties = st.lists(st.tuples(st.sampled_from(SOURCES), named), max_size=6)


def independent_by_hand(said: list[Statement], tied: list[tuple[Key, Key]]) -> int:
    """Count the groups of named roots: try all pairs, join whoever a walk along ties can reach."""
    everyone = {one.by for one in said} | {party for one in said for party in one.citing}
    roots = []
    for party in everyone:
        own = [one for one in said if one.by == party]
        if isinstance(party, Key) and (not own or any(not one.citing for one in own)):
            roots.append(party)
    together = {(one, other) for one, other in product(roots, roots) if walk(one, other, tied)}
    return len({frozenset(other for other in roots if (one, other) in together) for one in roots})


def walk(start: Key, end: Key, tied: list[tuple[Key, Key]]) -> bool:
    """Whether ties lead from the one to the other."""
    seen, growing = {start}, True
    while growing:
        more = {b for a, b in tied if a in seen} | {a for a, b in tied if b in seen}
        growing = not more <= seen
        seen |= more
    return end in seen


@settings(max_examples=400)
@given(said=statements, tied=ties)
@example(said=[Statement(by=A, citing=(B,)), Statement(by=B, citing=(A,))], tied=[])
def test_origins_are_those_that_a_count_by_hand_finds(
    said: list[Statement], tied: list[tuple[Key, Key]]
) -> None:
    found = origins(said, voices(tied))

    assert independent_by_hand(said, tied) == len(found.named)
    assert sum(len(one.parties) for one in found.named) == len(
        {party for one in found.named for party in one.parties}
    )


@settings(max_examples=200)
@given(said=statements)
def test_chains_lead_from_the_origins_along_what_was_said(said: list[Statement]) -> None:
    assume(not circles(said))
    found = origins(said, {})
    roots: set[Party] = {*(party for one in found.named for party in one.parties), *found.unnamed}

    told = chains(said, most=10_000)

    assert roots == {chain.steps[0].party for chain in told}
    assert {step.statement for chain in told for step in chain.steps} - {None} == set(
        range(len(said))
    )
    for chain in told:
        for earlier, later in zip(chain.steps, chain.steps[1:], strict=False):
            assert later.statement is not None
            assert earlier.party in said[later.statement].citing
    assert len(set(told)) == len(told)


@settings(max_examples=200)
@given(said=statements)
def test_a_circle_is_found_whenever_citing_leads_back(said: list[Statement]) -> None:
    own = {one.by for one in said if not one.citing}
    cites = {(s.by, party) for s in said for party in s.citing if s.by not in own or s.by == party}
    growing = True
    while growing:
        more = {(a, d) for a, b in cites for c, d in cites if b == c}
        growing = not more <= cites
        cites |= more

    found = circles(said)

    assert bool(found) == any(a == b for a, b in cites)
    steps = {(one.by, party) for one in said for party in one.citing}
    for circle in found:
        assert {(a, b) for a, b in zip(circle, (*circle[1:], circle[0]), strict=True)} <= steps


def test_three_outlets_of_which_two_copy_have_one_origin() -> None:
    said = [Statement(by=A, citing=(C,)), Statement(by=B, citing=(C,)), Statement(by=C)]

    assert origins(said, {}) == Origins(named=(Origin(parties=(C,)),))
    assert origins(said, {}).is_single


def test_sources_of_one_owner_count_once() -> None:
    owner = OWNERS[0]
    said = [Statement(by=A), Statement(by=B), Statement(by=C)]

    found = origins(said, voices([(A, owner), (C, owner)]))

    assert found.named == (Origin(parties=(A, C)), Origin(parties=(B,)))


def test_who_is_cited_counts_as_long_as_nothing_is_known_of_what_they_said() -> None:
    assert origins([Statement(by=A, citing=(B,))], {}).named == (Origin(parties=(B,)),)


def test_who_says_it_twice_once_on_their_own_word_is_an_origin_too() -> None:
    said = [Statement(by=A, citing=(B,)), Statement(by=A)]

    assert origins(said, {}).named == (Origin(parties=(A,)), Origin(parties=(B,)))


def test_nobody_can_tell_whether_two_officials_are_one() -> None:
    one, other = (Unnamed(words="an official", heard_by=key) for key in (A, B))
    said = [Statement(by=A, citing=(one,)), Statement(by=B, citing=(other,))]

    assert origins(said, {}) == Origins(unnamed=(one, other))
    assert not origins(said, {}).is_single


def test_every_circle_is_named_and_begins_with_its_first_statement() -> None:
    said = [
        Statement(by=B, citing=(C,)),
        Statement(by=C, citing=(B,)),
        Statement(by=D, citing=(E,)),
        Statement(by=E, citing=(F,)),
        Statement(by=F, citing=(D, F)),
    ]

    assert set(circles(said)) == {(B, C), (D, E, F), (F,)}


def test_a_chain_of_thousands_of_links_is_followed() -> None:
    keys = [Key(type="source", id=f"s-{number}") for number in range(3000)]
    said = [Statement(by=a, citing=(b,)) for a, b in pairwise(keys)]

    (chain,) = chains(said)

    assert [step.party for step in chain.steps] == keys[::-1]
    assert not circles(said)


def test_only_so_many_chains_are_told() -> None:
    layers = [[Key(type="source", id=f"s-{layer}-{n}") for n in range(4)] for layer in range(12)]
    said = [
        Statement(by=one, citing=tuple(below)) for above, below in pairwise(layers) for one in above
    ]

    assert len(chains(said)) == 50
