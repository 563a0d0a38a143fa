"""Who is known through one and the same party alone: if that one is wrong, they fall together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dossierpress.model.key import Key
from dossierpress.provenance.statement import Party, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Several origins that one party tells of."""

    through: Party
    parties: tuple[Key, ...]
    """Two or more."""


def windows(
    ends: Iterable[Key], statements: Sequence[Statement]
) -> Mapping[Key, tuple[Party, ...] | None]:
    """Find through whom each end of a chain is known.

    Args:
        ends: Who.
        statements: All of one claim that have one stance.

    Returns:
        End -> the parties in whose reports it is cited, or that quote its own reports; None where
        one of its own reports has been read.
    """
    through: dict[Party, dict[Party, None]] = {}
    read: set[Party] = set()
    for one in statements:
        if one.via is None:
            read.add(one.by)
        else:
            through.setdefault(one.by, {})[one.via] = None
        for party in one.citing:
            through.setdefault(party, {})[one.via or one.by] = None
    return {end: None if end in read else tuple(through.get(end, ())) for end in ends}


def relays(
    known_through: Mapping[Key, tuple[Party, ...] | None],
    voice_of: Callable[[Party], frozenset[Party]],
) -> tuple[Relay, ...]:
    """Put together who is known through one party alone.

    Args:
        known_through: See `windows`.
        voice_of: Several who tell of somebody are one relay if they are one voice.
    """
    found: dict[frozenset[Party], tuple[Party, list[Key]]] = {}
    for end, parties in known_through.items():
        voices = {voice_of(party) for party in parties or ()}
        if parties and len(voices) == 1:
            found.setdefault(voices.pop(), (parties[0], []))[1].append(end)
    return tuple(
        Relay(through=through, parties=tuple(ends))
        for through, ends in found.values()
        if len(ends) > 1
    )
