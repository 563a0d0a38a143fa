"""What holds a claim up: the parties without whose word it falls, or has one origin at most."""

from dossierpress.claims.counting import Counting, count_asserted
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.provenance.withdrawals import Loss, left_without, loss, parties_of


def losses(claim: Claim, counted: Counting) -> dict[Key, Loss]:
    """Find what a claim loses if the word of a party is withdrawn, for each that it names.

    Args:
        claim: A published claim.
        counted: How origins are counted.

    Returns:
        Source or entity -> what is lost, in the order in which the reports name them; nobody for
        an opinion and a forecast, of which no origins are counted.
    """
    before = claim.asserted.most
    if not claim.is_counted or claim.circles or not before:
        return {}
    asserting = [one for one in claim.reports if one.stance == "asserts" and not one.stub]
    statements = [one.statement for one in asserting]
    found: dict[Key, Loss] = {}
    for party in parties_of(statements):
        if not isinstance(party, Key):
            continue
        left = left_without(party, statements)
        said = {asserting[number].number: one for number, one in left.items()}
        after, _ = count_asserted(claim.reports, said, counted, claim.suspicions, claim.first_said)
        lost = loss(before, after.most)
        if lost is not None:
            found[party] = lost
    return found
