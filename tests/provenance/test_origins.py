"""Origins, chains and circles, against counts made the long way round."""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import Any, get_args

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dossierpress.kernel.key import Key
from dossierpress.provenance.chains import chains
from dossierpress.provenance.circles import circles
from dossierpress.provenance.origins import Origin, Origins, find_origins
from dossierpress.provenance.statements import Party, Statement, Unnamed
from dossierpress.provenance.ties import Tie, TieKind, Voices, find_voices

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
ties = st.lists(
    st.builds(
        Tie,
        source=st.sampled_from(SOURCES),
        kind=st.sampled_from(get_args(TieKind)),
        to=named,
    ),
    max_size=9,
)


def feeds(*pairs: tuple[Key, Key]) -> tuple[Tie, ...]:
    """The first of each takes over reports of the second."""
    return tuple(Tie(source=one, kind="feed", to=other) for one, other in pairs)


def counted(
    said: Sequence[Statement], tied: Voices
) -> list[tuple[tuple[Key, ...], tuple[Key, ...]]]:
    """Each origin with those who follow it."""
    return [(one.parties, one.followers) for one in find_origins(said, tied).named]


def roots_by_hand(said: Sequence[Statement]) -> set[Key]:
    """Who is named and says so citing nobody, or is cited and says nothing."""
    everyone = {one.by for one in said} | {party for one in said for party in one.citing}
    roots = set()
    for party in everyone:
        own = [one for one in said if one.by == party]
        if isinstance(party, Key) and (not own or any(not one.citing for one in own)):
            roots.add(party)
    return roots


def from_whom_by_hand(tied: Sequence[Tie]) -> dict[Key, set[Key]]:
    """Everybody -> all from whom their reports may come, themselves too: follow ties for as long
    as they lead to anybody new."""
    steps = {(tie.source, tie.to) for tie in tied}
    steps |= {(tie.to, tie.source) for tie in tied if tie.kind != "feed"}
    found = {party: {party} for party in (*SOURCES, *OWNERS)}
    growing = True
    while growing:
        growing = False
        for (one, other), reached in product(steps, found.values()):
            if one in reached and other not in reached:
                reached.add(other)
                growing = True
    return found


def independent_by_hand(said: Sequence[Statement], tied: Sequence[Tie]) -> int:
    """Count the most roots of which no two have anything from one and the same voice."""
    reached = from_whom_by_hand(tied)
    first = [
        frozenset(one for one in reached[root] if all(one in reached[on] for on in reached[one]))
        for root in roots_by_hand(said)
    ]
    return max(
        size
        for size in range(len(first) + 1)
        for some in combinations(first, size)
        if all(not one & other for one, other in combinations(some, 2))
    )


def check_by_hand(said: Sequence[Statement], tied: Sequence[Tie]) -> None:
    """The count is right, what counts apart is independent, and what counts once is not."""
    roots, reached = roots_by_hand(said), from_whom_by_hand(tied)

    found = find_origins(said, find_voices(tied)).named

    assert independent_by_hand(said, tied) == len(found)
    counted = [party for one in found for party in one.parties]
    assert len(counted) == len(set(counted))
    assert roots == {*counted, *(party for one in found for party in one.followers)}
    for one, other in combinations(found, 2):
        assert all(not reached[a] & reached[b] for a, b in product(one.parties, other.parties))
    for one in found:
        assert all(any(reached[a] & reached[b] for b in one.parties) for a in one.followers)
        for party, other in combinations(one.parties, 2):
            assert reached[party] & reached[other]


@settings(max_examples=300)
@given(said=statements, tied=ties)
@example(said=[Statement(by=A, citing=(B,)), Statement(by=B, citing=(A,))], tied=[])
def test_origins_are_those_that_a_count_by_hand_finds(
    said: list[Statement], tied: list[Tie]
) -> None:
    check_by_hand(said, tied)


