"""`dossier check`: every problem of the dossier, and nothing written."""

from datetime import datetime
from pathlib import Path

import click

from dossierpress.build.check import check
from dossierpress.cli import options
from dossierpress.cli.moment import as_of
from dossierpress.cli.next_command import next_command
from dossierpress.cli.outcome import problems, summary, tell
from dossierpress.cli.progress import watched
from dossierpress.cli.talk import Talk
from dossierpress.executors import PoolWhenItPays, collecting_rarely
from dossierpress.store import Store


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
    project = options.Site(folder=site_folder, cache=cache_folder).project()
    with (
        collecting_rarely(ends=True),
        PoolWhenItPays() as executor,
        Store(project.cache, note=project.uncached) as store,
        watched(talk) as watch,
    ):
        report = check(
            project,
            store=store,
            as_of=as_of(moment),
            executor=executor,
            strict=strict,
            notices=True,
            watch=watch,
        )
    told = tell(talk, "check", project, report, form=format_, as_json=as_json, reveal=reveal)
    for line in summary(report):
        talk.say(line)
    talk.say(problems(report))
    if told.first_code:
        talk.next(f"dossier explain {told.first_code}", "tells more of the first one")
    elif not told.exit_code:
        talk.next(next_command("dossier build", project), "publishes it")
    return told.exit_code
