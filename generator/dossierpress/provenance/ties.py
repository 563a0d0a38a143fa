"""Ties and suspicions: which parties speak with one voice, and the ties that make them one.

`find_voices` gives, by the ties between sources, from whom each takes over what it says;
`voice_of` adds what the desk suspects of one claim; `connect` finds the shortest ties that
join parties who count once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from disjoint_set import DisjointSet
from msgspec import Struct, field

from dossierpress.kernel.key import Key
from dossierpress.provenance.graph import strongly_connected_components
from dossierpress.provenance.statements import Party, Unnamed

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
    """Why a source is not independent of somebody else."""

    source: Key
    kind: TieKind
    to: Key
    """Its owner, its publisher, whom it takes reports over from, or whom it may depend on."""


class Voices(Struct, frozen=True, kw_only=True):
    """What all ties together tell."""

    leans: Mapping[Key, Mapping[Key, Tie]] = field(default_factory=dict)
    """Everybody who has a tie -> on whom they lean, and why. Sources of one owner or publisher, and
    those with soft ties, lean on it and it on them; a source leans on those that it feeds from, and
    they not on it. So those who lean on one another, directly or through others, are one voice."""
    springs: Mapping[Key, frozenset[Key]] = field(default_factory=dict)
    """Everybody who has a tie -> the voices from which in the end all comes that they take over;
    their own where they take over from nobody. For a voice stands its first member by type and id,
    so that it does not depend on the order of the ties."""

    def springs_of(self, party: Key) -> frozenset[Key]:
        """The same for anybody."""
        return self.springs.get(party, frozenset((party,)))


def find_voices(ties: Iterable[Tie]) -> Voices:
    """Put together who speaks with one voice, and where the feeds begin.

    Args:
        ties: Of all sources, in any order.
    """
    leans: dict[Key, dict[Key, Tie]] = {}
    for tie in ties:
        leans.setdefault(tie.source, {}).setdefault(tie.to, tie)
        back = leans.setdefault(tie.to, {})
        if tie.kind != "feed":
            back.setdefault(tie.source, tie)
    springs: dict[Key, frozenset[Key]] = {}
    # Each voice after those on whom it leans, whose springs are known by then.
    for voice in strongly_connected_components(leans):
        above = {there for one in voice for there in leans[one]} - voice
        found = frozenset[Key]().union(*(springs[there] for there in above))
        springs |= dict.fromkeys(voice, found or frozenset((min(voice),)))
    return Voices(leans=leans, springs=springs)


SuspicionKind = Literal["probably-from", "one-origin"]


class Suspicion(Struct, frozen=True, kw_only=True, gc=False):
    """Parties that are one origin if it is true."""

    kind: SuspicionKind
    """`probably-from`: the others have it from the first; `one-origin`: all from somebody."""
    parties: tuple[Party, ...]
    """Two or more."""
    because: str | None
    """In the words of the desk."""
    confidence: Literal["certain", "high", "medium", "low"]
    """`certain` is none any more: they count as one at both ends."""


VoiceOf = Callable[[Party], frozenset[Party]]


def voice_of(voices: Voices, suspicions: Sequence[Suspicion]) -> VoiceOf:
    """From which voices in the end all comes that somebody says, if suspicions are true."""

    def springs(party: Party) -> frozenset[Party]:
        if isinstance(party, Unnamed):
            return frozenset((party,))
        return frozenset[Party](voices.springs_of(party))

    if not suspicions:
        return springs
    one_voice = _as_one(
        [spring for party in one.parties for spring in springs(party)] for one in suspicions
    )
    return lambda party: frozenset(one_voice(spring) for spring in springs(party))


def _as_one(together: Iterable[Iterable[Party]]) -> Callable[[Party], Party]:
    """Take all of each for one: say of everybody who stands for them then."""
    joined: DisjointSet[Party] = DisjointSet()
    for first, *others in together:
        for other in others:
            joined.union(first, other)
    return lambda one: joined.find(one) if one in joined else one


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
    for knot in strongly_connected_components(ways):  # each after those on whom it leans
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
