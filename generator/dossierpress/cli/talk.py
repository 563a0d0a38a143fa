"""What a command says: talk on stderr, data on stdout, paths as people would type them."""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self, TextIO

import click
from msgspec import Struct

from dossierpress.kernel import portable_names
from dossierpress.kernel.diagnostics import wants_color
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
    """Relative to the working folder where it is below it; odd characters spelled out."""
    here = Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    return portable_names.printable_path(str(near))


def next_command(command: str, project: Project) -> str:
    """`dossier serve`, with `--site` where the dossier is not the one that is found from here."""
    here = find_project(Path.cwd())
    if here is not None and here.root == project.root:
        return command
    return f"{command} --site {shown_path(project.root)}"


REPORT_VERSION = 1
"""Of every `--json` report: raised when a field changes its meaning or goes."""


class Talk(Struct, kw_only=True):
    """The two streams and how to write to them."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    quiet: bool = False
    """Say nothing but errors and diagnostics."""

    @classmethod
    def of_process(cls) -> Self:
        """The streams of this process."""
        return cls(out=sys.stdout, err=sys.stderr, environment=os.environ)

    @property
    def color(self) -> bool:
        """Whether talk may be coloured."""
        return wants_color(terminal=self.err.isatty(), environment=self.environment)

    @property
    def live(self) -> bool:
        """Whether somebody watches as it happens: progress is drawn nowhere else."""
        return self.err.isatty() and not self.quiet and self.environment.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Terminal cells of a line."""
        return shutil.get_terminal_size((120, 24)).columns if self.err.isatty() else 120

    def paint(self, text: str, **style: Any) -> str:
        """The text in colour, where colour is wanted."""
        return click.style(text, **style) if self.color else text

    def write(self, text: str) -> None:
        """Put text on stderr as it is."""
        self.err.write(text)

    def say(self, text: str) -> None:
        """Tell of something that went as it should; not under `--quiet`."""
        if not self.quiet:
            self.err.write(f"{text}\n")

    def next(self, command: str, purpose: str) -> None:
        """Name the command that one would want now."""
        self.say(f"{self.paint('next', fg='cyan')}: `{command}` {purpose}")

    def error(self, message: str, *, hint: str | None = None) -> None:
        """Tell of what went wrong."""
        self.err.write(f"{self.paint('error', fg='red', bold=True)}: {message}\n")
        if hint:
            self.err.write(f"{self.paint('hint', fg='green')}: {hint}\n")

    def note(self, message: str) -> None:
        """Tell of something to know that is not wrong."""
        self.say(f"{self.paint('note', fg='cyan')}: {message}")

    def data(self, text: str) -> None:
        """Put data on stdout."""
        self.out.write(text)

    def report(self, command: str, exit_code: int, values: Mapping[str, Any]) -> None:
        """Put the `--json` report of a command on stdout."""
        head = {
            "report": "dossierpress",
            "version": REPORT_VERSION,
            "command": command,
            "exit_code": exit_code,
        }
        self.data(to_json({**head, **values}))
