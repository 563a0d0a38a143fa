"""The files of a new dossier, out of the package."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from dossierpress.schema.export import schema_files

SCHEMAS = ".dossier/schema"
"""Where a dossier keeps the JSON Schemas that its editors read."""

_DOT = "dot-"


def starter_files() -> tuple[tuple[str, bytes], ...]:
    """(path, bytes) of every file that `dossier init` writes, in order of path."""
    starter = files("dossierpress") / "starter"
    return tuple(sorted([*_below(starter, ""), *schemas_below(SCHEMAS)]))


def starter_file(name: str) -> bytes:
    """One of them: `site.yml`."""
    return dict(_below(files("dossierpress") / "starter", ""))[name]


def schemas_below(folder: str) -> Iterator[tuple[str, bytes]]:
    """The JSON Schemas as files of a folder."""
    for name, text in schema_files().items():
        yield f"{folder}/{name}", text.encode()


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        # A dot file in the package would be left out by the tools that pack and track it.
        name = f".{entry.name.removeprefix(_DOT)}" if entry.name.startswith(_DOT) else entry.name
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{name}/")
        elif not name.endswith((".py", ".pyc")):
            yield f"{prefix}{name}", entry.read_bytes()
