"""The cache of a dossier, open for as long as a command works."""

import click

from dossierpress.engine.store import Store
from dossierpress.source.project import Project


def open_store(project: Project) -> Store:
    """The cache, which is closed when the command of this call ends.

    The dossier that a check or a build gives reads its texts from it, whenever somebody asks.
    """
    command = click.get_current_context()
    return command.with_resource(Store(project.cache, note=project.uncached))
