"""Between how many and how many independent origins a claim has.

The low end takes every suspicion and every tie for true and every silence for a copy, and
counts those as one who are known through one party alone (a relay); the high end counts by
what is certain alone. One number is said only where both meet.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.provenance.graph import packing
from dossierpress.provenance.statements import Party, Statement, Unnamed, knows, roots, telling
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


class Relay(Struct, frozen=True, kw_only=True, gc=False):
    """Several origins that one party tells of."""

    through: Party
    """Who tells of the first of them, and has a voice that all of them hang on."""
    parties: tuple[Key, ...]
    """Two or more."""


def relays(
    ends: Collection[Key],
    told: Sequence[tuple[Statement, tuple[Party, ...]]],
    voice_of: VoiceOf,
) -> tuple[Relay, ...]:
    """Put together who is known through one party alone.

    Args:
        ends: Whom reports name as their source, and who say how they know it.
        told: Statements of one claim, and whom each shows to be a source; see `telling`. What shows
            nothing, as that an encyclopaedia names somebody too, is no second way to know of them.
        voice_of: Several who tell of somebody are one relay if they have a voice in common.
    """
    hangs_on: dict[Key, frozenset[Party]] = {}
    through: dict[tuple[Key, Party], _Teller] = {}
    for end, tellers in _tellers(set(ends), told):
        heard = [(one, voice_of(one)) for one in tellers]
        voices = frozenset[Party]().union(*(one for _, one in heard))
        hangs_on[end] = hangs_on[end] & voices if end in hangs_on else voices
        for teller, spoken in heard:
            earliest = (len(through), teller)
            for voice in spoken:
                through.setdefault((end, voice), earliest)
    return tuple(_grouped_by_voice({end: hangs_on.get(end, frozenset()) for end in ends}, through))


_Teller = tuple[int, Party]
"""Who tells of somebody, and how early."""


def _grouped_by_voice(
    hangs_on: Mapping[Key, frozenset[Party]], through: Mapping[tuple[Key, Party], _Teller]
) -> Iterator[Relay]:
    """Put those together who hang on one voice; those who hang on several together, once."""
    falling: dict[Party, list[Key]] = {}
    for end, voices in hangs_on.items():
        for voice in voices:
            falling.setdefault(voice, []).append(end)
    first: dict[tuple[Key, ...], _Teller] = {}
    for voice, ends in falling.items():
        # Somebody else may have the same voice, and tell of none of these.
        told = through[ends[0], voice]
        parties = tuple(ends)
        if parties not in first or told[0] < first[parties][0]:
            first[parties] = told
    for parties, (_, teller) in sorted(first.items(), key=lambda one: one[0]):
        if len(parties) > 1:
            yield Relay(through=teller, parties=parties)


def _tellers(
    ends: Container[Key], told: Iterable[tuple[Statement, tuple[Party, ...]]]
) -> Iterator[tuple[Key, tuple[Party, ...]]]:
    """Find for each statement that makes somebody an end who must be right for it besides them.

    Who is named by others and prints it too, and does not say how they know, is made one by the
    others alone.
    """
    for one, names in told:
        quoting = () if one.quoted_by is None else (one.quoted_by,)
        if isinstance(one.by, Key) and one.by in ends and knows(one):
            yield one.by, quoting
        for party in names:
            if isinstance(party, Key) and party in ends:
                yield party, (one.by, *quoting)


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Parties on whose word a claim may rest, who count once because they are one voice."""

    parties: tuple[Key, ...]
    """In the order in which the reports name them."""
    followers: tuple[Key, ...] = ()
    """Those on whose word it may rest too and who do not count, because they take reports over
    from the parties, or from all from whom these have theirs. Who takes over from several origins
    follows each of them."""
    ties: tuple[Tie, ...] = ()
    """Why all of them count once."""
    certain: bool = True
    """Whether one of the parties says how it knows, or is whom the others name."""


