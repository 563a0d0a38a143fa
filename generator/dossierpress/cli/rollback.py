"""`dossier rollback`: publish the edition before once more."""

import os
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.next_command import next_command
from dossierpress.cli.outcome import LOCKED
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.shown_path import shown
from dossierpress.cli.talk import Talk
from dossierpress.diagnostics import as_data, severity_of
from dossierpress.write import lock, rollback


@click.command()
@options.site_option
@options.output_option
@options.cache_option
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
    wait: float,
    as_json: bool,
) -> int:
    """Let the published edition and the one before change places, in one step.

    The content stays as it is, and the next build publishes it again. Going back twice leaves
    everything as it was.
    """
    project = options.Site(folder=site_folder, output=output_folder, cache=cache_folder).project()
    with lock(project, wait=wait) as locked:
        done, diagnostics = (None, locked) if locked else rollback(project)
    show_diagnostics(
        talk,
        diagnostics,
        severity=severity_of,
        form="text",
        root=project.root,
        in_report=as_json,
    )
    exit_code = LOCKED if locked else 0 if done else 1
    if as_json:
        values = {
            "output": os.fspath(project.output),
            "written": list(done.written) if done else [],
            "added": list(done.added) if done else [],
            "pruned": list(done.pruned) if done else [],
            "diagnostics": as_data(diagnostics, severity=severity_of),
        }
        talk.report("rollback", exit_code, values)
    if done:
        talk.say(
            f"the edition before is published again in `{shown(project.output)}`:"
            f" files that differ: {len(done.written)}, that are gone: {len(done.pruned)}"
        )
        following = next_command("dossier diff", project)
        talk.next(following, "shows what the next build would change again")
    return exit_code
