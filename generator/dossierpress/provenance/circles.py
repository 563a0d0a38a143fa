"""Sources that report one another's word in a circle, so that nobody is the first to say it."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from dossierpress.provenance.repeats import repeats
from dossierpress.provenance.statement import Party, Statement


def circles(statements: Sequence[Statement]) -> tuple[tuple[Party, ...], ...]:
    """Find the circles among the statements of one claim.

    Args:
        statements: All of one claim, whatever their stance.

    Returns:
        Circles, each as the parties in the order in which they cite: the last cites the first.
        A circle begins with the party whose statement comes first. Taking one step out of each
        would leave no circle. Who said it on their own word closes none; see `repeats`.
    """
    order = {party: number for number, party in enumerate(one.by for one in statements)}
    cites: dict[Party, dict[Party, None]] = {}
    repeated = repeats(statements)
    for number, one in enumerate(statements):
        cited = (party for party in one.citing if (number, party) not in repeated)
        cites.setdefault(one.by, {}).update(dict.fromkeys(cited))
    found = []
    while circle := _circle(cites):
        first = circle.index(min(circle, key=order.__getitem__))
        circle = (*circle[first:], *circle[:first])
        found.append(circle)
        del cites[circle[-1]][circle[0]]
    return tuple(found)


def _circle(cites: dict[Party, dict[Party, None]]) -> tuple[Party, ...]:
    """Some circle; empty where there is none."""
    try:
        TopologicalSorter(cites).prepare()
    except CycleError as error:
        # Each is cited by the next, and the last is the first again.
        return tuple(reversed(error.args[1][1:]))
    return ()
