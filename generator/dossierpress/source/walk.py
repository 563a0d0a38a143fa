"""Walk a folder of the site: every regular file once, in a fixed order, never outside of it.

Temporary files of editors and desktops are skipped in silence. Synchronisation programs write a
second version beside a file that was changed on both sides, named in their own way and in the
user's language: it is reported and not read. Published, it would be a page that nobody intended;
skipped in silence, its changes would be lost.
"""

import os
import re
from collections.abc import Container
from pathlib import Path, PurePosixPath

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.portable_names import printable_path, why_not_portable

_BACKUPS = ("~", ".bak", ".orig", ".swp", ".swo", ".swn", ".swx", ".tmp")
_LITTER = frozenset(
    [
        *("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"),
        *(
            "icon\r",
            "icon\uf00d",
        ),  # of a folder in the Finder; the second as network drives show it
        "4913",  # Vim tries with it whether it may write in a folder
    ]
)
_JETBRAINS = re.compile(r"___jb_(?:tmp|old|bak)___$")

# In brackets behind the name: `a (Jane's conflicted copy 2024-05-23).md`.
_WORDS = (
    *(r"conflicted copy", r"conflict copy", r"case conflict", r"encoding conflict"),
    *(r"selective sync conflict", r"whitespace conflict", r"SFConflict", r"edit conflict"),
    *(r"in konflikt stehende kopie", r"konfliktkopie", r"kopie en conflict"),
    *(r"copie en conflit", r"copie conflictuelle", r"copia en conflicto", r"copia conflictiva"),
    *(r"copia in conflitto", r"cópia em conflito", r"cópia conflitante", r"còpia en conflicte"),
    *(r"conflicterende kopie", r"kopia powodująca konflikt", r"kopia z konfliktem"),
    *(r"конфликтующая копия", r"конфліктна копія", r"konfliktkopia", r"konfliktkopi"),
    *(r"konfliktní kopie", r"konfliktná kópia", r"ütköző példány", r"copie în conflict"),
    *(r"çakışan kopya", r"αντίγραφο σε διένεξη", r"bản sao xung đột", r"salinan konflik"),
    *(r"نسخة متعارضة", r"نسخهٔ متعارض", r"עותק מתנגש", r"競合コピー", r"冲突副本", r"衝突複本"),
    *(r"충돌된 사본", r"충돌 사본"),
)
_CERTAIN = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<stem>.+?)[ _]*[(（][^()]*(?:\([^()]*\)[^()]*)*(?:{'|'.join(_WORDS)}).*[)）]",
        r"(?P<stem>.+?)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?",
        r"(?P<stem>.+?)_conflict-\d{8}-\d{6}",
        r"(?P<stem>.+?)[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+",
    )
)
"""Names that only such programs give."""
_COPY = r"(?:copy|kopie|copie|copia|cópia|kopia|kopio|kopi|копия|копія|コピー|副本|拷贝|복사본)"
_CONFLICT = "conflict|konflikt|conflit|konflik|конфлик|конфлік|冲突|衝突|競合|충돌"
_WITH_FIRST_VERSION_BESIDE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<stem>.+?) ?\(\d{1,2}\)",  # Google Drive, browsers
        r"(?P<stem>.+?) \d{1,2}",  # iCloud
        rf"(?P<stem>.+?)(?: -)? {_COPY}(?: ?\(?\d{{1,2}}\)?)?",  # Finder, Explorer
        rf"(?P<stem>.+?) \((?:\w+ )?{_COPY}(?: \d{{1,2}})?\)",  # GNOME, KDE
        rf"{_COPY} (?:of|von|de|di|van|av|af) (?P<stem>.+)",  # Google Docs
        rf"(?P<stem>.+?)[ _-]?[(（\[][^()\[\]]*(?:{_CONFLICT}).*[)）\]]",
        r"(?P<stem>.+?)~[\w./-]+",  # Git, where a file met a folder
        r"(?P<stem>.+?)-(?-i:(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,})",  # OneDrive: the machine
        r"(?P<stem>.+?)-(?-i:(?=[A-Z-]*[0-9]|[A-Z]+-)[A-Z][A-Z0-9-]{3,14})",
    )
)
"""Names of a second version only if the first version is beside it."""


_PLAIN = re.compile(r"[a-z0-9-]+\.[a-z0-9]+")
"""Matches names that none of these patterns can match, nearly all, so they are not tried."""


class SecondVersion(Struct, frozen=True, kw_only=True, gc=False):
    """A file's name, read as that of a second version."""

    first: str
    """Name of the file of which it is another version."""
    synced: bool
    """Whether the name itself says that there was a conflict."""


