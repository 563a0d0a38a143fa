"""The statements of one claim: who speaks, on whose word, and how statements cite one another.

`repeats` finds parties that cite others who have the claim from them; `circles` finds parties that
cite one another so that none was first; `chains` lists the paths from an origin to those who report
it; `roots` gives the parties where chains begin, and those that may only have passed it on.
`read_party` reads a party of front matter.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import islice

from msgspec import Struct

from dossierpress.kernel.key import Key, party_key
from dossierpress.provenance.graph import strongly_connected_components
from dossierpress.schema.claim import Basis, Stance
from dossierpress.schema.claim import Party as WrittenParty


class Unnamed(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """A party that a report does not name: `an official`.

    Two reports that speak of `an official` may mean one person or two, and nobody can tell. So
    equal words mean one party only if the same party says them.
    """

    words: str
    heard_by: Key | None
    """The party that speaks of them; None where they report themselves."""


Party = Key | Unnamed


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """A party says something of a claim, on its own word or on that of others."""

    by: Party
    citing: tuple[Party, ...] = ()
    """On whose word; empty where it is its own, or where it does not say."""
    stance: Stance = "asserts"
    basis: Basis = "not-stated"
    """How it knows."""
    via: Party | None = None
    """The party that quotes the statement, if it is known from there alone."""

    @property
    def quoted_by(self) -> Party | None:
        """The party that quotes it, if that is another one: quoting oneself says nothing."""
        return None if self.via == self.by else self.via

    @property
    def names(self) -> tuple[Party, ...]:
        """The parties that another party names as its source.

        Nobody is their own witness: neither a party that cites itself, nor one that alone quotes
        another party as citing it.
        """
        return tuple(one for one in self.citing if one not in (self.by, self.via))


def read_party(written: WrittenParty, heard_by: Key | None, stand_ins: Collection[str]) -> Party:
    """Read a party of front matter.

    Args:
        written: As it may be published; an id is `type:id`.
        heard_by: The party that speaks of an unnamed one.
        stand_ins: Words that stand for somebody private.
    """
    if written.unnamed is not None:
        # A stand-in means the same private party wherever it stands.
        same = written.unnamed in stand_ins
        return Unnamed(words=written.unnamed, heard_by=None if same else heard_by)
    return party_key(written.id or "")


def party_label(party: Party) -> str:
    """The name of a party in messages to the author."""
    return party.words if isinstance(party, Unnamed) else party.id


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


def roots(statements: Sequence[Statement], never: Container[Party] = frozenset()) -> Roots:
    """Find the ends of the chains.

    Args:
        statements: All of one claim that have one stance.
        never: Parties that are no origin, whatever they say: encyclopaedias, desk notes.
    """
    repeated = repeats(statements)
    speaking = dict.fromkeys(one.by for one in statements)
    cited = dict.fromkeys(party for one in statements for party in one.citing)
    named_rightly = {party for _, names in sources_shown(statements, never) for party in names}
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


def knows(one: Statement) -> bool:
    """Whether it says how it knows, and that is not only what another party has told it."""
    if one.basis == "witness":
        return True
    if one.basis == "handout":
        return not one.citing
    # A party that holds a document and cites another may have it from there; see `_may_know`.
    return one.basis in ("document", "official") and not any(
        isinstance(party, Key) for party in one.citing
    )


def _may_know(one: Statement) -> bool:
    return one.basis in ("document", "official")
