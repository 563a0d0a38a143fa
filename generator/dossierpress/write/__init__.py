"""Publish: make output/ exactly the planned files, in one step, and lose nothing on the way.

`survey` looks at what is there and refuses what is not ours. `publish` stages the complete new
edition beside it, checks what it wrote and lets the two change places (`exchange`); the one before
is kept (`kept`) for `rollback`, if `record` knows that this user published it. Where no exchange
can be had, `file_by_file` replaces what differs. `lock` lets one build at a time in, and `put_away`
takes up what an interrupted one left.
"""

from dossierpress.write.audit import audit, passed_over
from dossierpress.write.changes import Written, changes_of
from dossierpress.write.clean import clean
from dossierpress.write.compare import compare
from dossierpress.write.intact import intact
from dossierpress.write.kept import KeptEdition, kept_digest, kept_edition, published_paths
from dossierpress.write.lock import lock
from dossierpress.write.publish import write
from dossierpress.write.rollback import rollback
from dossierpress.write.spool import Spool
from dossierpress.write.survey import survey

__all__ = [
    "KeptEdition",
    "Spool",
    "Written",
    "audit",
    "changes_of",
    "clean",
    "compare",
    "intact",
    "kept_digest",
    "kept_edition",
    "lock",
    "passed_over",
    "published_paths",
    "rollback",
    "survey",
    "write",
]
