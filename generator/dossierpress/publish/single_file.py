"""Where the file that is a whole dossier stands on the disk: whether it may, and whether it does.

Its first line says what it is made of, and has a digest of the rest. So a file of ours is known as
such, and is made again only where it would be different. A file of anybody else is never replaced.
"""

import re
from hashlib import sha256
from pathlib import Path

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.portable_names import printable_path
from dossierpress.publish.file_system import replace_file
from dossierpress.publish.output_folder import system_message
from dossierpress.source.project import Project, is_within
from dossierpress.source.regular_file import read_regular_file

_SUFFIXES = (".html", ".htm")
_FIRST_LINE = re.compile(
    rb'<!DOCTYPE html>\n<html data-single-file="(?P<made_of>[0-9a-f]{64}) (?P<rest>[0-9a-f]{64})"'
)
_LONGEST_LINE = 4096


def first_tag(made_of: str, rest: str) -> str:
    """The beginning of the file, up to the other attributes of its first tag.

    Args:
        made_of: A digest of all that it is made of.
        rest: All that comes after.
    """
    digest = sha256(rest.encode()).hexdigest()
    return f'<!DOCTYPE html>\n<html data-single-file="{made_of} {digest}"'


def survey_single_file(project: Project, file: Path) -> tuple[Diagnostic, ...]:
    """Why the file may not be written there, if it may not."""
    objection = _objection(project, file)
    if objection is None:
        return ()
    what, hint = objection
    return (
        Diagnostic(
            code="out-unfit-file",
            path=shown(project, file),
            message=f"cannot be the file with the whole dossier: {what}",
            hint=hint,
        ),
    )


def is_as_made(file: Path, made_of: str) -> bool:
    """Whether the file is there, made of this and unharmed."""
    try:
        data = read_regular_file(file)
    except OSError:
        return False
    found = _FIRST_LINE.match(data)
    return (
        found is not None
        and found["made_of"].decode() == made_of
        and sha256(memoryview(data)[found.end() :]).hexdigest() == found["rest"].decode()
    )


def write_single_file(project: Project, file: Path, data: bytes) -> tuple[Diagnostic, ...]:
    """Write the file in one step: whoever opens it finds the former one or the new one, whole."""
    try:
        replace_file(file, data)
    except OSError as error:
        return (
            Diagnostic(
                code="out-write-failed",
                path=shown(project, file),
                message=f"cannot be written: {system_message(error)}",
                hint="mend that, or name another file with `--single`; the edition is published",
            ),
        )
    return ()


def shown(project: Project, file: Path) -> str:
    """Its path for messages: relative to the dossier's folder if it is inside."""
    inside = file.is_relative_to(project.root)
    return printable_path((file.relative_to(project.root) if inside else file).as_posix())


def _objection(project: Project, file: Path) -> tuple[str, str] | None:
    """What is wrong with it, and the way out."""
    another = "name another file, as in `--single dossier.html`"
    if file.suffix.lower() not in _SUFFIXES:
        name = f"{file.name or 'dossier'}.html"
        return "its name does not end in `.html`, so no browser would open it", f"name it `{name}`"
    if file.is_dir():
        return "it is a folder", another
    for folder, what in (
        (project.output, "the output folder, where every file belongs to the edition"),
        (project.root / "content", "`content/`, which the dossier is made from"),
        (project.root / "templates", "`templates/`, which the dossier is made from"),
        (project.editions, "the folder of earlier editions"),
    ):
        if is_within(file.parent, folder):
            return f"it would be inside of {what}", another
    if not file.parent.is_dir():
        return "its folder does not exist", f"make the folder `{file.parent.name}` first"
    return _objection_to_present(file, another)


def _objection_to_present(file: Path, another: str) -> tuple[str, str] | None:
    if not file.exists() and not file.is_symlink():
        return None
    try:
        with file.open("rb") as opened:
            line = opened.read(_LONGEST_LINE)
    except OSError as error:
        return f"what is there cannot be read: {system_message(error)}", another
    if file.is_symlink() or _FIRST_LINE.match(line) is None:
        what = "a symbolic link" if file.is_symlink() else "a file that DossierPress did not write"
        return f"{what} is there", f"move it elsewhere, or {another}"
    return None
