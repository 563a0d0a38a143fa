"""Why parties of one claim may have it from one and the same origin, though nobody says so."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from disjoint_set import DisjointSet
from msgspec import Struct

from dossierpress.provenance.statement import Party, Unnamed
from dossierpress.provenance.voices import Voices

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
