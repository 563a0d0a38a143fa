"""`dossier init`: a new dossier, small, complete and ready to build."""

from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.shown_path import shown
from dossierpress.cli.starter_files import starter_files
from dossierpress.cli.talk import Talk
from dossierpress.cli.usage import WrongUsageError
from dossierpress.cli.write_new import write_new


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
    written = write_new(folder, starter_files())
    if as_json:
        talk.report("init", 0, {"folder": str(folder), "written": list(written)})
    else:
        talk.data("".join(f"{shown(folder / path)}\n" for path in written))
    talk.say(f"made a dossier of {len(written)} files in `{shown(folder)}`")
    talk.next(f"dossier serve --site {shown(folder)}", "shows it while you write")
    return 0
