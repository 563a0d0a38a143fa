"""`dossier completion`: the script that teaches a shell our commands and options."""

import click
from click.shell_completion import get_completion_class

from dossierpress.cli import options
from dossierpress.cli.options import OneOf
from dossierpress.cli.talk import Talk

_USE = {
    "bash": 'add to ~/.bashrc: eval "$(dossier completion bash)"',
    "zsh": 'add to ~/.zshrc: eval "$(dossier completion zsh)"',
    "fish": "write to ~/.config/fish/completions/dossier.fish: dossier completion fish",
}


@click.command()
@click.argument("shell", type=OneOf(["bash", "zsh", "fish"]))
@options.talk_options
@click.pass_context
def command(context: click.Context, *, shell: str) -> int:
    """Print the script that completes commands and options of `dossier` in a shell.

    \b
    bash: add to ~/.bashrc       eval "$(dossier completion bash)"
    zsh:  add to ~/.zshrc        eval "$(dossier completion zsh)"
    fish: dossier completion fish > ~/.config/fish/completions/dossier.fish
    """  # noqa: D301 (\b is click's mark for text that keeps its lines)
    talk = context.ensure_object(Talk)
    root = context.find_root().command
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101  # all three come with click
    talk.data(found(root, {}, "dossier", "_DOSSIER_COMPLETE").source())
    if talk.err.isatty() and talk.out.isatty():
        talk.note(_USE[shell])
    return 0
