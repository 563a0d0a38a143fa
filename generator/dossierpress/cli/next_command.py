"""A command as one would type it next, where one is."""

from pathlib import Path

from dossierpress.cli.shown_path import shown
from dossierpress.project import Project, find


def next_command(command: str, project: Project) -> str:
    """`dossier serve`, with `--site` where the dossier is not the one that is found from here."""
    here = find(Path.cwd())
    if here is not None and here.root == project.root:
        return command
    return f"{command} --site {shown(project.root)}"
