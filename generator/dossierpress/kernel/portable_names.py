"""File names that work on every file system, archive and web server."""

import unicodedata
from collections.abc import Iterable

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
_FORBIDDEN = frozenset('<>:"\\|?*')
_LONGEST = 255  # bytes of UTF-8 in one name, on every common file system


def why_not_portable(name: str) -> str | None:
    """Why the name of a file or folder is not portable, or None."""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return "the name is not valid UTF-8"
    stem = name.partition(".")[0]
    control = not name.isprintable() and any(
        unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in name
    )
    forbidden = "".join(sorted(_FORBIDDEN.intersection(name)))[:1]
    objections = (
        (control, "the name holds a control character"),
        (forbidden, f"the name holds `{forbidden}`, which Windows does not allow"),
        (
            name != name.rstrip(". "),
            "the name ends in a full stop or a space, which Windows drops",
        ),
        (stem.rstrip().casefold() in _RESERVED, f"`{stem}` is a device on Windows"),
        (
            not unicodedata.is_normalized("NFC", name),
            "the name is not in Unicode normal form C, and would change on some systems",
        ),
        (length > _LONGEST, f"the name is longer than {_LONGEST} bytes"),
    )
    return next((message for found, message in objections if found), None)


def printable_path(path: str) -> str:
    """A path that can be printed anywhere: stray bytes and control characters are spelled out."""
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in ("Cc", "Cs")
        else character
        for character in path
    )


def colliding_paths(paths: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(first, second) for each path that equals an earlier one but for case or Unicode form.

    Only paths of files are compared: folders that differ so are reported if their files collide.
    """
    seen: dict[str, str] = {}
    met = []
    for path in sorted(paths):
        first = seen.setdefault(_folded(path), path)
        if first != path:
            met.append((first, path))
    return tuple(met)


def _folded(path: str) -> str:
    composed = unicodedata.normalize("NFC", path)
    return unicodedata.normalize("NFC", composed.casefold())
