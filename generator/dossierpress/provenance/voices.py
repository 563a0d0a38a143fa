"""Which sources speak with one voice, and which only take over what others say."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field

from dossierpress.model.key import Key
from dossierpress.provenance.knots import knots

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


def voices(ties: Iterable[Tie]) -> Voices:
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
    for voice in knots(leans):
        above = {there for one in voice for there in leans[one]} - voice
        found = frozenset[Key]().union(*(springs[there] for there in above))
        springs |= dict.fromkeys(voice, found or frozenset((min(voice),)))
    return Voices(leans=leans, springs=springs)
