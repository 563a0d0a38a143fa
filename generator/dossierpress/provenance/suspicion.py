"""Why parties of one claim may have it from one and the same origin, though nobody says so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from disjoint_set import DisjointSet

from dossierpress.provenance.statement import Party

SuspicionKind = Literal["probably-from", "one-origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """Parties that are one origin if it is true."""

    kind: SuspicionKind
    """`probably-from`: the others have it from the first; `one-origin`: all from somebody."""
    parties: tuple[Party, ...]
    """Two or more."""
    because: str | None
    """In the words of the desk."""
    confidence: Literal["certain", "high", "medium", "low"]
    """`certain` is none any more: they count as one at both ends."""


AsOne = Callable[[frozenset[Party]], frozenset[Party]]


def as_one(suspicions: Iterable[Suspicion], springs: Mapping[Party, frozenset[Party]]) -> AsOne:
    """Take suspicions for true: say of springs which voices they are then, each once.

    Args:
        suspicions: Which ones.
        springs: Of everybody in them: from which voices in the end all comes that they say.
    """
    joined: DisjointSet[Party] = DisjointSet()
    for one in suspicions:
        first, *others = (spring for party in one.parties for spring in springs[party])
        for other in others:
            joined.union(first, other)
    return lambda voices: frozenset(joined.find(one) if one in joined else one for one in voices)
