"""Graph algorithms: strongly connected components, and set packing.

Origins that share a voice or a relay are not independent. The number of independent ones is the
size of the largest set packing: the most that can be picked so that no two share anything. It
never falls when an origin is added, and never rises when two voices turn out to be one.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from disjoint_set import DisjointSet

Node = TypeVar("Node")


def strongly_connected_components(edges: Mapping[Node, Iterable[Node]]) -> list[set[Node]]:
    """Find the strongly connected components of a graph (Kosaraju's algorithm, not recursive).

    Args:
        edges: Node -> its successors, each of which is a key as well.

    Returns:
        Components in reverse topological order: each after those that it leads to.
    """
    reversed_edges: dict[Node, list[Node]] = {node: [] for node in edges}
    for node, others in edges.items():
        for other in others:
            reversed_edges[other].append(node)
    seen: set[Node] = set()
    order = [node for start in edges for node in _walk(start, edges, seen)]
    seen = set()
    found = [set(_walk(start, reversed_edges, seen)) for start in reversed(order)]
    return [component for component in reversed(found) if component]


def _walk(start: Node, edges: Mapping[Node, Iterable[Node]], seen: set[Node]) -> list[Node]:
    """Depth-first post-order of the nodes that are not yet in `seen`, to which it adds them."""
    left: list[Node] = []
    waiting = [(start, False)]
    while waiting:
        node, leaving = waiting.pop()
        if leaving:
            left.append(node)
        elif node not in seen:
            seen.add(node)
            waiting += [(node, True), *((there, False) for there in edges[node])]
    return left


Thing = TypeVar("Thing", bound=Hashable)
Numbered = dict[int, frozenset[Thing]]
"""Number of a set -> its elements, or those that other sets contain as well."""

MOST_EXACT = 20
"""Largest component of which the best packing is searched for."""


def packing(sets: Sequence[frozenset[Thing]]) -> tuple[int, ...]:
    """Pick as many pairwise disjoint sets as possible.

    Args:
        sets: In order of preference among equally good ones; none is empty.

    Returns:
        Their numbers in `sets`, ascending. Where shared elements connect more than `MOST_EXACT`
        sets and none can be taken without loss, perhaps too few of those; never too many.
    """
    if sum(map(len, sets)) == len(frozenset().union(*sets)):
        return tuple(range(len(sets)))  # nothing is shared
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
    """Take every set that costs no other: those that share no element, or a single one."""
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
            # Other sets with this element have at least as many elements: none is a better choice.
            if not things or (len(things) == 1 and not things & used):
                found.append(number)
                used |= things
        if not found:
            break
        taken += found
        left = {number: things for number, things in left.items() if things and not things & used}
    return taken, left


def _components(left: Numbered[Thing]) -> Iterator[Numbered[Thing]]:
    """Connected components: sets that share elements, directly or through other sets."""
    joined: DisjointSet[Thing] = DisjointSet()
    for first, *others in left.values():
        for other in others:
            joined.union(first, other)
    groups: dict[Thing, Numbered[Thing]] = {}
    for number, things in left.items():
        groups.setdefault(joined.find(next(iter(things))), {})[number] = things
    yield from groups.values()


def _exact_packing(left: Numbered[Thing]) -> list[int]:
    """Branch on the first set: with it, and without it."""
    taken, left = _without_choice(left)
    if not left:
        return taken
    first, *others = left
    with_it = _exact_packing({one: left[one] for one in others if not left[one] & left[first]})
    without = _exact_packing({one: left[one] for one in others})
    return [*taken, *max([first, *with_it], without, key=len)]


def _greedy_packing(left: Numbered[Thing]) -> list[int]:
    """Take the smallest sets first, each if it is disjoint from those taken before."""
    used = set[Thing]()
    taken = []
    for number, things in sorted(left.items(), key=lambda one: (len(one[1]), one[0])):
        if not things & used:
            taken.append(number)
            used |= things
    return taken