def is_litter(name: str) -> bool:
    """Tell whether a file or folder is hidden, a lock, a backup or a desktop's temporary file."""
    folded = name.casefold()
    autosaved = name.startswith("#") and name.endswith("#")
    return (
        name.startswith((".", "~$"))
        or autosaved
        or folded.endswith(_BACKUPS)
        or folded in _LITTER
        or _JETBRAINS.search(name) is not None
    )


def second_version(
    name: str, beside: Container[str], *, certain_only: bool = False
) -> SecondVersion | None:
    """Find the file of which this is a second version, if it is one.

    Args:
        name: Of the file or folder.
        beside: Names in the same folder.
        certain_only: Whether only unmistakable names count: cameras number their pictures.
    """
    if _PLAIN.fullmatch(name):
        return None
    suffix = PurePosixPath(name).suffix
    for stem, end in ((name.removesuffix(suffix), suffix), (name, "")):
        found = next((one for form in _CERTAIN if (one := form.fullmatch(stem))), None)
        if found:
            first = found["stem"].rstrip()
            return SecondVersion(first=first + ("" if first.endswith(end) else end), synced=True)
        if certain_only:
            continue
        for form in _WITH_FIRST_VERSION_BESIDE:
            found = form.fullmatch(stem)
            if found and found["stem"] + end in beside:
                return SecondVersion(first=found["stem"] + end, synced=False)
    return None


# Cameras, browsers and designers number files: there, only an unmistakable name counts.
_FOLDERS_WITH_NUMBERED_FILES = ("content/media", "templates/static")


def walk_folder(root: Path, top: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the paths of the regular files below `root/top`, and diagnostics for all else.

    Paths are POSIX, relative to `root`, sorted by code point. Dotfiles, editors' locks and backups
    and desktops' temporary files are skipped in silence; second versions of a file are reported and
    not read. A missing folder has no files.
    """
    paths: list[str] = []
    problems: list[Diagnostic] = []
    if (root / top).is_symlink():
        return (), [report_symlink(root, top)]
    folders = [top] if (root / top).exists() else []
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as entries:
                found = [entry for entry in entries if not is_litter(entry.name)]
        except OSError as error:
            problems.append(report_unreadable(folder, error))
            continue
        names = {entry.name for entry in found}
        numbered = folder.startswith(_FOLDERS_WITH_NUMBERED_FILES)
        for entry in found:
            path = f"{folder}/{entry.name}"
            version = second_version(entry.name, names, certain_only=numbered)
            if version is not None:
                problems.append(report_second_version(path, version, beside=version.first in names))
                continue
            problems += _unportable(path, entry.name)
            if entry.is_symlink():
                problems.append(report_symlink(root, path))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif not entry.is_file(follow_symlinks=False):
                problems.append(report_special_file(path))
            elif _decodable(path):
                paths.append(path)
    return tuple(sorted(paths)), problems


def report_second_version(path: str, version: SecondVersion, *, beside: bool) -> Diagnostic:
    """The diagnostic for a second version of a file, which was not meant as one of its own."""
    first = printable_path(version.first)
    why = (
        "a program that keeps folders in step wrote it when both sides had changed"
        if version.synced
        else "a copy, or what a program that keeps folders in step made of it"
    )
    return Diagnostic(
        code="disc-second-version",
        path=printable_path(path),
        message=f"not read: by its name a second version of `{first}`: {why}",
        hint=f"compare the two, put what is right into `{first}`, and move this file away"
        if beside
        else f"look what it holds; if it is the one to keep, call it `{first}`",
    )


def report_unreadable(path: str, error: OSError) -> Diagnostic:
    """The diagnostic for a file or folder that the system does not let us read."""
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(path),
        message=f"cannot be read: {(error.strerror or str(error)).lower()}",
        hint="check its permissions, and that it is not on a drive that went away",
    )


def report_special_file(path: str) -> Diagnostic:
    """The diagnostic for a device, a pipe or a socket."""
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(path),
        message="not read: it is no regular file, but a device, a pipe or a socket",
        hint="remove it; it was not opened",
    )


def report_symlink(root: Path, path: str) -> Diagnostic:
    """The diagnostic for a symbolic link, wherever it leads."""
    target = printable_path(os.fsdecode((root / path).readlink()))
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(path),
        message=f"not followed: it is a symbolic link, to `{target}`",
        hint="put the file itself there; links are not followed, so that nothing outside the "
        "dossier is published by mistake",
    )


def _unportable(path: str, name: str) -> list[Diagnostic]:
    trouble = why_not_portable(name)
    if trouble is None:
        return []
    return [
        Diagnostic(
            code="disc-unportable-name",
            path=printable_path(path),
            message=trouble,
            hint="rename it, so that the dossier can be copied to any system and any server",
        )
    ]


def _decodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
