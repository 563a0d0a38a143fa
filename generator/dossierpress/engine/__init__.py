"""Work that is done again only where something that it has read is different now.

`tables` is the door: their every answer is taken down by a `recorder`, so that work cannot ask
without being seen; `reads` makes them. `traces` keeps what was read last time, and says which work
is fresh; `results` keeps what came of it where that is large, a row for each piece of work. Nothing
here knows what a dossier is. (Verifying traces, as in Mokhov, Mitchell and Peyton Jones, "Build
systems à la carte", 2018.)
"""

from dossierpress.engine.reads import Reads
from dossierpress.engine.recorder import Cell
from dossierpress.engine.results import Results
from dossierpress.engine.tables import Table
from dossierpress.engine.traces import Traces

__all__ = ["Cell", "Reads", "Results", "Table", "Traces"]
