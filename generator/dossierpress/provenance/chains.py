"""The ways by which a claim came from those who said it to those who reported it."""

from collections.abc import Container, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from dossierpress.provenance.repeats import repeats
from dossierpress.provenance.statement import Party, Statement

MOST_CHAINS = 50
"""Chains that are told of one claim; what is beyond them is counted."""


class Step(Struct, frozen=True, kw_only=True, gc=False):
    """One party on the way."""

    party: Party
    statement: int | None
    """Number of its statement; None for a party that is cited and whose own is not known."""


class Chain(Struct, frozen=True, kw_only=True, gc=False):
    """From an origin to the last who reports it."""

    steps: tuple[Step, ...]


def chains(statements: Sequence[Statement], most: int = MOST_CHAINS) -> tuple[Chain, ...]:
    """Follow every statement that nobody else cites back to its origins.

    Args:
        statements: All of one claim; there must be no circle among them.
        most: Of how many chains to tell.

    Returns:
        The chains, those of the first statement first.
    """
    cited = {party for one in statements for party in one.citing}
    # What somebody repeats that others have from them ends a chain: nobody has it from there.
    repeated = {number for number, _ in repeats(statements)}
    last = [
        number for number, one in enumerate(statements) if one.by not in cited or number in repeated
    ]
    return tuple(islice(_back(last, repeated, statements), most))


def _back(
    last: Sequence[int], repeated: Container[int], statements: Sequence[Statement]
) -> Iterator[Chain]:
    """Every way from a statement back to an origin. Without circles each of them ends in one."""
    numbers: dict[Party, list[int]] = {}
    for number, one in enumerate(statements):
        if number not in repeated:
            numbers.setdefault(one.by, []).append(number)
    waiting: list[tuple[Step, ...]] = [
        (Step(party=statements[number].by, statement=number),) for number in reversed(last)
    ]
    while waiting:
        steps = waiting.pop()
        latest = steps[0].statement
        if latest is None or not statements[latest].citing:
            yield Chain(steps=steps)
            continue
        before = [
            Step(party=party, statement=statement)
            for party in statements[latest].citing
            for statement in numbers.get(party, (None,))
        ]
        waiting += [(step, *steps) for step in reversed(before)]
