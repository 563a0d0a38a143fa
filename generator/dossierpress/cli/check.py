"""`dossier check`: every problem of the dossier, and nothing written."""

from datetime import datetime
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import as_of
from dossierpress.cli.outcome import build_summary, problem_counts, show_outcome
from dossierpress.cli.progress import show_progress
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import next_command
from dossierpress.engine.executors import PoolWhenItPays, collecting_rarely
from dossierpress.pipeline.check import check_dossier


@click.command()
@options.site_option
@options.cache_option
@options.as_of_option
@options.reveal_option
@options.json_option
@options.format_option
@options.strict_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    site_folder: Path | None,
    cache_folder: Path | None,
    moment: datetime | None,
    reveal: bool,
    as_json: bool,
    format_: options.Format,
    strict: bool,
) -> int:
    """List everything that would keep the dossier from being published; write nothing.

    Content, links, names, citations, claims and templates are checked, all in one run. Notices tell
    what is worth knowing and no mistake, such as a claim that rests on one origin.
    """
    project = options.ProjectOptions(folder=site_folder, cache=cache_folder).project()
    with (
        collecting_rarely(ends=True),
        PoolWhenItPays() as executor,
        show_progress(talk) as watch,
    ):
        result = check_dossier(
            project,
            store=open_store(project),
            as_of=as_of(moment),
            executor=executor,
            strict=strict,
            notices=True,
            watch=watch,
        )
    outcome = show_outcome(
        talk, "check", project, result, form=format_, as_json=as_json, reveal=reveal
    )
    for line in build_summary(result):
        talk.say(line)
    talk.say(problem_counts(result))
    if outcome.first_code:
        talk.next(f"dossier explain {outcome.first_code}", "tells more of the first one")
    elif not outcome.exit_code:
        talk.next(next_command("dossier build", project), "publishes it")
    return outcome.exit_code
