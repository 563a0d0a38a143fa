"""`dossier init`: a new dossier, small, complete and ready to build, out of the package."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.new_files import write_new_files
from dossierpress.cli.options import WrongUsageError
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import shown_path
from dossierpress.schema.json_schema import schema_files

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


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.json_option
@options.talk_options
@click.pass_obj
def command(talk: Talk, *, folder: Path, as_json: bool) -> int:
    """Make a new dossier in DIR, which must not exist yet or be empty.

    It holds a commented site.yml, a few invented articles, entities and sources to replace, and
    the settings that teach editors what every key means.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUsageError(f"`{folder}` is a file")
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUsageError(
            f"`{folder}` is not empty", hint="name a folder that does not exist yet"
        )
    written = write_new_files(folder, starter_files())
    if as_json:
        talk.report("init", 0, {"folder": str(folder), "written": list(written)})
    else:
        talk.data("".join(f"{shown_path(folder / path)}\n" for path in written))
    talk.say(f"made a dossier of {len(written)} files in `{shown_path(folder)}`")
    talk.next(f"dossier serve --site {shown_path(folder)}", "shows it while you write")
    return 0
