"""Who speaks, of those who may be named, and how a message names them."""

from collections.abc import Collection

from dossierpress.model.key import Key, party_key
from dossierpress.provenance import Party, Unnamed
from dossierpress.schema.claim import Party as WrittenParty


def party(written: WrittenParty, heard_by: Key | None, stand_ins: Collection[str]) -> Party:
    """Whom front matter means.

    Args:
        written: As it may be published; an id is `type:id`.
        heard_by: Who speaks of them, where nobody names them.
        stand_ins: Words that stand for somebody private.
    """
    if written.unnamed is not None:
        # What stands for somebody private is one and the same wherever it stands.
        same = written.unnamed in stand_ins
        return Unnamed(words=written.unnamed, heard_by=None if same else heard_by)
    return party_key(written.id or "")


def told(party: Party) -> str:
    """How a message to the author names somebody."""
    return party.words if isinstance(party, Unnamed) else party.id
