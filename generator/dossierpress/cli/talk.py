"""The output of a command: messages on stderr, data on stdout."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any, Self, TextIO

import click
from msgspec import Struct

from dossierpress.cli.wording import to_json
from dossierpress.kernel.diagnostics import wants_color

REPORT_VERSION = 1
"""Version of the `--json` reports: raised when a field changes its meaning or is removed."""


class Talk(Struct, kw_only=True):
    """The two streams and how to write to them."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    quiet: bool = False
    """Write only errors and diagnostics."""

    @classmethod
    def of_process(cls) -> Self:
        """The streams of this process."""
        return cls(out=sys.stdout, err=sys.stderr, environment=os.environ)

    @property
    def color(self) -> bool:
        """Whether messages may be coloured."""
        return wants_color(terminal=self.err.isatty(), environment=self.environment)

    @property
    def live(self) -> bool:
        """Whether stderr is a terminal that can draw progress."""
        return self.err.isatty() and not self.quiet and self.environment.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Width of a line in terminal cells."""
        return shutil.get_terminal_size((120, 24)).columns if self.err.isatty() else 120

    def paint(self, text: str, **style: Any) -> str:
        """The text in colour, if colour is wanted."""
        return click.style(text, **style) if self.color else text

    def write(self, text: str) -> None:
        """Write text to stderr unchanged."""
        self.err.write(text)

    def say(self, text: str) -> None:
        """Write a message about progress or success; not under `--quiet`."""
        if not self.quiet:
            self.err.write(f"{text}\n")

    def next(self, command: str, purpose: str) -> None:
        """Suggest the next command."""
        self.say(f"{self.paint('next', fg='cyan')}: `{command}` {purpose}")

    def error(self, message: str, *, hint: str | None = None) -> None:
        """Write an error with its hint."""
        self.err.write(f"{self.paint('error', fg='red', bold=True)}: {message}\n")
        if hint:
            self.err.write(f"{self.paint('hint', fg='green')}: {hint}\n")

    def note(self, message: str) -> None:
        """Write a note: a fact that is not a problem."""
        self.say(f"{self.paint('note', fg='cyan')}: {message}")

    def data(self, text: str) -> None:
        """Write data to stdout."""
        self.out.write(text)

    def report(self, command: str, exit_code: int, values: Mapping[str, Any]) -> None:
        """Write the `--json` report of a command to stdout."""
        head = {
            "report": "dossierpress",
            "version": REPORT_VERSION,
            "command": command,
            "exit_code": exit_code,
        }
        self.data(to_json({**head, **values}))
