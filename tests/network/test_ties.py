"""Ties: counted by paragraphs, relations beside them, and nobody who asks for care."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dossierpress.model.site import EntityRelation
from dossierpress.network.ties import (
    STRONGEST,
    Neighbourhood,
    Tie,
    drawn,
    is_worth_drawing,
    neighbourhood,
    ties,
)

DAYS = {"first": "2021-03-04", "second": None, "third": "2021-03-04"}


def relation(here: str, there: str, label: str) -> EntityRelation:
    return EntityRelation(
        here=here,
        there=there,
        type=label,
        label=label,
        role=None,
        from_=None,
        until=None,
        source=None,
        confidence=None,
        note=None,
        stated=True,
    )


RELATIONS = {
    "ada": (relation("ada", "yard", "head of"),),
    "yard": (relation("yard", "ada", "headed by"),),
}
TOGETHER = {
    "first": (("boy", "ada", "mate"), ("mate", "ada")),
    "second": (("ada", "mate"),),
    "third": (("quay", "ada"),),
}


def test_paragraphs_are_counted_and_relations_are_seen_from_both_sides() -> None:
    found = ties(TOGETHER, RELATIONS, {"boy"}, DAYS.get)

    assert found == (
        Tie(one="ada", other="mate", paragraphs=3, days=("2021-03-04",), relations=(), inverse=()),
        Tie(
            one="ada",
            other="yard",
            paragraphs=0,
            days=(),
            relations=("head of",),
            inverse=("headed by",),
        ),
        Tie(one="ada", other="quay", paragraphs=1, days=("2021-03-04",), relations=(), inverse=()),
    )
    assert [found[1].relations_of(one) for one in ("ada", "yard")] == [("head of",), ("headed by",)]
    assert found[1].beyond("yard") == "ada"


def test_the_surroundings_of_one_are_made_of_its_own_articles() -> None:
    groups = [group for some in TOGETHER.values() for group in some]

    assert neighbourhood("ada", groups, RELATIONS["ada"], {"boy"}, 2) == Neighbourhood(
        neighbours=(("mate", 3, False), ("yard", 0, True)), between=(), total=3
    )
    assert neighbourhood("mate", groups[:2], (), set(), 9) == Neighbourhood(
        neighbours=(("ada", 2, False), ("boy", 1, False)), between=(("ada", "boy"),), total=2
    )


def test_two_are_no_network() -> None:
    assert not is_worth_drawing({"first": (("ada", "mate"),)}, {}, ())
    assert not is_worth_drawing({"first": (("ada", "mate", "boy"),)}, {}, {"boy"})
    assert is_worth_drawing({"first": (("ada", "mate"), ("mate", "boy"))}, {}, ())
    assert is_worth_drawing({"first": (("mate", "quay"),)}, RELATIONS, ())


names = st.sampled_from([f"e{number}" for number in range(12)])
articles = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.lists(st.lists(names, min_size=2, max_size=6, unique=True).map(tuple), max_size=4).map(
        tuple
    ),
    max_size=6,
)


@given(articles)
def test_every_pair_of_a_paragraph_is_tied_as_often_as_it_is_named(
    together: dict[str, tuple[tuple[str, ...], ...]],
) -> None:
    by_hand = Counter(
        pair
        for groups in together.values()
        for group in groups
        for pair in combinations(sorted(group), 2)
    )

    found = ties(together, {}, (), lambda _: None)

    assert {(one.one, one.other): one.paragraphs for one in found} == by_hand
    assert [one.strength for one in found] == sorted(by_hand.values(), reverse=True)


@given(articles)
def test_of_each_the_strongest_are_drawn(
    together: dict[str, tuple[tuple[str, ...], ...]],
) -> None:
    found = ties(together, {}, (), lambda _: None)
    kept = drawn(found)

    for name in {end for tie in found for end in (tie.one, tie.other)}:
        own = [tie for tie in found if name in (tie.one, tie.other)]
        assert {*own[:STRONGEST]} <= {*kept}
