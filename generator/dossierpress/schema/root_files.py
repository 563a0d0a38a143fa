"""Files that hosts ask for at the top of output/: `CNAME`, `.nojekyll`, `.well-known/…`."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from dossierpress.diagnostics import Offer
from dossierpress.portable_name import objection
from dossierpress.schema.mistake import mistake, shown
from dossierpress.schema.text_checks import control_character

OURS = ("articles", "entities", "sources", "pages", "tags", "static", "media", "manifest.json")
"""Folders of output/ that the dossier fills itself, and the list of all that it wrote."""

PATTERN = r"^(?!/|\.\.?/)(?!.*/\.\.?(/|$))(?!.*\.(html?|xhtml|svg|m?js|css)$)[^\\:]*[^\\/:.]$"
"""What a JSON Schema can say of such a path."""

_PAGES = frozenset((".html", ".htm", ".xhtml", ".svg", ".js", ".mjs", ".css"))


def check_root_path(text: str) -> str:
    """Accept a path below output/ that is nothing of the dossier's own, on any file system."""
    path = PurePosixPath(text)
    if text.startswith("/") or ".." in path.parts or path.as_posix() != text or not path.name:
        raise _bad_path(text, "is not the path of a file", "write it from the top: `CNAME`")
    unportable = next(filter(None, map(objection, path.parts)), None)
    if unportable is not None:
        raise _bad_path(text, f"cannot name a file: {unportable}", None)
    if path.parts[0].casefold() in OURS or path.name.casefold().startswith(".dossierpress"):
        raise _bad_path(
            text, "is where the dossier has files of its own", "choose another place, or delete it"
        )
    if path.suffix.casefold() in _PAGES:
        raise _bad_path(
            text,
            "is a page, a style or a script, which are not taken unread",
            "write pages below content/pages/, and styles below templates/static/",
        )
    return text


def check_file_text(text: str) -> str:
    """Accept any text, an empty one too."""
    number = control_character(text)
    if number is not None:
        raise mistake(
            "schema-bad-value", f"the text holds the control character U+{number:04X}", "delete it"
        )
    return text


def in_the_way(paths: Iterable[str]) -> list[str]:
    """Paths that are a file and, for another path, a folder."""
    known = set(paths)
    folders = {parent.as_posix() for path in known for parent in PurePosixPath(path).parents}
    return sorted(known & folders)


def _bad_path(text: str, why: str, hint: str | Offer | None) -> Exception:
    return mistake("schema-bad-path", f"`{shown(text)}` {why}", hint)
