"""`dossier diff`: what a build would change on the public site."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from dossierpress.build.diff import diff
from dossierpress.cli import options
from dossierpress.cli.moment import as_of
from dossierpress.cli.next_command import next_command
from dossierpress.cli.outcome import problems, report_values, tell
from dossierpress.cli.progress import watched
from dossierpress.cli.talk import Talk
from dossierpress.executors import PoolWhenItPays
from dossierpress.model.key import Key
from dossierpress.report import BuildReport
from dossierpress.store import Store


@click.command()
@options.site_option
@options.output_option
@options.cache_option
@options.as_of_option
@options.reveal_option
@options.json_option
@options.format_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    site_folder: Path | None,
    output_folder: Path | None,
    cache_folder: Path | None,
    moment: datetime | None,
    reveal: bool,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Show which pages and files a build would add (+), change (~) and remove (-).

    Nothing is written. With `--as-of` it tells what an embargo's end will change.
    """
    project = options.Site(folder=site_folder, output=output_folder, cache=cache_folder).project()
    with (
        PoolWhenItPays() as executor,
        Store(project.cache, note=project.uncached) as store,
        watched(talk) as watch,
    ):
        report = diff(project, store=store, as_of=as_of(moment), executor=executor, watch=watch)
    outcome = tell(talk, "diff", project, report, form=format_, as_json=False, reveal=reveal)
    exit_code = outcome.exit_code
    rows = _rows(report)
    if as_json:
        values = report_values(report, ())
        kept = {key: values[key] for key in ("errors", "warnings", "added", "pruned")}
        changed = [path for sign, path in rows if sign == "~"]
        withheld = [{"type": key.type, "id": key.id, "why": why} for key, why in _withheld(report)]
        talk.report("diff", exit_code, {**kept, "changed": changed, "withheld": withheld})
    else:
        for sign, path in rows:
            talk.data(f"{sign} {path}\n")
    if exit_code:
        talk.say(f"{problems(report)}: nothing can be published")
        return exit_code
    signs = Counter(sign for sign, _ in rows)
    talk.say(f"{signs['+']} added, {signs['~']} changed, {signs['-']} removed")
    held = Counter(why for _, why in _withheld(report))
    for why, number in sorted(held.items()):
        talk.say(f"withheld: {number} {why}")
    talk.next(next_command("dossier build", project), "publishes it")
    return exit_code


def _rows(report: BuildReport) -> list[tuple[str, str]]:
    added = frozenset(report.added)
    rows = [("+" if path in added else "~", path) for path in report.changed]
    rows += [("-", path) for path in report.pruned]
    return sorted(rows, key=lambda row: row[1])


def _withheld(report: BuildReport) -> tuple[tuple[Key, str], ...]:
    return report.site.withheld if report.site else ()
