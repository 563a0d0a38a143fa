"""Who said it first and later repeats what others have from them: that is no circle."""

from collections.abc import Iterable, Mapping, Sequence

from dossierpress.provenance.statement import Party, Statement


def repeats(statements: Sequence[Statement]) -> frozenset[tuple[int, Party]]:
    """Find where somebody cites others who have it from them.

    A paper reports on its own word, an agency cites the paper, and the paper cites the agency: the
    agency rests on the paper's own word, and the paper's second report adds nothing.

    Args:
        statements: All of one claim.

    Returns:
        (number of a statement, whom it cites), where they cite one another, directly or through
        others, and who makes the statement also says the same on their own word. Who cites
        themselves in so many words repeats nobody.
    """
    own = {(one.by, one.stance) for one in statements if not one.citing}
    if not any(one.citing and (one.by, one.stance) in own for one in statements):
        return frozenset()
    knots = _knots(statements)
    return frozenset(
        (number, party)
        for number, one in enumerate(statements)
        for party in one.citing
        if (one.by, one.stance) in own and party != one.by and knots[party] == knots[one.by]
    )


def _knots(statements: Iterable[Statement]) -> Mapping[Party, int]:
    """Number parties so that those have one number who cite one another, if through others."""
    cites: dict[Party, list[Party]] = {}
    cited_by: dict[Party, list[Party]] = {}
    for one in statements:
        cites.setdefault(one.by, [])
        for party in one.citing:
            cites[one.by].append(party)
            cites.setdefault(party, [])
            cited_by.setdefault(party, []).append(one.by)
    knots: dict[Party, int] = {}
    for start in reversed(_as_left(cites)):
        number = len(knots)
        waiting = [start]
        while waiting:
            party = waiting.pop()
            if party not in knots:
                knots[party] = number
                waiting += cited_by.get(party, ())
    return knots


def _as_left(cites: Mapping[Party, Sequence[Party]]) -> list[Party]:
    """Parties in the order in which a walk in depth leaves them."""
    left: list[Party] = []
    seen: set[Party] = set()
    for start in cites:
        waiting = [(start, True)]
        while waiting:
            party, enters = waiting.pop()
            if not enters:
                left.append(party)
            elif party not in seen:
                seen.add(party)
                waiting.append((party, False))
                waiting += ((one, True) for one in cites[party])
    return left
