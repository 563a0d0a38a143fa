"""Who said it first and repeats what others have from them, and what that leaves of circles."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dossierpress.kernel.key import Key
from dossierpress.provenance.chains import chains
from dossierpress.provenance.circles import circles, repeats
from dossierpress.provenance.origins import find_origins
from dossierpress.provenance.statements import Party, Statement
from dossierpress.provenance.ties import find_voices
from dossierpress.schema.claim import Stance

A, B, C, D = (Key(type="source", id=letter) for letter in "abcd")
STANCES: tuple[Stance, ...] = ("asserts", "denies")

statements = st.lists(
    st.builds(
        Statement,
        by=st.sampled_from([A, B, C, D]),
        citing=st.lists(st.sampled_from([A, B, C, D]), max_size=2, unique=True).map(tuple),
        stance=st.sampled_from(STANCES),
    ),
    max_size=8,
)


def leads_back(said: list[Statement], start: Party, end: Party) -> bool:
    """Whether a walk along citations gets from one party to another."""
    seen, growing = {start}, True
    while growing:
        more = {party for one in said if one.by in seen for party in one.citing}
        growing = not more <= seen
        seen |= more
    return end in seen


@settings(max_examples=300)
@given(said=statements)
def test_repeats_are_those_that_a_walk_by_hand_finds(said: list[Statement]) -> None:
    assert repeats(said) == {
        (number, party)
        for number, one in enumerate(said)
        for party in one.citing
        if party != one.by
        and any(
            other.by == one.by and not other.citing and other.stance == one.stance for other in said
        )
        and leads_back(said, party, one.by)
    }


@settings(max_examples=300)
@given(said=statements)
def test_without_circles_every_statement_is_in_a_chain_from_an_origin(
    said: list[Statement],
) -> None:
    assume(not circles(said))

    told = chains(said, most=10_000)

    assert {step.statement for chain in told for step in chain.steps} - {None} == set(
        range(len(said))
    )
    own = {number for number, one in enumerate(said) if not one.citing}
    assert {chain.steps[0].statement for chain in told} <= {*own, None}


def test_two_who_say_it_themselves_and_cite_each_other_are_two() -> None:
    said = [
        Statement(by=A),
        Statement(by=B),
        Statement(by=A, citing=(B,)),
        Statement(by=B, citing=(A,)),
    ]

    assert not circles(said)
    assert len(find_origins(said, find_voices([])).named) == 2
    assert {tuple(step.statement for step in chain.steps) for chain in chains(said)} == {
        (0, 3),
        (1, 2),
    }


def test_who_cites_themselves_repeats_nobody() -> None:
    said = [Statement(by=A), Statement(by=A, citing=(A,))]

    assert not repeats(said)
    assert circles(said) == ((A,),)


def test_thousands_who_cite_the_next_are_looked_through() -> None:
    keys = [Key(type="source", id=f"s-{number}") for number in range(3000)]
    said = [Statement(by=one) for one in keys]
    said += [Statement(by=a, citing=(b,)) for a, b in zip(keys, [*keys[1:], keys[0]], strict=True)]

    assert len(repeats(said)) == 3000
