"""Checks of `root_files`: files that hosts ask for at the top of output/, such as `CNAME`."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from dossierpress.kernel.diagnostics import Offer
from dossierpress.kernel.portable_names import why_not_portable
from dossierpress.schema.base import on_one_line, schema_error
from dossierpress.schema.text_checks import control_character

RESERVED_ROOT_NAMES = (
    "articles",
    "entities",
    "sources",
    "pages",
    "tags",
    "static",
    "media",
    "manifest.json",
)
"""Folders of output/ that the dossier itself writes, and its manifest."""


ROOT_PATH_PATTERN = (
    r"^(?!/|\.\.?/)(?!.*/\.\.?(/|$))(?!.*\.(html?|xhtml|svg|m?js|css)$)[^\\:]*[^\\/:.]$"
)
"""The pattern of such a path in a JSON Schema."""


_ACTIVE_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".svg", ".js", ".mjs", ".css"))


def check_root_path(text: str) -> str:
    """Accept a path below output/ that the dossier itself does not use, on any file system."""
    path = PurePosixPath(text)
    if text.startswith("/") or ".." in path.parts or path.as_posix() != text or not path.name:
        raise _bad_path(text, "is not the path of a file", "write it from the top: `CNAME`")
    unportable = next(filter(None, map(why_not_portable, path.parts)), None)
    if unportable is not None:
        raise _bad_path(text, f"cannot name a file: {unportable}", None)
    if path.parts[0].casefold() in RESERVED_ROOT_NAMES or path.name.casefold().startswith(
        ".dossierpress"
    ):
        raise _bad_path(
            text, "is where the dossier has files of its own", "choose another place, or delete it"
        )
    if path.suffix.casefold() in _ACTIVE_SUFFIXES:
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
        raise schema_error(
            "schema-bad-value", f"the text holds the control character U+{number:04X}", "delete it"
        )
    return text


def files_that_are_folders(paths: Iterable[str]) -> list[str]:
    """Paths of files that would also have to be folders of other paths."""
    known = set(paths)
    folders = {parent.as_posix() for path in known for parent in PurePosixPath(path).parents}
    return sorted(known & folders)


def _bad_path(text: str, why: str, hint: str | Offer | None) -> Exception:
    return schema_error("schema-bad-path", f"`{on_one_line(text)}` {why}", hint)
