"""What differs between output/ and the files that should be there."""

import hashlib
from collections.abc import Sequence

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.output import Output
from dossierpress.project import Project
from dossierpress.write.intact import intact
from dossierpress.write.manifest import MANIFEST, encode
from dossierpress.write.sign import SIGNATURE
from dossierpress.write.survey import place, tree


def compare(
    project: Project, outputs: Sequence[Output], *, made_of: str = ""
) -> tuple[Diagnostic, ...]:
    """Every difference between output/ and these files, which are all that should be there."""
    wanted = {output.path: output.digest for output in outputs}
    wanted[MANIFEST] = hashlib.sha256(encode(wanted, made_of=made_of)).hexdigest()
    there = frozenset(tree(project.output)) if project.output.is_dir() else frozenset()
    differences = dict.fromkeys(
        there.difference(wanted, [SIGNATURE]), "no clean build writes this file"
    )
    for path, digest in wanted.items():
        if path not in there:
            differences[path] = "missing; a clean build writes this file"
        elif not intact(project.output, path, digest):
            differences[path] = "differs from what a clean build writes"
    return tuple(
        Diagnostic(
            code="out-verify-mismatch",
            path=place(project, path),
            message=message,
            hint="delete the folder `.cache/` and build again; a difference that comes back is "
            "a fault of DossierPress, please report it",
        )
        for path, message in sorted(differences.items())
    )
