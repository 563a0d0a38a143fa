"""How many there really are who say so: the roots of the attribution graph of one claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from disjoint_set import DisjointSet

from dossierpress.model.key import Key
from dossierpress.provenance.connect import connect, leans_on
from dossierpress.provenance.statement import Party, Statement, Unnamed
from dossierpress.provenance.voices import Tie, Voices


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Parties on whose own word a claim rests, who count once because they are one voice."""

    parties: tuple[Key, ...]
    """In the order in which the reports name them."""
    followers: tuple[Key, ...] = ()
    """Those on whose own word it rests too and who do not count, because they take reports over
    from the parties, or from all from whom these have theirs. Who takes over from several origins
    follows each of them."""
    ties: tuple[Tie, ...] = ()
    """Why all of them count once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """On whose own word a claim rests."""

    named: tuple[Origin, ...] = ()
    """Those that are independent of one another, as far as the dossier knows."""
    unnamed: tuple[Unnamed, ...] = ()
    """Those that nobody names. Nobody can tell whether they are independent of anyone."""

    @property
    def is_single(self) -> bool:
        """Whether all of it comes down to one party."""
        return len(self.named) + len(self.unnamed) == 1


def origins(statements: Sequence[Statement], voices: Voices) -> Origins:
    """Find on whose own word statements rest.

    A party is a root if it says so citing nobody, or if it is cited and nothing is known of
    what it said. Of parties that only cite one another in a circle, none is a root.

    Roots count as often as they are independent of one another. Each stands for the springs of
    what it takes over (see `Voices`). A root that has all the springs of another one and more adds
    nothing to it, and follows it; so a small paper that feeds from two wires makes neither the
    two one nor itself a third. Of those that are left, all count once that share a spring, even
    if they do so only through a third one: the count never promises more than there is.

    Args:
        statements: All of one claim that have one stance.
        voices: See `voices`.
    """
    cited: dict[Party, bool] = {}
    """Party -> whether it is an origin, in the order in which they are named."""
    for one in statements:
        if not one.citing:
            cited[one.by] = True
        else:
            cited[one.by] = cited.get(one.by) or False
    reporting = set(cited)
    for one in statements:
        cited |= {party: True for party in one.citing if party not in reporting}
    roots = [party for party, is_origin in cited.items() if is_origin]
    return Origins(
        named=_independent([party for party in roots if isinstance(party, Key)], voices),
        unnamed=tuple(party for party in roots if isinstance(party, Unnamed)),
    )


def _independent(roots: Sequence[Key], voices: Voices) -> tuple[Origin, ...]:
    springs = {root: voices.springs_of(root) for root in roots}
    different = set(springs.values())
    least = {some for some in different if not any(other < some for other in different)}
    shared: DisjointSet[Key] = DisjointSet()
    for some in least:
        for spring in some:
            shared.union(min(some), spring)
    groups: dict[Key, list[Key]] = {}
    for root in roots:
        if springs[root] in least:
            groups.setdefault(shared.find(min(springs[root])), []).append(root)
    found = []
    for group in groups.values():
        having = {springs[one] for one in group}
        more = [one for one in roots if any(some < springs[one] for some in having)]
        found.append(_origin(group, more, voices))
    return tuple(found)


def _origin(group: Sequence[Key], more: Sequence[Key], voices: Voices) -> Origin:
    """Make an origin.

    Args:
        group: Who share springs; of them, who takes over from another one follows it.
        more: Who have all the springs of one of them and others.
        voices: See `voices`.
    """
    if len(group) + len(more) == 1:
        return Origin(parties=tuple(group))
    leans = {one: leans_on(one, group, voices) for one in group}
    parties = tuple(one for one in group if all(one in leans[other] for other in leans[one]))
    followers = (*(one for one in group if one not in parties), *more)
    return Origin(parties=parties, followers=followers, ties=connect(parties, followers, voices))
