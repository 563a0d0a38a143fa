"""`dossier rollback`: publish the edition before once more."""

import os
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import as_of
from dossierpress.cli.outcome import exit_code_of
from dossierpress.cli.progress import show_progress
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import next_command, shown_path
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.kernel.diagnostics import as_data
from dossierpress.pipeline.rollback import roll_back


@click.command()
@options.site_option
@options.output_option
@options.cache_option
@click.option(
    "--anyway",
    is_flag=True,
    help="Go back even to what is withheld now, which readers are then shown again.",
)
@options.wait_option
@options.json_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    site_folder: Path | None,
    output_folder: Path | None,
    cache_folder: Path | None,
    anyway: bool,
    wait: float,
    as_json: bool,
) -> int:
    """Let the published edition and the one before change places, in one step.

    The content stays as it is, and the next build publishes it again. Going back twice leaves
    everything as it was. An edition that shows what is withheld now (a draft, an embargo, somebody
    private), and one that your own builds have not published, are refused.
    """
    project = options.ProjectOptions(
        folder=site_folder, output=output_folder, cache=cache_folder
    ).project()
    with (
        PoolWhenItPays() as executor,
        show_progress(talk) as watch,
    ):
        result = roll_back(
            project,
            store=open_store(project),
            as_of=as_of(),
            executor=executor,
            anyway=anyway,
            wait=wait,
            watch=watch,
        )
    show_diagnostics(
        talk,
        result.diagnostics,
        severity=result.severity,
        form="text",
        root=project.root,
        in_report=as_json,
    )
    for note in result.notes:
        talk.note(note)
    exit_code = exit_code_of(result)
    if as_json:
        values = {
            "output": os.fspath(project.output),
            "written": list(result.changed),
            "added": list(result.added),
            "pruned": list(result.pruned),
            "diagnostics": as_data(result.diagnostics, severity=result.severity),
        }
        talk.report("rollback", exit_code, values)
    if result.published:
        talk.say(
            f"the edition before is published again in `{shown_path(project.output)}`:"
            f" files that differ: {len(result.changed)}, that are gone: {len(result.pruned)}"
        )
        following = next_command("dossier diff", project)
        talk.next(following, "shows what the next build would change again")
    return exit_code
