"""Claims with very many reports: the work grows with them, and no number is ever too high."""

import random
from collections.abc import Callable, Mapping
from functools import partial
from itertools import combinations, pairwise

import pytest

from bounds.test_doubling import calls, check_doubles
from dossierpress.kernel.key import Key
from dossierpress.provenance.graph_algorithms import MOST_EXACT, packing
from dossierpress.provenance.statements import Statement
from dossierpress.provenance.ties import Suspicion, Tie
from dossierpress.schema.claim import Basis
from provenance.by_hand import Told, ends

WIRES = 12


def keys(n: int, of: str = "paper") -> list[Key]:
    return [Key(type="source", id=f"{of}-{number}") for number in range(n)]


def each(
    parties: list[Key], basis: Basis = "not-stated", citing: tuple[Key, ...] = ()
) -> tuple[Statement, ...]:
    return tuple(Statement(by=one, basis=basis, citing=citing) for one in parties)


def feeds(*pairs: tuple[Key, Key]) -> tuple[Tie, ...]:
    return tuple(Tie(source=one, kind="feed", to=other) for one, other in pairs)


def ring(parties: list[Key]) -> list[tuple[Key, Key]]:
    return [*pairwise(parties), (parties[-1], parties[0])]


def one_origin(*parties: Key) -> Suspicion:
    return Suspicion(kind="one-origin", parties=parties, because=None, confidence="medium")


def _of_two_wires(n: int) -> Told:
    """Each takes over from two wires of a ring, and shares each with a neighbour."""
    papers, wires = keys(n), keys(n, "wire")
    pairs = [
        pair
        for paper, (one, other) in zip(papers, ring(wires), strict=True)
        for pair in ((paper, one), (paper, other))
    ]
    return Told(said=each(papers, "witness"), ties=feeds(*pairs))


def _of_many_wires(n: int) -> Told:
    papers, wires = keys(n), keys(WIRES, "wire")
    pairs = [(paper, wire) for paper in papers for wire in wires]
    return Told(said=(*each(papers), *each(wires, "witness")), ties=feeds(*pairs))


def _owner(n: int) -> Told:
    owner = Key(type="entity", id="combine")
    ties = tuple(Tie(source=one, kind="owner", to=owner) for one in keys(n))
    return Told(said=each(keys(n), "witness"), ties=ties)


def _soft(n: int) -> Told:
    ties = tuple(Tie(source=a, kind="close-to", to=b) for a, b in ring(keys(n)))
    return Told(said=each(keys(n), "witness"), ties=ties)


def _relays(n: int) -> Told:
    said = [
        Statement(by=paper, citing=(one, other))
        for paper, one, other in zip(keys(n), keys(n, "one"), keys(n, "other"), strict=True)
    ]
    return Told(said=tuple(said))


def _quoted(n: int) -> Told:
    said = [Statement(by=one, basis="witness", via=other) for one, other in ring(keys(n))]
    return Told(said=tuple(said))


