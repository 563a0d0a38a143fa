"""Survey output/ before anything is written: which files are ours, and whether we may write.

`survey_output` returns every file that we may replace or delete, or the reason why nothing may be
written; foreign files are refused, never deleted. Also here: paths of output/ for messages, and
diagnostics for failed writes.
"""

import os
from pathlib import Path

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.kernel.portable_names import printable_path
from dossierpress.publish.edition_folders import folders_of_editions, link_on_the_way
from dossierpress.publish.folder_contents import entries_below, is_desktop_litter, last_part
from dossierpress.publish.manifest import MANIFEST, EditionMark, read_manifest
from dossierpress.publish.signature import SIGNATURE
from dossierpress.source.project import FORMER_CACHE, Project

PART_NAME = ".dossierpress.part"
"""Name, in any folder, of a file being written; only an interrupted build leaves it behind."""

_NAMED = 10  # foreign files named in a message
_SOURCES = ("content", "templates")


class OutputContents(Struct, frozen=True, kw_only=True):
    """The contents of output/ before this build writes."""

    files: tuple[str, ...] = ()
    """Our files, without the manifest; in order. A build may replace or delete them."""
    folders: tuple[str, ...] = ()
    """All folders, outer ones before inner ones."""
    listed: dict[str, str] = field(default_factory=dict)
    """Files that the manifest lists, whether they exist or not: path -> digest."""
    litter: tuple[str, ...] = ()
    """Files that desktops left there; the next edition does not have them."""
    mark: EditionMark | None = None
    """The mark of its manifest; None if it was not signed."""


def survey_output(project: Project) -> tuple[OutputContents | None, tuple[Diagnostic, ...]]:
    """The contents of output/, or None and why nothing may be written there."""
    unfit = objection_to_output(project)
    if unfit is not None:
        return None, (_refused(project, unfit),)
    if not project.output.exists():
        return OutputContents(), ()
    manifest = read_manifest(project.output)
    listed = manifest.files if manifest else None
    files, folders, foreign, left = [], [], [], []
    try:
        for path, kind in entries_below(project.output):
            if kind == "folder" and path != MANIFEST:
                folders.append(path)
            elif _ours(path, kind, listed):
                files.append(path)
            elif not _tolerable(path, kind, listed):
                foreign.append(path)
            elif path not in (MANIFEST, SIGNATURE):
                left.append(path)
    except OSError as error:
        return None, (_refused(project, f"cannot be read: {(error.strerror or '').lower()}"),)
    if foreign:
        return None, (_foreign(project, sorted(foreign), has_manifest=listed is not None),)
    return OutputContents(
        files=tuple(sorted(files)),
        folders=tuple(sorted(folders)),
        listed=listed or {},
        litter=tuple(sorted(left)),
        mark=manifest.mark if manifest else None,
    ), ()


def objection_to_output(project: Project) -> str | None:
    """Why a folder cannot be output/, whatever is in it; None if it can."""
    output, root = project.output, project.root
    linked = link_on_the_way(project, output)
    if linked is not None:
        what = "a symbolic link" if linked == output else f"`{linked.name}` is a symbolic link"
        return f"{what}; what it leads to could be anything"
    linked = link_on_the_way(project, folders_of_editions(project).folder)
    if linked is not None:
        return f"`{linked.name}`, where earlier editions are kept, is a symbolic link"
    if output.exists() and not output.is_dir():
        return "not a folder"
    if root.is_relative_to(output):
        return "the dossier itself is in it"
    return _objection_to_surroundings(project)


def path_shown(project: Project, path: str = "") -> str:
    """A path of output/ for messages: relative to the site's folder if it is inside."""
    full = project.output / path
    if full.is_relative_to(project.root):
        return printable_path(full.relative_to(project.root).as_posix())
    return printable_path(full.as_posix())


def _ours(path: str, kind: str, listed: dict[str, str] | None) -> bool:
    if kind == "file" and listed is not None and path in listed:
        return True
    if last_part(path) == PART_NAME:
        return kind == "file"
    # Somebody put a link in the place of our file; replacing it does not follow it.
    return kind in ("file", "link") and listed is not None and path in listed


def _tolerable(path: str, kind: str, listed: dict[str, str] | None) -> bool:
    if path in (MANIFEST, SIGNATURE):
        return listed is not None
    return kind == "file" and is_desktop_litter(path)


def _objection_to_surroundings(project: Project) -> str | None:
    """Why the folders around output/ make it unfit; None if they do not."""
    output, root = project.output, project.root
    inside = {
        **{root / name: f"`{name}/`, which the dossier is made from" for name in _SOURCES},
        project.editions: "the folder of earlier editions",
        root / FORMER_CACHE: "a folder that earlier versions had their cache in",
    }
    if project.cache is not None:
        inside[project.cache] = "the cache, which may be deleted at any time"
    for folder, what in inside.items():
        if output.is_relative_to(folder):
            return f"inside of {what}"
    # The folders around the dossier itself are not checked.
    apart = (one for one in output.resolve().parents if not root.resolve().is_relative_to(one))
    around = next((one for one in apart if read_manifest(one)), None)
    if around is not None:
        # Readers of the outer edition would see this one too.
        return f"inside of `{printable_path(around.name)}`, which is a published edition"
    return None


def _refused(project: Project, objection: str) -> Diagnostic:
    return Diagnostic(
        code="out-unfit-folder",
        path=path_shown(project),
        message=f"cannot publish into this folder: {objection}",
        hint="name another folder with `--output`",
    )


def _foreign(project: Project, foreign: list[str], *, has_manifest: bool) -> Diagnostic:
    many = len(foreign) > 1
    count = f"{len(foreign)} files" if many else "a file"
    because = "that its manifest does not list" if has_manifest else f"and no `{MANIFEST}` of ours"
    if not has_manifest and MANIFEST in foreign:
        because = f"and a `{MANIFEST}` that is damaged or not ours"
    more = len(foreign) - _NAMED
    notes = [Note(message="not ours", path=path_shown(project, path)) for path in foreign[:_NAMED]]
    if more > 0:
        notes.append(Note(message=f"and {more} more"))
    return Diagnostic(
        code="out-foreign-file",
        path=path_shown(project),
        message=f"the folder holds {count} {because}; nothing was written",
        hint=f"move {'them' if many else 'it'} elsewhere, or name another folder with `--output`",
        notes=tuple(notes),
    )


def write_failure(project: Project, error: OSError, *, below: Path) -> Diagnostic:
    """The diagnostic for a failed write, at the file of output/.

    Args:
        project: Whose output/ is being written.
        error: What the system says; its `filename` is the file.
        below: The folder that stands for output/ meanwhile.
    """
    named = error.filename
    file = Path(os.fsdecode(named)) if isinstance(named, str | bytes | os.PathLike) else below
    path = file.relative_to(below).as_posix() if file.is_relative_to(below) else ""
    return write_failure_at(project, path.removeprefix("."), error)


def write_failure_at(project: Project, path: str, error: OSError) -> Diagnostic:
    """The diagnostic for a failed write of one file of output/."""
    return Diagnostic(
        code="out-write-failed",
        path=path_shown(project, path),
        message=f"cannot be written: {system_message(error)}",
        hint="mend that and build again",
    )


def system_message(error: OSError) -> str:
    """`no space left on device`."""
    return (error.strerror or str(error)).lower()
