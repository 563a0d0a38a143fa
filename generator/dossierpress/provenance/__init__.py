"""Who said it, on whose word: what the reports of one claim come down to.

Pure functions over statements. They know no files, no schema and no site; `resolve` gives them
what was found, and the pages show what they tell. The terms are those of docs/content-model.md.
"""

from dossierpress.provenance.chains import MOST_CHAINS, Chain, chains
from dossierpress.provenance.circles import circles
from dossierpress.provenance.connect import connect
from dossierpress.provenance.origins import Origin, Origins, origins, weakest
from dossierpress.provenance.packing import packing
from dossierpress.provenance.relays import Relay
from dossierpress.provenance.repeats import repeats
from dossierpress.provenance.statement import Party, Statement, Unnamed
from dossierpress.provenance.suspicion import Suspicion, SuspicionKind, VoiceOf, voice_of
from dossierpress.provenance.voices import CERTAIN_TIES, Tie, TieKind, Voices, voices

__all__ = [
    "CERTAIN_TIES",
    "MOST_CHAINS",
    "Chain",
    "Origin",
    "Origins",
    "Party",
    "Relay",
    "Statement",
    "Suspicion",
    "SuspicionKind",
    "Tie",
    "TieKind",
    "Unnamed",
    "VoiceOf",
    "Voices",
    "chains",
    "circles",
    "connect",
    "origins",
    "packing",
    "repeats",
    "voice_of",
    "voices",
    "weakest",
]
