"""Why parties count as one: the ties by which the one leans on the other, or both on a third."""

from collections.abc import Iterable, Mapping, Sequence

from disjoint_set import DisjointSet
from msgspec import Struct

from dossierpress.model.key import Key
from dossierpress.provenance.knots import knots
from dossierpress.provenance.voices import Tie, Voices


class _Climb(Struct, frozen=True, gc=False):
    """How somebody is reached by whoever is nearest of those who lean on them."""

    steps: int
    start: Key
    """Who that is."""
    came_from: Key | None
    """The last before; None at the start."""


def connect(parties: Sequence[Key], followers: Sequence[Key], voices: Voices) -> tuple[Tie, ...]:
    """Find the ties by which parties are one, and by which followers follow them.

    Args:
        parties: Who are one voice, or take their reports over from the same.
        followers: Who take reports over from them, or from where they have theirs.
        voices: See `voices`.

    Returns:
        Enough to join all who lean on one another or on somebody alike, each tie once. As in a
        spanning tree, the shortest ways come first, and one that joins nobody new is left out.
    """
    joined: DisjointSet[Key] = DisjointSet()
    # Parties are one without their followers, so that their own ties are what is told.
    ties = dict.fromkeys(_joining(parties, joined, voices))
    if followers:
        ties |= dict.fromkeys(_joining((*parties, *followers), joined, voices))
    return tuple(ties)


def leading(group: Sequence[Key], voices: Voices) -> tuple[Key, ...]:
    """Those of a group who lean, directly or not, on none of it but who leans on them as well."""
    ways = {one: tuple(voices.leans.get(one, ())) for one in _climb(group, voices)}
    members = set(group)
    before = set[Key]()  # who are in the group, or lean on one who is
    found = set[Key]()
    for knot in knots(ways):  # each after those on whom it leans
        beyond = any(there in before and there not in knot for one in knot for there in ways[one])
        if not beyond:
            found |= knot & members
        if beyond or knot & members:
            before |= knot
    return tuple(one for one in group if one in found)


def _joining(starts: Sequence[Key], joined: DisjointSet[Key], voices: Voices) -> Iterable[Tie]:
    """The ties that join those who are not joined yet."""
    reached = _climb(starts, voices)
    place = {start: number for number, start in enumerate(starts)}
    meetings = sorted(
        (way.steps + 1 + reached[there].steps, place[way.start], one, there)
        for one, way in reached.items()
        for there in voices.leans.get(one, ())
        if way.start != reached[there].start
    )
    for *_, one, there in meetings:
        here, other = reached[one].start, reached[there].start
        if joined.find(here) != joined.find(other):
            joined.union(here, other)
            # From whoever is named first to the other.
            first, then = (one, there) if place[here] < place[other] else (there, one)
            yield from reversed(_ties(first, reached, voices))
            yield voices.leans[one][there]
            yield from _ties(then, reached, voices)


def _climb(starts: Iterable[Key], voices: Voices) -> Mapping[Key, _Climb]:
    """Everybody on whom somebody leans, themselves too, each from the nearest."""
    found = {start: _Climb(0, start, None) for start in starts}
    waiting = list(found)
    for one in waiting:  # it grows on the way
        for there in sorted(voices.leans.get(one, ())):
            if there not in found:
                found[there] = _Climb(found[one].steps + 1, found[one].start, one)
                waiting.append(there)
    return found


def _ties(end: Key, reached: Mapping[Key, _Climb], voices: Voices) -> list[Tie]:
    """The way back from its end."""
    ties = []
    while (before := reached[end].came_from) is not None:
        ties.append(voices.leans[before][end])
        end = before
    return ties
