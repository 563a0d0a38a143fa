"""Counts of independent origins made the long way round, straight from the rules.

Nothing here is shared with what it proves: reach by following every step until nobody new is
found, the most independent ones by trying every choice of them.
"""

import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import get_args

from dossierpress.kernel.key import Key
from dossierpress.provenance.origins import Origins, find_origins
from dossierpress.provenance.statements import Party, Statement, Unnamed
from dossierpress.provenance.ties import Suspicion, Tie, TieKind, find_voices
from dossierpress.schema.claim import Basis

SOURCES = [Key(type="source", id=letter) for letter in "abcdef"]
ENTITIES = [Key(type="entity", id=letter) for letter in "xyz"]
UNNAMED = [
    Unnamed(words=words, heard_by=heard_by)
    for words, heard_by in (("an official", SOURCES[0]), ("an official", SOURCES[1]), ("I", None))
]
NAMED = [*SOURCES, *ENTITIES]
CERTAIN: frozenset[TieKind] = frozenset(("owner", "publisher", "feed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that is told of one claim, and of those who speak in it."""

    said: tuple[Statement, ...] = ()
    ties: tuple[Tie, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()
    never: frozenset[Key] = frozenset()

    @property
    def found(self) -> Origins:
        """What the product makes of it."""
        return find_origins(
            self.said,
            find_voices(one for one in self.ties if one.kind in CERTAIN),
            suspected=find_voices(self.ties),
            suspicions=self.suspicions,
            never=self.never,
        )


@dataclass(slots=True)
class Ends:
    """With whom the chains end."""

    certain: set[Key] = field(default_factory=set)
    possible: set[Key] = field(default_factory=set)
    unnamed: set[Unnamed] = field(default_factory=set)


def ends(told: Told) -> Ends:
    """Rules 1 to 3, for one party after the other."""
    found = Ends()
    everybody = {party for one in told.said for party in (one.by, *one.citing)}
    for party in everybody - told.never:
        own = [one for one in told.said if one.by == party]
        names_nobody = not any(cites_further(one, told) for one in own)
        by_whom = [one for one in told.said if party in one.citing and one.by != party]
        is_cited = any(one.by not in told.never and tells_of(one, party, told) for one in by_whom)
        knows = any(says_how(one) for one in own)
        perhaps = any(may_know(one) for one in own)
        if isinstance(party, Unnamed):
            if knows or any(map(is_own_word, own)) or (by_whom and not own):
                found.unnamed.add(party)
        elif knows or (is_cited and (not own or (names_nobody and any(map(is_own_word, own))))):
            found.certain.add(party)
        elif perhaps or (by_whom and not own):
            found.possible.add(party)
    return found


def is_own_word(one: Statement) -> bool:
    """As far as is said."""
    return not one.citing


def cites_further(one: Statement, told: Told) -> bool:
    """Whether somebody has it from others; not where all these have it from them."""
    speaks_too = any(other.by == one.by and is_own_word(other) for other in told.said)
    return not all(
        speaks_too and party != one.by and leads(party, one.by, told) for party in one.citing
    )


def tells_of(one: Statement, party: Party, told: Told) -> bool:
    """Whether it shows that somebody is a source: they do not tell of themselves by way of it."""
    if party in {one.by, one.via}:
        return False
    unknowing = tuple(
        each
        for each in told.said
        if not any(says_how(other) for other in told.said if other.by == each.by)
    )
    speaks_too = any(other.by == one.by and is_own_word(other) for other in told.said)
    return not (
        one in unknowing and speaks_too and leads(party, one.by, replace(told, said=unknowing))
    )


def leads(start: Party, goal: Party, told: Told) -> bool:
    """Whether somebody has it from another one, directly or not."""
    reached, growing = {start}, True
    while growing:
        more = {party for one in told.said if one.by in reached for party in one.citing} - reached
        reached |= more
        growing = bool(more)
    return goal in reached


def says_how(one: Statement) -> bool:
    """Whether a report makes its party an origin for certain."""
    if one.basis == "handout":
        return not one.citing
    if one.basis in ("document", "official"):
        return not any(isinstance(party, Key) for party in one.citing)
    return one.basis == "witness"


def may_know(one: Statement) -> bool:
    """Whether a report makes its party one at the high end."""
    if one.basis in ("document", "official"):
        return any(isinstance(party, Key) for party in one.citing)
    return is_own_word(one)


def springs(
    parties: Iterable[Party], ties: Iterable[Tie], suspicions: Iterable[Suspicion]
) -> dict[Party, frozenset[Party]]:
    """Everybody -> those from whom in the end all comes that they say.

    Who suspects that several are one takes for one also from whom each of them has it.
    """
    steps: set[tuple[Party, Party]] = set()
    for tie in ties:
        steps.add((tie.source, tie.to))
        if tie.kind != "feed":
            steps.add((tie.to, tie.source))
    every = {*parties, *(end for step in steps for end in step)}
    every |= {party for one in suspicions for party in one.parties}
    first = _ends_of(every, steps)
    for one in suspicions:
        together = {spring for party in one.parties for spring in first[party]}
        steps |= {(a, b) for a in together for b in together}
    return _ends_of(every, steps)


def _ends_of(
    every: Collection[Party], steps: Collection[tuple[Party, Party]]
) -> dict[Party, frozenset[Party]]:
    reached = {party: {party} for party in every}
    growing = True
    while growing:
        growing = False
        for one, there in reached.items():
            more = {b for a, b in steps if a in there} - there
            reached[one] = there | more
            growing = growing or bool(more)
    return {
        party: frozenset(one for one in there if all(one in reached[on] for on in reached[one]))
        for party, there in reached.items()
    }


def most(parties: Collection[Key], depend: Collection[frozenset[Key]]) -> int:
    """How many can be picked of which no two depend."""
    for size in range(len(parties), 0, -1):
        for some in combinations(sorted(parties), size):
            if not any(frozenset(two) in depend for two in combinations(some, 2)):
                return size
    return 0


def needs(party: Key, told: Told) -> list[set[Party]]:
    """For each report that counts and makes somebody an origin: who else must be right for it."""
    found = []
    for one in told.said:
        if one.by in told.never:
            continue
        via: set[Party] = set() if one.via is None else {one.via}
        if one.by == party and says_how(one):
            found.append(via - {party})
        if party in one.citing and tells_of(one, party, told):
            found.append({one.by, *via})
    return found


def by_hand(told: Told) -> tuple[int, int, int]:
    """Low, high, and how many unnamed ones."""
    end = ends(told)
    everybody = {party for one in told.said for party in (one.by, *one.citing)}
    everybody |= {one.via for one in told.said if one.via is not None}
    true = springs(everybody, told.ties, told.suspicions)
    sure = springs(
        everybody,
        [one for one in told.ties if one.kind in CERTAIN],
        [one for one in told.suspicions if one.confidence == "certain"],
    )
    low = most(
        end.certain,
        {
            frozenset((one, other))
            for one, other in combinations(end.certain, 2)
            if true[one] & true[other] or fall_together(one, other, told, true)
        },
    )
    somebody = end.certain | end.possible | {one.by for one in told.said} - told.never
    if somebody and not end.unnamed:
        low = max(low, 1)
    both = end.certain | end.possible
    high = most(
        both,
        {frozenset(two) for two in combinations(both, 2) if sure[two[0]] & sure[two[1]]},
    )
    return low, max(low, high), len(end.unnamed)


def fall_together(one: Key, other: Key, told: Told, voice: dict[Party, frozenset[Party]]) -> bool:
    """Rule 5: whether one voice must be right for all that makes both of them origins."""
    common: set[Party] | None = None
    for need in (*needs(one, told), *needs(other, told)):
        heard = {spring for party in need for spring in voice[party]}
        common = heard if common is None else common & heard
    return bool(common)


BASES: tuple[Basis, ...] = get_args(Basis)
SUSPECTED: tuple[TieKind, ...] = get_args(TieKind)


def at_random(chance: random.Random) -> Told:
    """A claim that nobody would write, with all that may be written."""
    parties: list[Party] = [*SOURCES, *ENTITIES, *UNNAMED]
    weights = [6] * len(SOURCES) + [3] * len(ENTITIES) + [1] * len(UNNAMED)
    bases = BASES
    if chance.random() < 0.25:
        # Few who cite one another and do not say how they know it.
        weights = [40, 40, 20, 3] + [0] * (len(SOURCES) - 4) + [1] * (len(ENTITIES) + len(UNNAMED))
        bases = ("not-stated",) * 9 + BASES
    some = chance.choices

    def some_parties(most: int) -> tuple[Party, ...]:
        return tuple(dict.fromkeys(some(parties, weights, k=chance.randint(0, most))))

    def statement() -> Statement:
        by = some(parties, weights)[0]
        citing = some_parties(2) if chance.random() < 0.5 else ()
        # Who is in a report quotes it more often than chance would have it: those are hard cases.
        quoting = chance.choice((None,) * 6 + (some(parties, weights)[0], by, *citing))
        return Statement(by=by, citing=citing, basis=chance.choice(bases), via=quoting)

    def suspicion() -> Suspicion:
        return Suspicion(
            kind=chance.choice(("probably-from", "one-origin")),
            parties=tuple(chance.sample(parties, chance.randint(2, 3))),
            because=None,
            confidence=chance.choice(("certain", "high", "medium", "low")),
        )

    def tie() -> Tie:
        soft = chance.random() < 0.4
        kinds = [one for one in get_args(TieKind) if (one not in CERTAIN) == soft]
        return Tie(
            source=chance.choice(SOURCES), kind=chance.choice(kinds), to=chance.choice(NAMED)
        )

    return Told(
        said=tuple(statement() for _ in range(chance.randint(0, 8))),
        ties=tuple(tie() for _ in range(chance.choice((0, 0, 1, 2, 3, 5)))),
        suspicions=tuple(suspicion() for _ in range(chance.choice((0, 0, 0, 1, 2)))),
        never=frozenset(chance.sample(NAMED, chance.choice((0, 0, 0, 1, 2)))),
    )
