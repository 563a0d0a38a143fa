"""Who leads to one another, if through others: the knots of a graph."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node")


def knots(ways: Mapping[Node, Iterable[Node]]) -> list[set[Node]]:
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
