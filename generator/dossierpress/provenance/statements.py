"""The statements of one claim: who speaks, on whose word, and how statements cite one another.

`repeats` finds who said it first and later cites others who have it from them; `circles` finds
parties that cite one another so that nobody was first; `chains` lists the ways from an origin to
whoever reports it; `roots` gives the parties with whom the chains end, and those who may only
have passed it on. `read_party` turns a party of front matter into one that counts here.
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
    """Somebody whom a report does not name: `an official`.

    Two reports that speak of `an official` may mean one person or two, and nobody can tell. So
    the words are of one party only where one party says them.
    """

    words: str
    heard_by: Key | None
    """Who speaks of them; None where they speak for themselves."""


Party = Key | Unnamed


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """Somebody says something of a claim, on their own word or on that of others."""

    by: Party
    citing: tuple[Party, ...] = ()
    """On whose word; empty where it is their own, or where they do not say."""
    stance: Stance = "asserts"
    basis: Basis = "not-stated"
    """How they know."""
    via: Party | None = None
    """Who quotes it, where it is known from there alone."""

    @property
    def quoted_by(self) -> Party | None:
        """Who quotes it besides whoever makes it: that somebody quotes themselves says nothing."""
        return None if self.via == self.by else self.via

    @property
    def names(self) -> tuple[Party, ...]:
        """Whom somebody else names as their source.

        Nobody is their own witness: not who cites themselves, and not who alone says that another
        one cites them.
        """
        return tuple(one for one in self.citing if one not in (self.by, self.via))


def read_party(written: WrittenParty, heard_by: Key | None, stand_ins: Collection[str]) -> Party:
    """Whom front matter means.

    Args:
        written: As it may be published; an id is `type:id`.
        heard_by: Who speaks of them, where nobody names them.
        stand_ins: Words that stand for somebody private.
    """
    if written.unnamed is not None:
        # What stands for somebody private is one and the same wherever it stands.
        same = written.unnamed in stand_ins
        return Unnamed(words=written.unnamed, heard_by=None if same else heard_by)
    return party_key(written.id or "")


def party_label(party: Party) -> str:
    """How a message to the author names somebody."""
    return party.words if isinstance(party, Unnamed) else party.id


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
    knot_of = _component_of(statements)
    return frozenset(
        (number, party)
        for number, one in enumerate(statements)
        for party in one.citing
        if (one.by, one.stance) in own and party != one.by and knot_of[party] == knot_of[one.by]
    )


def _component_of(statements: Iterable[Statement]) -> Mapping[Party, int]:
    """Number parties so that those have one number who cite one another, if through others."""
    cites: dict[Party, list[Party]] = {}
    for one in statements:
        cites.setdefault(one.by, []).extend(one.citing)
        for party in one.citing:
            cites.setdefault(party, [])
    return {
        party: number
        for number, knot in enumerate(strongly_connected_components(cites))
        for party in knot
    }


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
    while circle := _some_circle(cites):
        first = circle.index(min(circle, key=order.__getitem__))
        circle = (*circle[first:], *circle[:first])
        found.append(circle)
        del cites[circle[-1]][circle[0]]
    return tuple(found)


def _some_circle(cites: dict[Party, dict[Party, None]]) -> tuple[Party, ...]:
    """Some circle; empty where there is none."""
    try:
        TopologicalSorter(cites).prepare()
    except CycleError as error:
        # Each is cited by the next, and the last is the first again.
        return tuple(reversed(error.args[1][1:]))
    return ()


MOST_CHAINS = 50
"""Chains that are told of one claim; what is beyond them is counted."""


class ChainStep(Struct, frozen=True, kw_only=True, gc=False):
    """One party on the way."""

    party: Party
    statement: int | None
    """Number of its statement; None for a party that is cited and whose own is not known."""


class Chain(Struct, frozen=True, kw_only=True, gc=False):
    """From an origin to the last who reports it."""

    steps: tuple[ChainStep, ...]


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
    return tuple(islice(_chains_back(last, repeated, statements), most))


def _chains_back(
    last: Sequence[int], repeated: Container[int], statements: Sequence[Statement]
) -> Iterator[Chain]:
    """Every way from a statement back to an origin. Without circles each of them ends in one."""
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
    """Each in the order in which the reports name them."""

    certain: tuple[Key, ...]
    """Whom reports that count name as their source and who name nobody; and who say how they know
    it."""
    possible: tuple[Key, ...]
    """Who report it and say neither from whom they have it nor how they know; and who are named by
    reports alone that do not count or show nothing; see `telling`."""
    unnamed: tuple[Unnamed, ...]
    """Both, of those whom nobody names."""
    unnamed_possible: tuple[Unnamed, ...]
    """Those of them who only may have passed it on."""


def roots(statements: Sequence[Statement], never: Container[Party] = frozenset()) -> Roots:
    """Find the ends of the chains.

    Args:
        statements: All of one claim that have one stance.
        never: Who is no origin, whatever they say: encyclopaedias, desk notes.
    """
    repeated = repeats(statements)
    speaking = dict.fromkeys(one.by for one in statements)
    cited = dict.fromkeys(party for one in statements for party in one.citing)
    named_rightly = {party for _, names in telling(statements, never) for party in names}
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


def telling(
    statements: Sequence[Statement], never: Container[Party]
) -> tuple[tuple[Statement, tuple[Party, ...]], ...]:
    """Find whom each statement that counts shows to be a source.

    That an encyclopaedia names somebody does not show that it is right. Nor does it show anything
    that some who print it on their own word cite one another as well, if none of them says how they
    know it: each would be a source on the word of those who have it from them.
    """
    knowing = {one.by for one in statements if knows(one)}
    unknowing = [one for one in statements if one.by not in knowing]
    around = {(unknowing[number].by, party) for number, party in repeats(unknowing)}
    return tuple(
        (one, tuple(party for party in one.names if (one.by, party) not in around))
        for one in statements
        if one.by not in never
    )


def knows(one: Statement) -> bool:
    """Whether it says how it knows, and that is not only what somebody else has told it."""
    if one.basis == "witness":
        return True
    if one.basis == "handout":
        return not one.citing
    # Whoever cites somebody and holds a document may have it from them; see `_may_know`.
    return one.basis in ("document", "official") and not any(
        isinstance(party, Key) for party in one.citing
    )


def _may_know(one: Statement) -> bool:
    return one.basis in ("document", "official")