Family = Callable[[int], Told]
FAMILIES: Mapping[str, tuple[Family, Callable[[int], tuple[int, int]]]] = {
    "silent": (lambda n: Told(said=each(keys(n))), lambda n: (1, n)),
    "witnesses": (lambda n: Told(said=each(keys(n), "witness")), lambda n: (n, n)),
    "one says it often": (lambda n: Told(said=each(keys(1) * n, "witness")), lambda _: (1, 1)),
    "all cite one": (
        lambda n: Told(said=each(keys(n), citing=tuple(keys(1, "wire")))),
        lambda _: (1, 1),
    ),
    "one cites all": (
        lambda n: Told(said=each(keys(1), citing=tuple(keys(n, "wire")))),
        lambda n: (1, n),
    ),
    "a chain": (
        lambda n: Told(said=tuple(Statement(by=a, citing=(b,)) for a, b in pairwise(keys(n)))),
        lambda _: (1, 1),
    ),
    "a circle": (
        lambda n: Told(said=tuple(Statement(by=a, citing=(b,)) for a, b in ring(keys(n)))),
        lambda _: (1, 1),
    ),
    "feeds in a circle": (
        lambda n: Told(said=each(keys(n), "witness"), ties=feeds(*ring(keys(n)))),
        lambda _: (1, 1),
    ),
    "feeds in a chain": (
        lambda n: Told(said=each(keys(n), "witness"), ties=feeds(*pairwise(keys(n)))),
        lambda _: (1, 1),
    ),
    "feeds from many": (_of_many_wires, lambda _: (WIRES, WIRES)),
    "feeds from two of a ring": (_of_two_wires, lambda n: (n // 2, n // 2)),
    "one owner": (_owner, lambda _: (1, 1)),
    "soft ties in a circle": (_soft, lambda n: (1, n)),
    "suspicions in a chain": (
        lambda n: Told(
            said=each(keys(n), "witness"),
            suspicions=tuple(one_origin(a, b) for a, b in pairwise(keys(n))),
        ),
        lambda n: (1, n),
    ),
    "one suspicion of all": (
        lambda n: Told(said=each(keys(n), "witness"), suspicions=(one_origin(*keys(n)),)),
        lambda n: (1, n),
    ),
    "many relays": (_relays, lambda n: (n, 2 * n)),
    "each quoted by the next": (_quoted, lambda n: (n, n)),
}
by_name = pytest.mark.parametrize(("family", "right"), FAMILIES.values(), ids=FAMILIES)


@by_name
def test_the_work_grows_with_the_reports(
    family: Family, right: Callable[[int], tuple[int, int]]
) -> None:
    found = family(40).found
    assert (found.low, found.high) == right(40)

    if not family(40).ties:  # why tied parties are one is looked for from each of them
        check_doubles(lambda n: family(n).found, small=100)


def test_ten_thousand_reports_that_do_not_say_how_they_know() -> None:
    found = Told(said=each(keys(10_000))).found

    assert (found.low, found.high, len(found.silent)) == (1, 10_000, 10_000)


def at_random(chance: random.Random, sets: int, things: int) -> list[frozenset[int]]:
    return [
        frozenset(chance.sample(range(things), chance.randint(1, min(4, things))))
        for _ in range(sets)
    ]


def most_by_hand(sets: list[frozenset[int]]) -> int:
    return max(
        size
        for size in range(len(sets) + 1)
        for some in combinations(sets, size)
        if all(not one & other for one, other in combinations(some, 2))
    )


def test_what_is_picked_shares_nothing_and_is_the_most_where_few_hang_together() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        sets = at_random(chance, chance.randint(0, 11), chance.randint(1, 14))
        picked = packing(sets)

        assert len(picked) == most_by_hand(sets)
        check_apart(sets, picked)


def test_what_is_picked_of_very_many_shares_nothing() -> None:
    for seed in range(10):
        chance = random.Random(seed)
        sets = at_random(chance, 600, chance.choice((50, 300, 900)))
        check_apart(sets, packing(sets))


def check_apart(sets: list[frozenset[int]], picked: tuple[int, ...]) -> None:
    for one, other in combinations(picked, 2):
        assert not sets[one] & sets[other]


def test_the_most_that_is_looked_for_exactly_costs_little() -> None:
    worst = max(
        calls(partial(packing, at_random(random.Random(seed), MOST_EXACT, things)))
        for seed in range(40)
        for things in (8, 14, 20, 30)
    )

    assert worst < 60_000


def test_the_low_end_of_thousands_is_no_more_than_the_wires_behind_them() -> None:
    """However the search goes: nobody counts who is not an end, and none beyond the voices."""
    for seed in range(2):
        chance = random.Random(seed)
        papers, wires = keys(100), keys(30, "wire")
        told = Told(
            said=each(papers, "witness"),
            ties=feeds(*((one, wire) for one in papers for wire in chance.sample(wires, 3))),
            suspicions=tuple(one_origin(*chance.sample(papers, 2)) for _ in range(10)),
        )
        found = told.found

        assert 1 <= found.low <= found.high <= len(wires) // 3
        assert set(found.certain) == ends(told).certain
