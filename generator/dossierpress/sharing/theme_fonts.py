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
    """A file with some letters of a family, upright."""

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
    files = dict(statics)
    found: dict[str, list[Face]] = {}
    for path, data in files.items():
        for rule in _RULE.findall((is_page_style(path) and decoded_text(data)) or ""):
            family, file = _FAMILY.search(rule), _FILE.search(rule)
            if family and file and file[1] in files and "italic" not in rule:
                face = Face(data=files[file[1]], characters=_characters(rule))
                found.setdefault(family[1], []).append(face)
    return tuple(face for family in families for face in found.get(family, ()))


def _characters(rule: str) -> frozenset[int]:
    return frozenset(
        character
        for first, last in _RANGE.findall(rule)
        for character in range(int(first, 16), int(last or first, 16) + 1)
    )
