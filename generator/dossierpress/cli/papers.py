"""`dossier build --pdf`: what it needs, and what it says."""

from concurrent.futures import Executor
from pathlib import Path

import click

from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import WrongUsageError
from dossierpress.cli.wording import shown_path
from dossierpress.kernel.plural import pluralised
from dossierpress.source.project import Project

# What prints is loaded only for a build that prints.


def require_printing(project: Project, folder: Path) -> None:
    """Make sure, before anything is built, that PDFs can be printed into a folder.

    Raises:
        WrongUsageError: They cannot.
    """
    from dossierpress.paper.printing import CannotPrintError, printer  # noqa: PLC0415
    from dossierpress.pipeline.paper import folder_in_the_way  # noqa: PLC0415

    taken = folder_in_the_way(project, folder)
    if taken is not None:
        raise WrongUsageError(
            f"`--pdf` cannot print into `{shown_path(folder)}`: PDFs need a folder of their"
            f" own, apart from `{shown_path(taken)}`",
            hint="name one beside it, as in `--pdf pdf`",
        )
    try:
        printer()
    except CannotPrintError as error:
        raise WrongUsageError(str(error), hint=error.hint) from None


def print_papers(project: Project, folder: Path, executor: Executor) -> str:
    """Print the published edition into a folder.

    Returns:
        What was done, in words.
    """
    from dossierpress.paper.edition import EditionChangedError, NotOursError  # noqa: PLC0415
    from dossierpress.pipeline.paper import print_edition  # noqa: PLC0415

    try:
        done = print_edition(project, folder, store=open_store(project), executor=executor)
    except NotOursError as error:
        raise click.ClickException(
            "the dossier is published, and its PDFs are not:"
            f" `{shown_path(folder / error.path)}` is there, and no build has printed it; move it"
            " away, or name another folder"
        ) from None
    except EditionChangedError as error:
        raise click.ClickException(
            f"the dossier is published, and its PDFs are not: `{error}` in"
            f" `{shown_path(project.output)}` has changed meanwhile; build once more"
        ) from None
    gone = f", removed {len(done.removed)}" if done.removed else ""
    return (
        f"{pluralised(done.papers, 'PDF')} in `{shown_path(folder)}`: {done.made} printed,"
        f" {done.papers - done.made} as before{gone}"
    )