@settings(max_examples=200)
@given(said=statements, tied=ties, data=st.data())
def test_who_takes_over_from_an_origin_changes_no_count(
    said: list[Statement], tied: list[Tie], data: st.DataObject
) -> None:
    roots = sorted(roots_by_hand(said))
    assume(roots)
    paper = Key(type="source", id="paper")
    wires = data.draw(st.lists(st.sampled_from(roots), min_size=1, unique=True))
    feeds = [Tie(source=paper, kind="feed", to=wire) for wire in wires]

    before = find_origins(said, find_voices(tied))
    without_a_word = find_origins(said, find_voices([*tied, *feeds]))
    after = find_origins([*said, Statement(by=paper)], find_voices([*tied, *feeds]))

    assert before == without_a_word
    assert {one.parties for one in before.named} == {one.parties for one in after.named}
    assert any(paper in one.followers for one in after.named)


@settings(max_examples=200)
@given(said=statements, tied=ties)
def test_the_ties_that_are_told_are_true_and_join_what_counts_once(
    said: list[Statement], tied: list[Tie]
) -> None:
    for one in find_origins(said, find_voices(tied)).named:
        assert set(one.ties) <= set(tied)
        together, growing = {one.parties[0]}, True
        while growing:
            joined = {end for tie in one.ties for end in (tie.source, tie.to)}
            more = {
                end
                for tie in one.ties
                if together & {tie.source, tie.to}
                for end in (tie.source, tie.to)
            }
            growing = not more <= together
            together |= more
        assert {*one.parties, *one.followers} <= together
        assert together == joined | {one.parties[0]}


@given(said=statements, tied=ties, data=st.data())
def test_the_order_in_which_ties_are_written_does_not_matter(
    said: list[Statement], tied: list[Tie], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(tied))

    found, again = (find_origins(said, find_voices(one)).named for one in (tied, other))

    assert [(one.parties, one.followers) for one in found] == [
        (one.parties, one.followers) for one in again
    ]


@settings(max_examples=200)
@given(said=statements)
def test_chains_lead_from_the_origins_along_what_was_said(said: list[Statement]) -> None:
    assume(not circles(said))
    found = find_origins(said, Voices())
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

    assert find_origins(said, Voices()) == Origins(
        named=(Origin(parties=(C,)),), low=1, high=1, most=1, certain=(C,)
    )
    assert find_origins(said, Voices()).is_single


def test_sources_of_one_owner_count_once() -> None:
    owner = OWNERS[0]
    said = [Statement(by=one, basis="witness") for one in (A, B, C)]

    ties = (Tie(source=A, kind="owner", to=owner), Tie(source=C, kind="owner", to=owner))
    found = find_origins(said, find_voices(ties))

    assert found.named == (Origin(parties=(A, C), ties=ties), Origin(parties=(B,)))


def test_two_wires_stay_two_whoever_takes_over_from_both() -> None:
    ap, reuters, paper = A, B, C
    tied = find_voices(feeds((paper, ap), (paper, reuters)))
    wires = [Statement(by=ap), Statement(by=reuters)]

    assert counted(wires, tied) == [((ap,), ()), ((reuters,), ())]
    assert counted([Statement(by=paper), *wires], tied) == [
        ((ap,), (paper,)),
        ((reuters,), (paper,)),
    ]


def test_at_the_end_of_a_chain_of_feeds_is_the_one_origin() -> None:
    tied = find_voices(feeds((A, B), (B, C), (C, D)))
    said = [Statement(by=A), Statement(by=C)]

    assert counted(said, tied) == [((C,), (A,))]
    assert counted([*said, Statement(by=D)], tied) == [((D,), (A, C))]


def test_who_take_over_from_the_same_wire_count_once_though_it_is_silent() -> None:
    tied = find_voices(feeds((A, D), (B, C), (C, D)))

    (origin,) = find_origins([Statement(by=A), Statement(by=B)], tied).named

    assert origin.parties == (A, B)
    assert set(origin.ties) == set(feeds((A, D), (B, C), (C, D)))


