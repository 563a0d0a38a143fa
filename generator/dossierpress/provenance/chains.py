"""Chains of attribution: the paths from an origin to those who report a claim.

`roots` gives the parties where chains begin, and those that may only have passed it on.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.provenance.circles import repeats
from dossierpress.provenance.statements import Party, Statement, Unnamed, knows

MOST_CHAINS = 50
"""Chains that are listed of one claim; the others are counted."""


class ChainStep(Struct, frozen=True, kw_only=True, gc=False):
    """One party of a chain."""

    party: Party
    statement: int | None
    """Number of its statement; None for a party that is cited and makes none here."""


class Chain(Struct, frozen=True, kw_only=True, gc=False):
    """A path from an origin to the last party that reports it."""

    steps: tuple[ChainStep, ...]


def chains(statements: Sequence[Statement], most: int = MOST_CHAINS) -> tuple[Chain, ...]:
    """Follow every statement that nobody else cites back to its origins.

    Args:
        statements: All of one claim; there must be no circle among them.
        most: How many chains to give.

    Returns:
        The chains, those of the first statement first.
    """
    cited = {party for one in statements for party in one.citing}
    # A statement that repeats what others have from its party ends a chain.
    repeated = {number for number, _ in repeats(statements)}
    last = [
        number for number, one in enumerate(statements) if one.by not in cited or number in repeated
    ]
    return tuple(islice(_chains_back(last, repeated, statements), most))


def _chains_back(
    last: Sequence[int], repeated: Container[int], statements: Sequence[Statement]
) -> Iterator[Chain]:
    """Every path from a statement back to an origin. Without circles each of them ends in one."""
    numbers: dict[Party, list[int]] = {}
    for number, one in enumerate(statements):
        if number not in repeated:
            numbers.setdefault(one.by, []).append(number)
    waiting: list[tuple[ChainStep, ...]] = [
        (ChainStep(party=statements[number].by, statement=number),) for number in reversed(last)
    ]
    while waiting:
        steps = waiting.pop()
        latest = steps[0].statement
        if latest is None or not statements[latest].citing:
            yield Chain(steps=steps)
            continue
        before = [
            ChainStep(party=party, statement=statement)
            for party in statements[latest].citing
            for statement in numbers.get(party, (None,))
        ]
        waiting += [(step, *steps) for step in reversed(before)]


class Roots(Struct, frozen=True, kw_only=True, gc=False):
    """The ends of the chains of a claim, each group in the order in which reports name them."""

    certain: tuple[Key, ...]
    """Parties that reports that count name as their source and that name none themselves; and
    parties that say how they know."""
    possible: tuple[Key, ...]
    """Parties that report it and say neither from whom they have it nor how they know; and parties
    named only by reports that do not count or show nothing; see `sources_shown`."""
    unnamed: tuple[Unnamed, ...]
    """Both groups, of unnamed parties."""
    unnamed_possible: tuple[Unnamed, ...]
    """Those of the unnamed ones that are not certain."""


def roots(
    statements: Sequence[Statement],
    shown: Sequence[tuple[Statement, tuple[Party, ...]]],
    never: Container[Party] = frozenset(),
) -> Roots:
    """Find the ends of the chains.

    Args:
        statements: All of one claim that have one stance.
        shown: Those that count, with the parties that each shows to be sources; see
            `sources_shown`.
        never: Parties that are no origin, whatever they say: encyclopaedias, desk notes.
    """
    repeated = repeats(statements)
    speaking = dict.fromkeys(one.by for one in statements)
    cited = dict.fromkeys(party for one in statements for party in one.citing)
    named_rightly = {party for _, names in shown for party in names}
    bare = {one.by for one in statements if not one.citing}
    passing_on = {
        one.by
        for number, one in enumerate(statements)
        if any((number, party) not in repeated for party in one.citing)
    }
    end = {
        party
        for party in cited
        if party not in speaking or (party in bare and party not in passing_on)
    }
    certain = (end & named_rightly) | {one.by for one in statements if knows(one)}
    maybe = end | bare | {one.by for one in statements if _may_know(one)}
    named = [one for one in dict.fromkeys((*speaking, *cited)) if one not in never]
    return Roots(
        certain=tuple(one for one in named if isinstance(one, Key) and one in certain),
        possible=tuple(
            one for one in named if isinstance(one, Key) and one in maybe and one not in certain
        ),
        unnamed=tuple(_unnamed(named, certain | end | bare)),
        unnamed_possible=tuple(_unnamed(named, (end | bare) - certain)),
    )


def _unnamed(parties: Sequence[Party], ends: Container[Party]) -> Iterator[Unnamed]:
    for one in parties:
        if isinstance(one, Unnamed) and one in ends:
            yield one


def sources_shown(
    statements: Sequence[Statement], never: Container[Party]
) -> tuple[tuple[Statement, tuple[Party, ...]], ...]:
    """Find the parties that each statement that counts shows to be sources.

    That an encyclopaedia names a party does not show that it is right. Nor do citations among
    parties that print it on their own word, if none of them says how it knows: each would be a
    source on the word of those who have it from it.
    """
    knowing = {one.by for one in statements if knows(one)}
    unknowing = [one for one in statements if one.by not in knowing]
    uninformative = {(unknowing[number].by, party) for number, party in repeats(unknowing)}
    return tuple(
        (one, tuple(party for party in one.names if (one.by, party) not in uninformative))
        for one in statements
        if one.by not in never
    )


def _may_know(one: Statement) -> bool:
    return one.basis in ("document", "official")
