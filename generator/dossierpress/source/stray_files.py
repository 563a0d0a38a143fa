"""Stray files: temporary files of editors and desktops, and second versions of a file.

Temporary files are skipped in silence. Synchronisation programs write a second version beside a
file that was changed on both sides, named in their own way and in the user's language: it is
reported and not read. Published, it would be a page that nobody intended; skipped in silence, its
changes would be lost.
"""

import re
from collections.abc import Container
from pathlib import PurePosixPath

from msgspec import Struct

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
