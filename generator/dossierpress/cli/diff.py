"""`dossier diff`: what a build would change on the public site."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.diff_meaning import diff_meaning
from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import as_of
from dossierpress.cli.outcome import problem_counts, report_values, show_outcome
from dossierpress.cli.progress import show_progress
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import next_command
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.kernel.key import Key
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.diff import diff_dossier


@click.command()
@options.site_option
@options.output_option
@options.cache_option
@options.as_of_option
@click.option(
    "--meaning",
    is_flag=True,
    help="Tell of changes of meaning, not of pages: claims, judgements, counts of origins,"
    " relations, names, annotations and corrections that are new, gone or said in another way.",
)
@click.option(
    "--against",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="With `--meaning`, the folder of the earlier dossier. Default: what was published, where"
    " the dossier keeps changes.jsonl.",
)
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
    meaning: bool,
    against: Path | None,
    reveal: bool,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Show which pages and files a build would add (+), change (~) and remove (-).

    Nothing is written. With `--as-of` it tells what an embargo's end will change.

    With `--meaning` it tells what the dossier says in another way than an earlier one: than the
    published edition, where the dossier keeps changes.jsonl (`changes: true` in site.yml), or the
    one that `--against` names: `git worktree add DIR REVISION` lays out that of a revision.
    """
    project = options.ProjectOptions(
        folder=site_folder, output=output_folder, cache=cache_folder
    ).project()
    if meaning:
        return diff_meaning(
            talk,
            project,
            earlier=(
                options.ProjectOptions(folder=against, cache=cache_folder).project()
                if against
                else None
            ),
            moment=as_of(moment),
            reveal=reveal,
            as_json=as_json,
            format_=format_,
        )
    with (
        PoolWhenItPays() as executor,
        show_progress(talk) as watch,
    ):
        result = diff_dossier(
            project, store=open_store(project), as_of=as_of(moment), executor=executor, watch=watch
        )
    outcome = show_outcome(
        talk, "diff", project, result, form=format_, as_json=False, reveal=reveal
    )
    exit_code = outcome.exit_code
    rows = _rows(result)
    if as_json:
        values = report_values(result, ())
        kept = {key: values[key] for key in ("errors", "warnings", "added", "pruned")}
        changed = [path for sign, path in rows if sign == "~"]
        withheld = [{"type": key.type, "id": key.id, "why": why} for key, why in _withheld(result)]
        talk.report("diff", exit_code, {**kept, "changed": changed, "withheld": withheld})
    else:
        for sign, path in rows:
            talk.data(f"{sign} {path}\n")
    if exit_code:
        talk.say(f"{problem_counts(result)}: nothing can be published")
        return exit_code
    signs = Counter(sign for sign, _ in rows)
    talk.say(f"{signs['+']} added, {signs['~']} changed, {signs['-']} removed")
    held = Counter(why for _, why in _withheld(result))
    for why, number in sorted(held.items()):
        talk.say(f"withheld: {number} {why}")
    talk.next(next_command("dossier build", project), "publishes it")
    return exit_code


def _rows(result: BuildResult) -> list[tuple[str, str]]:
    added = frozenset(result.added)
    rows = [("+" if path in added else "~", path) for path in result.changed]
    rows += [("-", path) for path in result.pruned]
    return sorted(rows, key=lambda row: row[1])


def _withheld(result: BuildResult) -> tuple[tuple[Key, str], ...]:
    return result.site.withheld if result.site else ()
