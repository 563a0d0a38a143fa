"""`dossier` and its commands, each loaded only when it is called for."""

import gc
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from dossierpress import __version__

_COMMANDS = {
    "init": ("init", "Make a new dossier."),
    "new": ("new", "Write the skeleton of an article, an entity or a source."),
    "import": ("import_file", "Take in annotated texts from a stand-off JSON file."),
    "build": ("build", "Publish the dossier into output/."),
    "check": ("check", "List every problem, write nothing."),
    "serve": ("serve", "Show the dossier in the browser while you write."),
    "migrate": ("migrate", "Rewrite older content in the words of today."),
    "diff": ("diff", "Show what a build would change."),
    "rollback": ("rollback", "Go back to the edition before."),
    "verify": ("verify", "Check a published folder by its manifest."),
    "report": ("report", "Print what is covered: claims, annotations, origins."),
    "list": ("list_records", "List drafts, embargoed records, orphans or broken references."),
    "explain": ("explain", "Say what a diagnostic means."),
    "schema": ("schema", "Print the JSON Schemas of what one writes."),
    "headers": ("headers", "Print security headers for a server."),
    "clean": ("clean", "Remove what builds made."),
    "completion": ("completion", "Print the completion script of a shell."),
}
"""Command -> (module beside this one, which holds it as `command`; what it does), in the order of
`--help`, which loads none of them.
"""


class _Commands(click.Group):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands = dict.fromkeys(_COMMANDS)  # type: ignore[assignment]  # names for the hints

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, purpose = _COMMANDS[cmd_name]
        # Modules last: looking for garbage among them again and again takes a tenth of the time.
        gc.disable()
        try:
            found = import_module(f"dossierpress.cli.{module}").command
        finally:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation, untouched
            gc.enable()
        assert isinstance(found, click.Command)  # noqa: S101
        found.short_help = purpose
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in _COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        own = [
            CompletionItem(name, help=purpose)
            for name, (_, purpose) in _COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return own + click.Command.shell_complete(self, ctx, incomplete)


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
