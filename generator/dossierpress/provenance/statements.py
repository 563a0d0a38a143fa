"""The statements of one claim: who speaks, and on whose word.

`read_party` reads a party of front matter.
"""

from collections.abc import Collection

from msgspec import Struct

from dossierpress.kernel.key import Key, party_key
from dossierpress.schema.claim import Basis, Stance
from dossierpress.schema.claim import Party as WrittenParty


class Unnamed(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """A party that a report does not name: `an official`.

    Two reports that speak of `an official` may mean one person or two, and nobody can tell. So
    equal words mean one party only if the same party says them.
    """

    words: str
    heard_by: Key | None
    """The party that speaks of them; None where they report themselves."""


Party = Key | Unnamed


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """A party says something of a claim, on its own word or on that of others."""

    by: Party
    citing: tuple[Party, ...] = ()
    """On whose word; empty where it is its own, or where it does not say."""
    stance: Stance = "asserts"
    basis: Basis = "not-stated"
    """How it knows."""
    via: Party | None = None
    """The party that quotes the statement, if it is known from there alone."""

    @property
    def quoted_by(self) -> Party | None:
        """The party that quotes it, if that is another one: quoting oneself says nothing."""
        return None if self.via == self.by else self.via

    @property
    def names(self) -> tuple[Party, ...]:
        """The parties that another party names as its source.

        Nobody is their own witness: neither a party that cites itself, nor one that alone quotes
        another party as citing it.
        """
        return tuple(one for one in self.citing if one not in (self.by, self.via))


def read_party(written: WrittenParty, heard_by: Key | None, stand_ins: Collection[str]) -> Party:
    """Read a party of front matter.

    Args:
        written: As it may be published; an id is `type:id`.
        heard_by: The party that speaks of an unnamed one.
        stand_ins: Words that stand for somebody private.
    """
    if written.unnamed is not None:
        # A stand-in means the same private party wherever it stands.
        same = written.unnamed in stand_ins
        return Unnamed(words=written.unnamed, heard_by=None if same else heard_by)
    return party_key(written.id or "")


def party_label(party: Party) -> str:
    """The name of a party in messages to the author."""
    return party.words if isinstance(party, Unnamed) else party.id


def knows(one: Statement) -> bool:
    """Whether it says how it knows, and that is not only what another party has told it."""
    if one.basis == "witness":
        return True
    if one.basis == "handout":
        return not one.citing
    # A party that holds a document and cites another may have it from there; see `_may_know`.
    return one.basis in ("document", "official") and not any(
        isinstance(party, Key) for party in one.citing
    )
