"""Who is known through one and the same party alone: if that one is wrong, they fall together."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.model.key import Key
from dossierpress.provenance.roots import knows
from dossierpress.provenance.statement import Party, Statement
from dossierpress.provenance.suspicion import VoiceOf


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
    return tuple(_falling({end: hangs_on.get(end, frozenset()) for end in ends}, through))


_Teller = tuple[int, Party]
"""Who tells of somebody, and how early."""


def _falling(
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
