"""The order of the stages, which no other package knows.

`discover -> parse -> resolve -> plan -> (gate) -> render -> write`. Every stage reports all that it
finds; one error anywhere stops at the gate (`prepare`), and output/ stays as it was.
"""

from dossierpress.build.build import build
from dossierpress.build.check import check
from dossierpress.build.diff import diff
from dossierpress.build.prepare import Watcher
from dossierpress.build.rollback import roll_back

__all__ = ["Watcher", "build", "check", "diff", "roll_back"]
