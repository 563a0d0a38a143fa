"""Who says something, or on whose word."""

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.names import link
from dossierpress.provenance import Party, Unnamed
from dossierpress.views.parts import PartyShown


def party_shown(here: str, party: Party, edition: Edition) -> PartyShown:
    """A link to the record of somebody, or the words for one whom nobody names."""
    if isinstance(party, Unnamed):
        return PartyShown(record=None, words=party.words)
    return PartyShown(record=link(here, party, edition), words="")
