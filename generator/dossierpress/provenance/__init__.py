"""Who said it, on whose word: what the reports of one claim come down to.

Pure functions over statements. They know no files, no schema and no site; `resolve` gives them
what was found, and the pages show what they tell. The terms are those of docs/content-model.md.
"""

from dossierpress.provenance.chains import MOST_CHAINS, Chain, chains
from dossierpress.provenance.circles import circles
from dossierpress.provenance.origins import Origin, Origins, origins
from dossierpress.provenance.repeats import repeats
from dossierpress.provenance.statement import Party, Statement, Unnamed
from dossierpress.provenance.voices import Tie, TieKind, Voices, voices

__all__ = [
    "MOST_CHAINS",
    "Chain",
    "Origin",
    "Origins",
    "Party",
    "Statement",
    "Tie",
    "TieKind",
    "Unnamed",
    "Voices",
    "chains",
    "circles",
    "origins",
    "repeats",
    "voices",
]