def test_who_takes_over_from_the_wires_of_two_others_makes_them_not_one() -> None:
    tied = find_voices(feeds((A, D), (B, E), (C, D), (C, E)))
    said = [Statement(by=one) for one in (A, B, C)]

    assert counted(said, tied) == [((A,), (C,)), ((B,), (C,))]


def test_sources_that_feed_from_one_another_in_a_circle_are_one_voice() -> None:
    tied = find_voices(feeds((A, B), (B, C), (C, A), (D, A)))
    said = [Statement(by=one) for one in (D, A, C)]

    assert counted(said, tied) == [((A, C), (D,))]


def test_a_source_takes_over_what_others_of_its_owner_take_over() -> None:
    owner = OWNERS[0]
    ties = (
        Tie(source=A, kind="owner", to=owner),
        Tie(source=B, kind="owner", to=owner),
        *feeds((B, C)),
    )

    (origin,) = find_origins([Statement(by=A), Statement(by=C)], find_voices(ties)).named

    assert (origin.parties, origin.followers) == ((C,), (A,))
    assert set(origin.ties) == set(ties)


def test_who_is_cited_counts_as_long_as_nothing_is_known_of_what_they_said() -> None:
    assert find_origins([Statement(by=A, citing=(B,))], Voices()).named == (Origin(parties=(B,)),)


def test_who_says_it_twice_once_on_their_own_word_is_an_origin_too() -> None:
    said = [Statement(by=A, citing=(B,)), Statement(by=A, basis="witness")]

    assert find_origins(said, Voices()).named == (Origin(parties=(A,)), Origin(parties=(B,)))


def test_nobody_can_tell_whether_two_officials_are_one() -> None:
    one, other = (Unnamed(words="an official", heard_by=key) for key in (A, B))
    said = [Statement(by=A, citing=(one,)), Statement(by=B, citing=(other,))]

    assert find_origins(said, Voices()) == Origins(unnamed=(one, other), most=2)
    assert not find_origins(said, Voices()).is_single


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


class Asked(dict[Key, Mapping[Key, Tie]]):
    """Ties that count how often they are asked for."""

    times = 0

    def get(self, key: Key, default: Any = None) -> Any:
        self.times += 1
        return super().get(key, default)

    def __getitem__(self, key: Key) -> Mapping[Key, Tie]:
        self.times += 1
        return super().__getitem__(key)


def asked_for(many: int) -> int:
    """How often ties are asked for, of so many papers of one house that print one wire."""
    papers = [Key(type="source", id=f"paper-{number}") for number in range(many)]
    tied = [
        *(Tie(source=one, kind="owner", to=OWNERS[0]) for one in papers),
        *feeds(*((one, A) for one in papers)),
    ]
    known = find_voices(tied)
    asked = Asked(known.leans)
    said = [Statement(by=one, basis="witness") for one in (A, *papers)]

    found = find_origins(said, Voices(leans=asked, springs=known.springs))

    assert [(one.parties, len(one.followers)) for one in found.named] == [((A,), many)]
    return asked.times


def test_why_many_are_one_is_found_in_as_many_steps_as_there_are() -> None:
    assert asked_for(400) < 2.2 * asked_for(200)


def test_somebody_of_the_same_voice_who_tells_of_others_is_not_who_they_are_known_through() -> None:
    staff, chief, commander = OWNERS
    report, agency = A, B
    tied = find_voices(
        (
            Tie(source=report, kind="owner", to=staff),
            Tie(source=agency, kind="owner", to=staff),
        )
    )
    said = [
        Statement(by=report, citing=(staff,), basis="handout"),
        Statement(by=C, citing=(staff,)),
        Statement(by=agency, citing=(chief,)),
        Statement(by=agency, citing=(commander,)),
    ]

    (relay,) = (one for one in find_origins(said, tied).relays if chief in one.parties)

    assert (relay.parties, relay.through) == ((chief, commander), agency)
