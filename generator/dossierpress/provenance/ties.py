"""Ties and suspicions: which parties speak with one voice, and the ties that make them one.

`find_voices` derives from the ties between sources from whom each takes over what it says;
`voice_of` adds what the desk suspects of one claim; `connect` finds the shortest ties that join
parties which count once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from disjoint_set import DisjointSet
from msgspec import Struct, field

from dossierpress.kernel.key import Key
from dossierpress.provenance.graph_algorithms import strongly_connected_components
from dossierpress.provenance.statements import Party

TieKind = Literal[
    "owner",
    "publisher",
    "feed",
    "close-to",
    "run-by-former-members",
    "funded-by",
    "same-building",
    "connected-to",
]
CERTAIN_TIES: frozenset[TieKind] = frozenset(("owner", "publisher", "feed"))
"""The others are soft: they may make two sources one voice, and may not."""


class Tie(Struct, frozen=True, kw_only=True, gc=False):
    """Why a source is not independent of another party."""

    source: Key
    kind: TieKind
    to: Key
    """Its owner, its publisher, the party it takes reports over from, or one it may depend on."""


class Voices(Struct, frozen=True, kw_only=True):
    """Which parties are one voice by all ties together, and where their reports come from."""

    leans: Mapping[Key, Mapping[Key, Tie]] = field(default_factory=dict)
    """Party with a tie -> the parties it leans on, and why. Sources of one owner or publisher, and
    those with soft ties, lean on it and it on them; a source leans on those that it feeds from, and
    they not on it. So a strongly connected component of this graph is one voice."""
    springs: Mapping[Party, frozenset[Party]] = field(default_factory=dict)
    """Party with a tie -> the voices where all that it takes over begins; its own voice where it
    takes over from nobody. A voice is given as its first member by type and id, so that it does not
    depend on the order of the ties."""

    def springs_of(self, party: Party) -> frozenset[Party]:
        """The springs of any party: itself if it has no ties, as none has whom nobody names."""
        known = self.springs.get(party)
        return frozenset((party,)) if known is None else known


def find_voices(ties: Iterable[Tie]) -> Voices:
    """Find which parties speak with one voice, and where the feeds begin.

    Args:
        ties: Of all sources, in any order.
    """
    leans: dict[Key, dict[Key, Tie]] = {}
    for tie in ties:
        leans.setdefault(tie.source, {}).setdefault(tie.to, tie)
        back = leans.setdefault(tie.to, {})
        if tie.kind != "feed":
            back.setdefault(tie.source, tie)
    springs: dict[Party, frozenset[Party]] = {}
    # Each voice comes after those that it leans on, whose springs are known by then.
    for voice in strongly_connected_components(leans):
        above = {there for one in voice for there in leans[one]} - voice
        found = frozenset[Party]().union(*(springs[there] for there in above))
        springs |= dict.fromkeys(voice, found or frozenset((min(voice),)))
    return Voices(leans=leans, springs=springs)


SuspicionKind = Literal["probably-from", "one-origin"]


class Suspicion(Struct, frozen=True, kw_only=True, gc=False):
    """Parties that are one origin if the suspicion is true."""

    kind: SuspicionKind
    """`probably-from`: the others have it from the first; `one-origin`: all from one party."""
    parties: tuple[Party, ...]
    """Two or more."""
    because: str | None
    """In the words of the desk."""
    confidence: Literal["certain", "high", "medium", "low"]
    """With `certain`, the parties count as one at both ends."""


VoiceOf = Callable[[Party], frozenset[Party]]


def voice_of(voices: Voices, suspicions: Sequence[Suspicion]) -> VoiceOf:
    """Return a function that gives the springs of a party if the suspicions are true."""
    springs = voices.springs_of
    if not suspicions:
        return springs
    one_voice = _as_one(
        [spring for party in one.parties for spring in springs(party)] for one in suspicions
    )
    return lambda party: frozenset(one_voice(spring) for spring in springs(party))


def _as_one(together: Iterable[Iterable[Party]]) -> Callable[[Party], Party]:
    """Join the parties of each group; return a function that gives who stands for a party."""
    joined: DisjointSet[Party] = DisjointSet()
    for first, *others in together:
        for other in others:
            joined.union(first, other)
    return lambda one: joined.find(one) if one in joined else one


class _Climb(Struct, frozen=True, gc=False):
    """How a breadth-first search reaches a party, from the nearest start that leans on it."""

    steps: int
    start: Key
    """The nearest start."""
    came_from: Key | None
    """The party before it on the path; None at the start."""


def connect(parties: Sequence[Key], followers: Sequence[Key], voices: Voices) -> tuple[Tie, ...]:
    """Find the ties that make parties one, and those by which followers follow them.

    Args:
        parties: Parties that are one voice, or take their reports over from the same.
        followers: Parties that take reports over from them, or from their sources.
        voices: See `voices`.

    Returns:
        Enough ties to join all parties that lean on one another or on a common party, each tie
        once. As in a spanning tree, the shortest paths come first, and those that join no new
        party are left out.
    """
    joined: DisjointSet[Key] = DisjointSet()
    # First the parties without their followers, so that their own ties are the ones that are given.
    ties = dict.fromkeys(_joining(parties, joined, voices))
    if followers:
        ties |= dict.fromkeys(_joining((*parties, *followers), joined, voices))
    return tuple(ties)


def leading(group: Sequence[Key], voices: Voices) -> tuple[Key, ...]:
    """The members of a group that lean, directly or not, on no member but those of their voice."""
    edges = {one: tuple(voices.leans.get(one, ())) for one in _climb(group, voices)}
    members = set(group)
    before = set[Key]()  # parties in the group, or that lean on one that is
    found = set[Key]()
    for component in strongly_connected_components(edges):  # each after those it leans on
        beyond = any(
            there in before and there not in component for one in component for there in edges[one]
        )
        if not beyond:
            found |= component & members
        if beyond or component & members:
            before |= component
    return tuple(one for one in group if one in found)


def _joining(starts: Sequence[Key], joined: DisjointSet[Key], voices: Voices) -> Iterable[Tie]:
    """The ties that join the starts that are not joined yet."""
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
            # From the one that is named first to the other.
            first, then = (one, there) if place[here] < place[other] else (there, one)
            yield from reversed(_ties(first, reached, voices))
            yield voices.leans[one][there]
            yield from _ties(then, reached, voices)


def _climb(starts: Iterable[Key], voices: Voices) -> Mapping[Key, _Climb]:
    """Breadth-first search: every party that the starts lean on, and how the nearest reaches it."""
    found = {start: _Climb(0, start, None) for start in starts}
    waiting = list(found)
    for one in waiting:  # it grows on the way
        for there in sorted(voices.leans.get(one, ())):
            if there not in found:
                found[there] = _Climb(found[one].steps + 1, found[one].start, one)
                waiting.append(there)
    return found


def _ties(end: Key, reached: Mapping[Key, _Climb], voices: Voices) -> list[Tie]:
    """The ties of a path, from its end back to its start."""
    ties = []
    while (before := reached[end].came_from) is not None:
        ties.append(voices.leans[before][end])
        end = before
    return ties
