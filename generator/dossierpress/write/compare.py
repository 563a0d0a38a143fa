"""What differs between output/ and the files that should be there."""

import hashlib
from collections.abc import Mapping, Sequence

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.output import Output
from dossierpress.project import Project
from dossierpress.write.differences import Difference, differences
from dossierpress.write.manifest import MANIFEST, encode, read_manifest
from dossierpress.write.survey import place

_WORDS: Mapping[Difference, str] = {
    "missing": "missing; a clean build writes this file",
    "changed": "differs from what a clean build writes",
    "more": "no clean build writes this file",
}


def compare(
    project: Project, outputs: Sequence[Output], *, made_of: str = ""
) -> tuple[Diagnostic, ...]:
    """Every difference between output/ and these files, which are all that should be there."""
    wanted = {output.path: output.digest for output in outputs}
    there = read_manifest(project.output)
    # Whether it was signed, and when, is no part of what a build from nothing writes.
    mark = there.mark if there else None
    wanted[MANIFEST] = hashlib.sha256(encode(wanted, made_of=made_of, mark=mark)).hexdigest()
    return tuple(
        Diagnostic(
            code="out-verify-mismatch",
            path=place(project, path),
            message=_WORDS[what],
            hint="`dossier clean`, and build again; a difference that comes back is "
            "a fault of DossierPress, please report it",
        )
        for path, what in sorted(differences(project.output, wanted))
    )
