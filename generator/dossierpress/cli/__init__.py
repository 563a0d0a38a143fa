"""The command `dossier`: arguments in, exit code out; a module for each command."""

from dossierpress.cli.run import main

__all__ = ["main"]