class Origins(Struct, frozen=True, kw_only=True, gc=False):
    """On whose own word a claim rests."""

    named: tuple[Origin, ...] = ()
    """Those that may be independent of one another: as many as the high end counts."""
    unnamed: tuple[Unnamed, ...] = ()
    """Those that nobody names. Nobody can tell whether they are independent of anyone."""
    low: int = 0
    """How many of the named ones are independent for all that is known and suspected; 1 where
    somebody reports it, or is said to, and nobody says from whom."""
    high: int = 0
    """The same by what is certain alone."""
    most: int = 0
    """With those whom nobody names, who may all be others."""
    certain: tuple[Key, ...] = ()
    """Whom reports name as their source, and who say how they know."""
    silent: tuple[Key, ...] = ()
    """Who report it and say neither: what they add is counted at the high end alone."""
    unnamed_silent: tuple[Unnamed, ...] = ()
    """The same of those whom nobody names."""
    relays: tuple[Relay, ...] = ()
    """Certain ones that are known through one party; one each at the low end."""
    soft_ties: tuple[Tie, ...] = ()
    """Ties between them that are counted at the low end alone."""

    @property
    def is_single(self) -> bool:
        """Whether all of it comes down to one party, however it is counted."""
        return bool(self.named or self.unnamed) and self.most == 1

    @property
    def is_exact(self) -> bool:
        """Whether one number says it: both ends meet, and everybody says how they know."""
        silent = self.silent or self.unnamed_silent
        return self.least == self.most and not silent and bool(self.certain or self.unnamed)

    @property
    def least(self) -> int:
        """With those whom nobody names, who may all be one, and may not know it."""
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
    """Find on whose own word statements rest, and bound how many of them are independent.

    Each origin stands for the springs of what it takes over (see `Voices`). As many are
    independent as can be picked of which no two share a spring; at the low end none that are
    known through one party alone, either. Adding a statement of somebody who was there never
    lowers an end, and adding a suspicion never raises the low one.

    Args:
        statements: All of one claim that have one stance, and that count.
        voices: By certain ties.
        suspected: By certain and by soft ties; the same where there are none.
        suspicions: Of this claim.
        never: Who is no origin, whatever they say.
    """
    if not statements:
        return Origins()
    found = roots(statements, never)
    named = (*found.certain, *found.possible)
    lower = suspected or voices
    sure = [one for one in suspicions if one.confidence == "certain"]
    high = voice_of(voices, sure)
    low = voice_of(lower, suspicions)
    through = relays(found.certain, telling(statements, never), low)
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
    """Return the origins of a claim that has parts: those of the weakest, and no end above any.

    Args:
        whole: Of the reports of the whole. Where nobody asserts it as a whole, it says nothing of
            the parts.
        parts: Each of its own reports and of those of the whole. One that nothing supports leaves
            the claim without support.
    """
    told = [whole, *parts] if whole.least or not parts else [*parts]
    # Of two with the same ends, one that nobody is known to be the origin of is weaker.
    least = min(
        told, key=lambda one: (one.least, one.most, bool(one.certain or one.unnamed), one.is_exact)
    )
    most = min(one.most for one in told)
    high = max(most - len(least.unnamed), least.low)
    return replace(least, most=most, high=min(least.high, high))


def _as_named(statements: Sequence[Statement]) -> Iterable[Party]:
    """Everybody, those who report first."""
    return dict.fromkeys(
        chain((one.by for one in statements), (party for one in statements for party in one.citing))
    )


def _joining(named: Iterable[Key], voices: Voices) -> tuple[Tie, ...]:
    """Find the ties between them; who has none is left out, for they may be very many."""
    return connect([one for one in named if one in voices.leans], (), voices)


def _independent(
    named: Sequence[Key], voice_of: VoiceOf, voices: Voices, certain: Container[Key]
) -> tuple[Origin, ...]:
    springs = {one: voice_of(one) for one in named}
    # Who takes over from fewest is no follower of others; of equals, who says how they know it.
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
        group: Who have the same springs; of them, who takes over from another one follows it.
        more: Who share some of these and have others.
        voices: See `voices`.
        certain: Who say how they know, or are whom the others name.
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
