"""Words of commands: paths and commands as people would type them, values as JSON."""

import json
from pathlib import Path
from typing import Any

from dossierpress.kernel import portable_names
from dossierpress.source.project import Project, find_project


def to_json(value: Any) -> str:
    """Indented, in the order given; with escapes where odd file names are no Unicode."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text if text.isascii() or _is_unicode(text) else json.dumps(value, indent=2) + "\n"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown_path(path: Path) -> str:
    """A path relative to the working folder if it is below it; odd characters are escaped."""
    here = Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    return portable_names.printable_path(str(near))


def next_command(command: str, project: Project) -> str:
    """`dossier serve`, with `--site` if the dossier is not found from the working folder."""
    here = find_project(Path.cwd())
    if here is not None and here.root == project.root:
        return command
    return f"{command} --site {shown_path(project.root)}"
