"""Relays: origins that are known through one and the same party alone."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.provenance.statements import Party, Statement, knows
from dossierpress.provenance.ties import VoiceOf


class Relay(Struct, frozen=True, kw_only=True, gc=False):
    """Several origins that are known through one party alone."""

    through: Party
    """The party that reports the first of them; all of them depend on one of its voices."""
    parties: tuple[Key, ...]
    """Two or more."""


def relays(
    ends: Collection[Key],
    shown: Sequence[tuple[Statement, tuple[Party, ...]]],
    voice_of: VoiceOf,
) -> tuple[Relay, ...]:
    """Group the origins that are known through one party alone.

    Args:
        ends: Parties that reports name as their source, or that say how they know.
        shown: Statements of one claim, with the parties that each shows to be sources; see
            `sources_shown`. A statement that shows nothing, such as an encyclopaedia that names a
            party too, is no second way to know of it.
        voice_of: Parties that report an end are one relay if they have a voice in common.
    """
    if len(ends) < 2:
        return ()
    depends_on: dict[Key, frozenset[Party]] = {}
    through: dict[tuple[Key, Party], _Teller] = {}
    for end, tellers in _tellers(set(ends), shown):
        heard = [(one, voice_of(one)) for one in tellers]
        voices = frozenset[Party]().union(*(one for _, one in heard))
        depends_on[end] = depends_on[end] & voices if end in depends_on else voices
        for teller, spoken in heard:
            earliest = (len(through), teller)
            for voice in spoken:
                through.setdefault((end, voice), earliest)
    return tuple(
        _grouped_by_voice({end: depends_on.get(end, frozenset()) for end in ends}, through)
    )


_Teller = tuple[int, Party]
"""(how early in the claim, a party that reports an end)."""


def _grouped_by_voice(
    depends_on: Mapping[Key, frozenset[Party]], through: Mapping[tuple[Key, Party], _Teller]
) -> Iterator[Relay]:
    """Group ends by the voices that they depend on; a group with several such voices comes once."""
    by_voice: dict[Party, list[Key]] = {}
    for end, voices in depends_on.items():
        for voice in voices:
            by_voice.setdefault(voice, []).append(end)
    first: dict[tuple[Key, ...], _Teller] = {}
    for voice, ends in by_voice.items():
        # Another party may have the same voice, and report none of these ends.
        teller = through[ends[0], voice]
        parties = tuple(ends)
        if parties not in first or teller[0] < first[parties][0]:
            first[parties] = teller
    for parties, (_, party) in sorted(first.items(), key=lambda one: one[0]):
        if len(parties) > 1:
            yield Relay(through=party, parties=parties)


def _tellers(
    ends: Container[Key], shown: Iterable[tuple[Statement, tuple[Party, ...]]]
) -> Iterator[tuple[Key, tuple[Party, ...]]]:
    """For each statement that makes a party an end: that party, and the others it depends on.

    A party that others name, and that reports the claim without saying how it knows, is an end by
    the statements of the others alone.
    """
    for one, names in shown:
        quoting = () if one.quoted_by is None else (one.quoted_by,)
        if isinstance(one.by, Key) and one.by in ends and knows(one):
            yield one.by, quoting
        for party in names:
            if isinstance(party, Key) and party in ends:
                yield party, (one.by, *quoting)
