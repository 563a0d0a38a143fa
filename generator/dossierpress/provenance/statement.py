"""A report of a claim, as far as it matters for whose word it rests on."""

from msgspec import Struct

from dossierpress.model.key import Key
from dossierpress.schema.claim import Basis, Stance


class Unnamed(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """Somebody whom a report does not name: `an official`.

    Two reports that speak of `an official` may mean one person or two, and nobody can tell. So
    the words are of one party only where one party says them.
    """

    words: str
    heard_by: Key | None
    """Who speaks of them; None where they speak for themselves."""


Party = Key | Unnamed


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """Somebody says something of a claim, on their own word or on that of others."""

    by: Party
    citing: tuple[Party, ...] = ()
    """On whose word; empty where it is their own, or where they do not say."""
    stance: Stance = "asserts"
    basis: Basis = "not-stated"
    """How they know."""
    via: Party | None = None
    """Who quotes it, where it is known from there alone."""

    @property
    def quoted_by(self) -> Party | None:
        """Who quotes it besides whoever makes it: that somebody quotes themselves says nothing."""
        return None if self.via == self.by else self.via

    @property
    def names(self) -> tuple[Party, ...]:
        """Whom somebody else names as their source.

        Nobody is their own witness: not who cites themselves, and not who alone says that another
        one cites them.
        """
        return tuple(one for one in self.citing if one not in (self.by, self.via))
