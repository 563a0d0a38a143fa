"""The theme's fonts, as its stylesheet names them: which file has which letters."""

import re
from functools import lru_cache

from msgspec import Struct

from dossierpress.kernel.decoding import decoded_text
from dossierpress.kernel.page_styles import is_page_style

_RULE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r'font-family:\s*"([^"]+)"')
_FILE = re.compile(r'url\("\.\./([^"]+\.woff2)"\)')
_RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")


class Face(Struct, frozen=True, kw_only=True):
    """A file with some letters of a family."""

    family: str
    """`Dossier Serif`."""
    path: str
    """Below static/."""
    italic: bool
    data: bytes
    characters: frozenset[int]
    """Those that it has."""


@lru_cache(maxsize=2)
def faces_of(statics: tuple[tuple[str, bytes], ...], families: tuple[str, ...]) -> tuple[Face, ...]:
    """The upright faces of some families, in their order.

    Args:
        statics: (path below static/, data) of the theme's files.
        families: Their names: `Dossier Serif`.
    """
    upright = [face for face in all_faces(statics) if not face.italic]
    return tuple(face for family in families for face in upright if face.family == family)


@lru_cache(maxsize=2)
def all_faces(statics: tuple[tuple[str, bytes], ...]) -> tuple[Face, ...]:
    """All faces, in the order in which the stylesheets name them.

    Args:
        statics: See `faces_of`.
    """
    files = dict(statics)
    return tuple(
        Face(
            family=family[1],
            path=file[1],
            italic="italic" in rule,
            data=files[file[1]],
            characters=_characters(rule),
        )
        for path, data in files.items()
        for rule in _RULE.findall((is_page_style(path) and decoded_text(data)) or "")
        if (family := _FAMILY.search(rule)) and (file := _FILE.search(rule)) and file[1] in files
    )


def _characters(rule: str) -> frozenset[int]:
    return frozenset(
        character
        for first, last in _RANGE.findall(rule)
        for character in range(int(first, 16), int(last or first, 16) + 1)
    )
