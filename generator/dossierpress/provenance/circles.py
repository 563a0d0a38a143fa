"""Parties that cite one another.

`circles` finds those that cite one another so that none was first, `repeats` those that cite others
who have the claim from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from dossierpress.provenance.graph_algorithms import strongly_connected_components
from dossierpress.provenance.statements import Party, Statement


def repeats(statements: Sequence[Statement]) -> frozenset[tuple[int, Party]]:
    """Find where a party cites others who have the claim from it.

    A paper reports on its own word, an agency cites the paper, and the paper cites the agency: the
    agency rests on the paper's own word, and the paper's second report adds nothing.

    Args:
        statements: All of one claim.

    Returns:
        (number of a statement, party that it cites), where both cite one another, directly or
        through others, and the one that makes the statement also says the same on its own word.
        A party that cites itself by name repeats nobody.
    """
    own = {(one.by, one.stance) for one in statements if not one.citing}
    if not any(one.citing and (one.by, one.stance) in own for one in statements):
        return frozenset()
    component_of = _component_of(statements)
    return frozenset(
        (number, party)
        for number, one in enumerate(statements)
        for party in one.citing
        if (one.by, one.stance) in own
        and party != one.by
        and component_of[party] == component_of[one.by]
    )


def _component_of(statements: Iterable[Statement]) -> Mapping[Party, int]:
    """Party -> number of its strongly connected component in the graph of citations."""
    cites: dict[Party, list[Party]] = {}
    for one in statements:
        cites.setdefault(one.by, []).extend(one.citing)
        for party in one.citing:
            cites.setdefault(party, [])
    return {
        party: number
        for number, component in enumerate(strongly_connected_components(cites))
        for party in component
    }


def circles(statements: Sequence[Statement]) -> tuple[tuple[Party, ...], ...]:
    """Find the circles among the statements of one claim.

    Args:
        statements: All of one claim, whatever their stance.

    Returns:
        Circles, each as the parties in the order in which they cite: the last cites the first.
        A circle begins with the party whose statement comes first. Removing one step of each
        would leave no circle. A party that said it on its own word closes none; see `repeats`.
    """
    citing = {one.by for one in statements if one.citing}
    if citing.isdisjoint(party for one in statements for party in one.citing):
        return ()  # nobody who is cited cites
    order = {party: number for number, party in enumerate(one.by for one in statements)}
    cites: dict[Party, dict[Party, None]] = {}
    repeated = repeats(statements)
    for number, one in enumerate(statements):
        cited = (party for party in one.citing if (number, party) not in repeated)
        cites.setdefault(one.by, {}).update(dict.fromkeys(cited))
    found = []
    while circle := _some_circle(cites):
        first = circle.index(min(circle, key=order.__getitem__))
        circle = (*circle[first:], *circle[:first])
        found.append(circle)
        del cites[circle[-1]][circle[0]]
    return tuple(found)


def _some_circle(cites: dict[Party, dict[Party, None]]) -> tuple[Party, ...]:
    """Any one circle; empty where there is none."""
    try:
        TopologicalSorter(cites).prepare()
    except CycleError as error:
        # Each is cited by the next, and the last is the first again.
        return tuple(reversed(error.args[1][1:]))
    return ()
