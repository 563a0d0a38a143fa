"""How many there really are who say so: the roots of the attribution graph of one claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dossierpress.model.key import Key
from dossierpress.provenance.statement import Party, Statement, Unnamed
from dossierpress.provenance.voices import Voices


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Parties on whose own word a claim rests, who count once because they are one voice."""

    parties: tuple[Key, ...]
    """In the order in which the reports name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """On whose own word a claim rests."""

    named: tuple[Origin, ...] = ()
    """Those that are independent of one another, as far as the dossier knows."""
    unnamed: tuple[Unnamed, ...] = ()
    """Those that nobody names. Nobody can tell whether they are independent of anyone."""

    @property
    def is_single(self) -> bool:
        """Whether all of it comes down to one party."""
        return len(self.named) + len(self.unnamed) == 1


def origins(statements: Sequence[Statement], voices: Voices) -> Origins:
    """Find on whose own word statements rest.

    A party is an origin if it says so citing nobody, or if it is cited and nothing is known of
    what it said. Of parties that only cite one another in a circle, none is an origin.

    Args:
        statements: All of one claim that have one stance.
        voices: See `voices`.
    """
    cited: dict[Party, bool] = {}
    """Party -> whether it is an origin, in the order in which they are named."""
    for one in statements:
        if not one.citing:
            cited[one.by] = True
        else:
            cited[one.by] = cited.get(one.by) or False
    reporting = set(cited)
    for one in statements:
        cited |= {party: True for party in one.citing if party not in reporting}
    roots = [party for party, is_origin in cited.items() if is_origin]
    return Origins(
        named=_independent([party for party in roots if isinstance(party, Key)], voices),
        unnamed=tuple(party for party in roots if isinstance(party, Unnamed)),
    )


def _independent(roots: Iterable[Key], voices: Mapping[Key, Key]) -> tuple[Origin, ...]:
    groups: dict[Key, list[Key]] = {}
    for party in roots:
        groups.setdefault(voices.get(party, party), []).append(party)
    return tuple(Origin(parties=tuple(parties)) for parties in groups.values())
