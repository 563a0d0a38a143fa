"""What is left of a claim if somebody's word is withdrawn.

A report stands while somebody is left on whose word it rests: reachability from those who speak on
their own word, along who cites whom, without the party that is withdrawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec.structs import replace

from dossierpress.provenance.statements import Party, Statement

Loss = Literal["falls", "one-left"]
"""falls: the claim has no origin left; one-left: it has one at most, and could have several."""


def parties_of(statements: Iterable[Statement]) -> tuple[Party, ...]:
    """Everybody who makes a statement, is cited in one, or is all that one is known through."""
    return tuple(
        dict.fromkeys(
            party
            for one in statements
            for party in (one.by, *one.citing, one.quoted_by)
            if party is not None
        )
    )


def left_without(party: Party, statements: Sequence[Statement]) -> dict[int, Statement]:
    """Find the statements that are left if the word of a party is withdrawn.

    What the party says is gone, and so is what is known from its quotation alone. A statement that
    rests on those alone who are gone goes as well, and so on along the chain. One that names others
    too keeps them; one that says how it knows stays, and so does one that names nobody.

    Args:
        party: Whose word is withdrawn.
        statements: Those of one claim that have one stance; none may rest on one another in a
            circle.

    Returns:
        Number of a statement -> the statement, without those whom it cites and who are gone.
    """
    heard = {
        number: one for number, one in enumerate(statements) if party not in (one.by, one.quoted_by)
    }
    speaking = {one.by for one in heard.values()}
    cited_in: dict[Party, list[int]] = defaultdict(list)
    for number, one in heard.items():
        for cited in one.citing:
            cited_in[cited].append(number)
    standing = {number for number, one in heard.items() if _stands_alone(one)}
    waiting: list[Party] = [heard[number].by for number in standing]
    # Whose own words are not known, or no more: all that there is of them is that others cite them.
    waiting += [cited for cited in cited_in if cited != party and cited not in speaking]
    supporting = set[Party]()
    while waiting:
        there = waiting.pop()
        if there in supporting:
            continue
        supporting.add(there)
        for number in cited_in[there]:
            standing.add(number)
            waiting.append(heard[number].by)
    return {
        number: replace(one, citing=tuple(there for there in one.citing if there in supporting))
        for number, one in heard.items()
        if number in standing
    }


def _stands_alone(one: Statement) -> bool:
    """Whether it rests on nobody else, as far as is said."""
    return not one.citing or one.basis in ("witness", "document", "official")


def loss(before: int, after: int) -> Loss | None:
    """What a claim loses.

    Args:
        before: The most origins that it may have.
        after: The same without the party that is withdrawn.
    """
    if before and not after:
        return "falls"
    return "one-left" if after == 1 < before else None
