"""Graph algorithms: strongly connected components, and set packing.

Origins that share a voice or a relay are not independent. The most that can be picked so that
no two share anything (set packing) is how many independent ones there are: that number never
falls when an origin is added, and never rises when two voices turn out to be one.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from disjoint_set import DisjointSet

Node = TypeVar("Node")


def strongly_connected_components(ways: Mapping[Node, Iterable[Node]]) -> list[set[Node]]:
    """Put those together who lead to one another; whoever does not is alone in a knot.

    Args:
        ways: Everybody -> to whom they lead, each of whom is in it as well.

    Returns:
        Each knot after those to which it leads (Kosaraju's way, without recursion).
    """
    back: dict[Node, list[Node]] = {node: [] for node in ways}
    for node, others in ways.items():
        for other in others:
            back[other].append(node)
    seen: set[Node] = set()
    order = [node for start in ways for node in _walk(start, ways, seen)]
    seen = set()
    found = [set(_walk(start, back, seen)) for start in reversed(order)]
    return [knot for knot in reversed(found) if knot]


def _walk(start: Node, ways: Mapping[Node, Iterable[Node]], seen: set[Node]) -> list[Node]:
    """All whom no walk has seen yet, each after those to whom one comes only through it."""
    left: list[Node] = []
    waiting = [(start, False)]
    while waiting:
        node, leaving = waiting.pop()
        if leaving:
            left.append(node)
        elif node not in seen:
            seen.add(node)
            waiting += [(node, True), *((there, False) for there in ways[node])]
    return left


Thing = TypeVar("Thing", bound=Hashable)
Numbered = dict[int, frozenset[Thing]]
"""Number of a set -> what of it others have as well."""

MOST_EXACT = 20
"""Sets that hang on one another, of which the best choice is looked for."""


def packing(sets: Sequence[frozenset[Thing]]) -> tuple[int, ...]:
    """Pick as many sets as possible of which no two share anything.

    Args:
        sets: In order of preference among equally good ones; none is empty.

    Returns:
        Their numbers in `sets`, ascending. Where more than `MOST_EXACT` hang on one another and
        none may be taken without loss, perhaps too few of those; never too many.
    """
    first: dict[frozenset[Thing], int] = {}
    for number, one in enumerate(sets):
        first.setdefault(one, number)
    taken, left = _without_choice({number: one for one, number in first.items()})
    for together in _components(left):
        taken += (
            _exact_packing(together) if len(together) <= MOST_EXACT else _greedy_packing(together)
        )
    return tuple(sorted(taken))


def _without_choice(left: Numbered[Thing]) -> tuple[list[int], Numbered[Thing]]:
    """Take all that may be taken without loss: what shares nothing, or one thing alone."""
    taken: list[int] = []
    while left:
        owners = Counter(thing for things in left.values() for thing in things)
        left = {
            number: frozenset(thing for thing in things if owners[thing] > 1)
            for number, things in left.items()
        }
        used = set[Thing]()
        found = []
        for number, things in left.items():
            # Whoever else has this one thing has no fewer: none of them is better.
            if not things or (len(things) == 1 and not things & used):
                found.append(number)
                used |= things
        if not found:
            break
        taken += found
        left = {number: things for number, things in left.items() if things and not things & used}
    return taken, left


def _components(left: Numbered[Thing]) -> Iterator[Numbered[Thing]]:
    """Those that hang on one another, if through others."""
    joined: DisjointSet[Thing] = DisjointSet()
    for first, *others in left.values():
        for other in others:
            joined.union(first, other)
    groups: dict[Thing, Numbered[Thing]] = {}
    for number, things in left.items():
        groups.setdefault(joined.find(next(iter(things))), {})[number] = things
    yield from groups.values()


def _exact_packing(left: Numbered[Thing]) -> list[int]:
    """Try the first one with and without."""
    taken, left = _without_choice(left)
    if not left:
        return taken
    first, *others = left
    with_it = _exact_packing({one: left[one] for one in others if not left[one] & left[first]})
    without = _exact_packing({one: left[one] for one in others})
    return [*taken, *max([first, *with_it], without, key=len)]


def _greedy_packing(left: Numbered[Thing]) -> list[int]:
    """Take the smallest first, each that shares nothing with those before."""
    used = set[Thing]()
    taken = []
    for number, things in sorted(left.items(), key=lambda one: (len(one[1]), one[0])):
        if not things & used:
            taken.append(number)
            used |= things
    return taken
