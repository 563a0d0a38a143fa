"""Places in a drawing: apart, the same each time, and calm when one is added."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.network.layout import APART, Edge, Layout, lay_out


def ids(number: int) -> list[str]:
    return [f"entity-{place}" for place in range(number)]


def ring_of_hubs(number: int) -> list[Edge]:
    """Each node is beside one of five, and these are beside one another."""
    hubs = [Edge(one, (one + 1) % 5, 4) for one in range(5)]
    return [*hubs, *(Edge(place % 5, place, 1 + place % 3) for place in range(5, number))]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[str], list[Edge]]:
    number = draw(st.integers(2, 60))
    ends = st.tuples(st.integers(0, number - 1), st.integers(0, number - 1))
    pairs = draw(st.sets(ends.filter(lambda pair: pair[0] < pair[1]), min_size=1, max_size=120))
    weights = st.integers(1, 9)
    return ids(number), [Edge(*pair, draw(weights)) for pair in sorted(pairs)]


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_marks_are_inside_and_nearly_never_touch(graph: tuple[list[str], list[Edge]]) -> None:
    laid = lay_out(*graph)

    assert len(laid.places) == len(graph[0])
    assert all(0 < x < laid.width and 0 < y < laid.height for x, y in laid.places)
    for place, (x, y) in enumerate(laid.places):
        for other_x, other_y in laid.places[place + 1 :]:
            assert hypot(other_x - x, other_y - y) >= APART - 2


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_it_is_the_same_again(graph: tuple[list[str], list[Edge]]) -> None:
    assert lay_out(*graph) == lay_out(*graph)


def moved(before: Layout, after: Layout) -> list[float]:
    """How far each node is from where it was, once both drawings have the same middle."""

    def middle(places: list[tuple[int, int]]) -> tuple[float, float]:
        return tuple(sum(one) / len(places) for one in zip(*places, strict=True))  # type: ignore[return-value]

    old, new = list(before.places), list(after.places[: len(before.places)])
    (x, y), (there_x, there_y) = middle(old), middle(new)
    return sorted(
        hypot(one[0] - x - other[0] + there_x, one[1] - y - other[1] + there_y)
        for one, other in zip(old, new, strict=True)
    )


@pytest.mark.parametrize("number", [40, 150])
def test_most_stay_where_they_are_when_one_is_added(number: int) -> None:
    before = lay_out(ids(number), ring_of_hubs(number))
    after = lay_out(ids(number + 1), ring_of_hubs(number + 1))

    assert moved(before, after)[number // 2] < before.width / 12
