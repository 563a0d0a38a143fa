"""Why parties count as one: the ties by which the one leans on the other, or both on a third."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossierpress.model.key import Key
from dossierpress.provenance.voices import Tie, Voices


@dataclass(frozen=True, slots=True)
class _Climb:
    """How somebody gets to one on whom they lean."""

    steps: int
    start: Key
    """Who."""
    came_from: Key | None
    """The last before; None at the start."""


_Reach = Mapping[Key, _Climb]
"""Everybody on whom somebody leans, themselves too."""


def connect(parties: Iterable[Key], followers: Iterable[Key], voices: Voices) -> tuple[Tie, ...]:
    """Find the ties by which parties are one, and by which followers follow them.

    Args:
        parties: Who are one voice, or take their reports over from the same.
        followers: Who take reports over from them, or from where they have theirs.
        voices: See `voices`.

    Returns:
        Enough to join all of them, each by the shortest way, each tie once.
    """
    ties: dict[Tie, None] = {}
    joined: list[_Reach] = []
    alone: dict[Key, _Reach] = {}
    for one in parties:
        reach = alone[one] = _climb(one, voices)
        apart = []
        for others in joined:
            met = _meet(alone[one], others, alone, voices)
            ties |= dict.fromkeys(met)
            if met:
                reach = _nearest(reach, others)
            else:
                apart.append(others)
        joined = [*apart, reach]
    for one in followers:
        alone[one] = _climb(one, voices)
        for others in joined:
            ties |= dict.fromkeys(_meet(alone[one], others, alone, voices))
    return tuple(ties)


def leans_on(one: Key, others: Iterable[Key], voices: Voices) -> frozenset[Key]:
    """Those of the others on whom one leans, directly or not."""
    reach = _climb(one, voices)
    return frozenset(other for other in others if other in reach and other != one)


def _climb(start: Key, voices: Voices) -> _Reach:
    found = {start: _Climb(0, start, None)}
    waiting = [start]
    for one in waiting:  # it grows on the way
        for there in voices.leans.get(one, ()):
            if there not in found:
                found[there] = _Climb(found[one].steps + 1, start, one)
                waiting.append(there)
    return found


def _nearest(one: _Reach, other: _Reach) -> _Reach:
    """Whom either reaches, each by the shorter way."""
    nearest = {**other, **one}
    for key in one.keys() & other.keys():
        nearest[key] = min(one[key], other[key], key=lambda way: (way.steps, way.start))
    return nearest


def _meet(
    one: _Reach, others: _Reach, alone: Mapping[Key, _Reach], voices: Voices
) -> tuple[Tie, ...]:
    """The ties from the nearest of others and from one to whom both lean on.

    If it is as near, they meet at the other and not at a third. Where they lean on nobody alike,
    there are none.
    """
    meeting = min(
        one.keys() & others.keys(),
        key=lambda key: (one[key].steps + others[key].steps, others[key].steps, key),
        default=None,
    )
    if meeting is None:
        return ()
    there, here = (_ties(meeting, alone[way[meeting].start], voices) for way in (others, one))
    return (*reversed(there), *here)


def _ties(end: Key, way: _Reach, voices: Voices) -> list[Tie]:
    """The way back from its end."""
    ties = []
    while (before := way[end].came_from) is not None:
        ties.append(voices.leans[before][end])
        end = before
    return ties
