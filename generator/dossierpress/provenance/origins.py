"""Count the independent origins of a claim, with a low and a high end.

The low end takes every suspicion and every tie for true and every silence for a copy, and counts
origins that are known through one party alone (see `relays`) as one; the high end counts by certain
ties and suspicions alone. A single number is given only where both ends are equal.
"""

from collections.abc import Container, Iterable, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.provenance.chains import roots, sources_shown
from dossierpress.provenance.graph_algorithms import packing
from dossierpress.provenance.relays import Relay, relays
from dossierpress.provenance.statements import Party, Statement, Unnamed
from dossierpress.provenance.ties import (
    CERTAIN_TIES,
    Suspicion,
    Tie,
    VoiceOf,
    Voices,
    connect,
    leading,
    voice_of,
)


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Parties on whose word a claim may rest, and which count once because they are one voice."""

    parties: tuple[Key, ...]
    """In the order in which the reports name them."""
    followers: tuple[Key, ...] = ()
    """Parties on whose word it may rest too, and which do not count, because they take reports over
    from the parties or from all sources of these. One that takes over from several origins follows
    each of them."""
    ties: tuple[Tie, ...] = ()
    """Why all of them count once."""
    certain: bool = True
    """Whether one of the parties says how it knows, or others name it as their source."""


class Origins(Struct, frozen=True, kw_only=True, gc=False):
    """The origins of a claim: on whose own word it rests, and how many are independent."""

    named: tuple[Origin, ...] = ()
    """Origins that may be independent of one another: as many as the high end counts."""
    unnamed: tuple[Unnamed, ...] = ()
    """Origins without a name. Nobody can tell whether they are independent of any other."""
    low: int = 0
    """How many named ones are independent if every suspicion is true; 1 where somebody reports the
    claim, or is said to, and nobody says from whom."""
    high: int = 0
    """How many are independent by certain ties and suspicions alone."""
    most: int = 0
    """`high` with the unnamed ones, who may all be different persons."""
    certain: tuple[Key, ...] = ()
    """Parties that reports name as their source, or that say how they know."""
    silent: tuple[Key, ...] = ()
    """Parties that report it and do neither: only the high end counts what they add."""
    unnamed_silent: tuple[Unnamed, ...] = ()
    """The same of unnamed ones."""
    relays: tuple[Relay, ...] = ()
    """Certain origins that are known through one party; the low end counts each relay once."""
    soft_ties: tuple[Tie, ...] = ()
    """Ties between origins that only the low end counts."""

    @property
    def is_single(self) -> bool:
        """Whether there is only one origin, however origins are counted."""
        return bool(self.named or self.unnamed) and self.most == 1

    @property
    def is_exact(self) -> bool:
        """Whether a single number is right: both ends are equal, and all say how they know."""
        silent = self.silent or self.unnamed_silent
        return self.least == self.most and not silent and bool(self.certain or self.unnamed)

    @property
    def least(self) -> int:
        """`low` with the unnamed ones, who may all be one person, and may not know it."""
        knowing = set(self.unnamed).difference(self.unnamed_silent)
        return max(self.low + bool(knowing), int(bool(self.unnamed)))


def find_origins(
    statements: Sequence[Statement],
    voices: Voices,
    *,
    suspected: Voices | None = None,
    suspicions: Sequence[Suspicion] = (),
    never: Container[Party] = frozenset(),
) -> Origins:
    """Find on whose own word statements rest, and bound how many of these are independent.

    Each origin stands for the springs of what it takes over (see `Voices`). The count is the most
    that can be picked so that no two share a spring, nor, at the low end, a relay. Adding the
    statement of a witness never lowers an end, and adding a suspicion never raises the low one.

    Args:
        statements: Those of one claim that have one stance and that count.
        voices: The voices by certain ties.
        suspected: The voices by certain and by soft ties; None where there are no soft ones.
        suspicions: Those of this claim.
        never: Parties that are no origin, whatever they say.
    """
    if not statements:
        return Origins()
    shown = sources_shown(statements, never)
    found = roots(statements, shown, never)
    named = (*found.certain, *found.possible)
    lower = suspected or voices
    sure = [one for one in suspicions if one.confidence == "certain"]
    high = voice_of(voices, sure)
    low = voice_of(lower, suspicions)
    through = relays(found.certain, shown, low)
    behind: dict[Key, set[int]] = {}
    for number, relay in enumerate(through):
        for party in relay.parties:
            behind.setdefault(party, set()).add(number)
    order = {party: number for number, party in enumerate(_as_named(statements))}
    independent = _independent(
        sorted(named, key=lambda one: order[one]), high, voices, set(found.certain)
    )
    low_end = max(
        len(packing([low(one) | behind.get(one, set()) for one in found.certain])),
        int(bool(named or any(one.by not in never for one in statements)) and not found.unnamed),
    )
    high_end = max(len(independent), low_end)
    return Origins(
        named=independent,
        unnamed=found.unnamed,
        low=low_end,
        high=high_end,
        most=high_end + len(found.unnamed),
        certain=found.certain,
        silent=found.possible,
        unnamed_silent=found.unnamed_possible,
        relays=through,
        soft_ties=tuple(tie for tie in _joining(named, lower) if tie.kind not in CERTAIN_TIES)
        if lower is not voices
        else (),
    )


def weakest(whole: Origins, parts: Sequence[Origins]) -> Origins:
    """Return the origins of a claim that has parts: the weakest, with no end above another's.

    Args:
        whole: Origins of the reports of the whole. Where nobody asserts the whole, they do not
            count.
        parts: Origins of each part, from its own reports and those of the whole. A part without
            support leaves the claim without support.
    """
    if not parts:
        return whole
    counted = [whole, *parts] if whole.least else [*parts]
    # Of two with the same ends, one without a known origin is weaker.
    least = min(
        counted,
        key=lambda one: (one.least, one.most, bool(one.certain or one.unnamed), one.is_exact),
    )
    most = min(one.most for one in counted)
    high = max(most - len(least.unnamed), least.low)
    return replace(least, most=most, high=min(least.high, high))


def _as_named(statements: Sequence[Statement]) -> Iterable[Party]:
    """All parties: those that report, then those that are cited."""
    return dict.fromkeys(
        chain((one.by for one in statements), (party for one in statements for party in one.citing))
    )


def _joining(named: Iterable[Key], voices: Voices) -> tuple[Tie, ...]:
    """Find the ties between parties. Those without any are left out: they may be very many."""
    return connect([one for one in named if one in voices.leans], (), voices)


def _independent(
    named: Sequence[Key], voice_of: VoiceOf, voices: Voices, certain: Container[Key]
) -> tuple[Origin, ...]:
    springs = {one: voice_of(one) for one in named}
    # A party with the fewest springs follows no other; of equals, one that says how it knows.
    preferred = sorted(named, key=lambda one: (len(springs[one]), one not in certain))
    picked = [preferred[number] for number in packing([springs[one] for one in preferred])]
    groups: dict[frozenset[Party], list[Key]] = {}
    with_spring: dict[Party, list[Key]] = {}
    for one in named:
        groups.setdefault(springs[one], []).append(one)
        for spring in springs[one]:
            with_spring.setdefault(spring, []).append(one)
    counted = {springs[one] for one in picked}
    place = {one: number for number, one in enumerate(named)}
    origins_made = []
    for voice, group in groups.items():
        if voice in counted:
            near = {one for spring in voice for one in with_spring[spring]} - {*group}
            more = sorted(near, key=lambda one: place[one])
            origins_made.append(_origin(group, more, voices, certain))
    return tuple(origins_made)


def _origin(
    group: Sequence[Key], more: Sequence[Key], voices: Voices, certain: Container[Key]
) -> Origin:
    """Make an origin.

    Args:
        group: Parties with the same springs; one that takes over from another one follows it.
        more: Parties that share some of these springs and have others.
        voices: The voices by certain ties.
        certain: Parties that say how they know, or that others name as their source.
    """
    if len(group) + len(more) == 1:
        return Origin(parties=tuple(group), certain=group[0] in certain)
    parties = leading(group, voices)
    ahead = set(parties)
    followers = (*(one for one in group if one not in ahead), *more)
    return Origin(
        parties=parties,
        followers=followers,
        ties=connect(parties, followers, voices),
        certain=any(one in certain for one in group),
    )
