"""`dossier schema`: the JSON Schemas of site.yml and every front matter."""

from collections.abc import Container, Iterator
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.new_files import replace_file
from dossierpress.cli.options import WrongUsageError, suggestion
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import shown_path, to_json
from dossierpress.schema.json_schema import schema_files, schemas
from dossierpress.schema.read_site import read_config
from dossierpress.schema.site import SiteConfig
from dossierpress.source.discovery import read_settings
from dossierpress.source.project import SETTINGS, find_project


@click.command()
@click.argument("name", required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write them into this folder, a file each, instead.",
)
@options.site_option
@options.json_option
@options.talk_options
@click.pass_obj
def command(
    talk: Talk, *, name: str | None, folder: Path | None, site_folder: Path | None, as_json: bool
) -> int:
    """Print the JSON Schema NAME, or all of them as one object; `--write DIR` makes files.

    They are made from the same definitions that check a dossier, so that an editor and
    `dossier check` say the same. In a dossier, they know its own kinds and their properties.
    """
    config = _config(talk, site_folder)
    known = schemas(config)
    if name is not None and name not in known:
        raise WrongUsageError(f"there is no schema `{name}`", hint=suggestion(name, known))
    wanted = known if name is None else {name: known[name]}
    if folder is not None:
        written = tuple(_write(folder, config, wanted))
        if as_json:
            talk.report("schema", 0, {"written": [str(file) for file in written]})
        else:
            talk.data("".join(f"{shown_path(file)}\n" for file in written))
    elif as_json:
        talk.report("schema", 0, {"schemas": wanted})
    else:
        talk.data(to_json(known if name is None else known[name]))
    return 0


def _write(folder: Path, config: SiteConfig | None, wanted: Container[str]) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in schema_files(config).items():
        if file.partition(".")[0] in wanted:
            replace_file(folder / file, text.encode())
            yield folder / file


def _config(talk: Talk, site_folder: Path | None) -> SiteConfig | None:
    """The settings of the dossier that we are in, if we are in one whose settings can be read."""
    found = (
        find_project(Path.cwd())
        if site_folder is None
        else options.ProjectOptions(folder=site_folder).project()
    )
    if found is None:
        return None
    data, _ = read_settings(found.root)
    config = None if data is None else read_config(data)[0]
    if config is None:
        talk.note(
            f"`{shown_path(found.root / SETTINGS)}` cannot be read: only built-in kinds are known"
        )
    return config
