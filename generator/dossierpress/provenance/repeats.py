"""Who said it first and later repeats what others have from them: that is no circle."""

from collections.abc import Iterable, Mapping, Sequence

from dossierpress.provenance.knots import knots
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
    knot_of = _knot_of(statements)
    return frozenset(
        (number, party)
        for number, one in enumerate(statements)
        for party in one.citing
        if (one.by, one.stance) in own and party != one.by and knot_of[party] == knot_of[one.by]
    )


def _knot_of(statements: Iterable[Statement]) -> Mapping[Party, int]:
    """Number parties so that those have one number who cite one another, if through others."""
    cites: dict[Party, list[Party]] = {}
    for one in statements:
        cites.setdefault(one.by, []).extend(one.citing)
        for party in one.citing:
            cites.setdefault(party, [])
    return {party: number for number, knot in enumerate(knots(cites)) for party in knot}
