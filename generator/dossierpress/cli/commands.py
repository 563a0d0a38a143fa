"""`dossier` and its commands, each loaded only when it is called for."""

from importlib import import_module
from typing import Any

import click

from dossierpress import __version__

_COMMANDS = {
    "init": "init",
    "new": "new",
    "import": "import_file",
    "build": "build",
    "check": "check",
    "serve": "serve",
    "diff": "diff",
    "rollback": "rollback",
    "verify": "verify",
    "list": "list_records",
    "explain": "explain",
    "schema": "schema",
    "headers": "headers",
    "clean": "clean",
    "completion": "completion",
}
"""Command -> module beside this one, which holds it as `command`; in the order of `--help`."""


class _Commands(click.Group):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands = dict.fromkeys(_COMMANDS)  # type: ignore[assignment]  # names for the hints

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        found = import_module(f"dossierpress.cli.{module}").command
        assert isinstance(found, click.Command)  # noqa: S101
        return found


@click.group(
    cls=_Commands,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="dossier", message="%(prog)s %(version)s")
@click.pass_context
def dossier(context: click.Context) -> None:
    """Publish a folder of annotated articles as a linked dossier.

    Every command finds the dossier by itself: the nearest folder upward that has a site.yml.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
