"""`dossier build`: publish the dossier, or say everything that keeps it from that."""

from datetime import datetime
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import WrongUsageError, as_of
from dossierpress.cli.outcome import build_summary, problem_counts, show_outcome
from dossierpress.cli.papers import print_papers, require_printing
from dossierpress.cli.progress import show_progress
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import next_command, shown_path
from dossierpress.engine.executors import PoolWhenItPays, collecting_rarely
from dossierpress.pipeline.build import build_dossier
from dossierpress.source.project import Project, is_within, project_at


@click.command()
@options.site_option
@options.output_option
@options.cache_option
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes for large work. Default: as many as there are processors.",
)
@click.option(
    "--verify", is_flag=True, help="Build again from nothing and compare; takes twice as long."
)
@click.option(
    "--sign",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="KEY",
    help="Sign the manifest with a key of SSH, for `dossier verify --key`.",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Keep the edition before though it shows what is withheld or gone by now.",
)
@click.option(
    "--pdf",
    "papers",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Print each article of the published edition into this folder, as PDF.",
)
@click.option(
    "--single",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Put the whole published dossier into one file too, to be opened from disk.",
)
@options.wait_option
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
    output_folder: Path | None,
    cache_folder: Path | None,
    jobs: int | None,
    verify: bool,
    key: Path | None,
    keep: bool,
    papers: Path | None,
    single: Path | None,
    wait: float,
    moment: datetime | None,
    reveal: bool,
    as_json: bool,
    format_: options.Format,
    strict: bool,
) -> int:
    """Publish the dossier into its output folder, or say everything that keeps it from that.

    Any error leaves the published pages as they were. Pages whose content has not changed are
    not rendered again. Besides the output folder and what it keeps to go back to, a build writes
    two files into the dossier: stand-ins.yml, with the numbers that stand for private records, and,
    where it is there, anchors.txt, with the addresses within pages that were published.
    """
    project = options.ProjectOptions(
        folder=site_folder, output=output_folder, cache=cache_folder
    ).project()
    if moment is not None:
        _require_another_folder(project, given=output_folder is not None)
    if papers is not None:
        require_printing(project, papers)
    with (
        collecting_rarely(ends=True),
        PoolWhenItPays(jobs) as executor,
        show_progress(talk) as watch,
    ):
        result = build_dossier(
            project,
            store=open_store(project),
            as_of=as_of(moment),
            executor=executor,
            strict=strict,
            verify=verify,
            numbering=moment is None,
            wait=wait,
            key=key,
            keep=keep,
            single=single and single.absolute(),
            watch=watch,
        )
        printed = print_papers(project, papers, executor) if papers and result.published else None
    outcome = show_outcome(
        talk, "build", project, result, form=format_, as_json=as_json, reveal=reveal
    )
    for line in build_summary(result):
        talk.say(line)
    if outcome.exit_code:
        whole = "the file was not made" if result.published else "nothing new is published"
        talk.say(f"{problem_counts(result)}: {whole}")
        if outcome.first_code:
            talk.next(f"dossier explain {outcome.first_code}", "tells more of the first one")
    else:
        also = f" with {problem_counts(result)}" if result.diagnostics else ""
        talk.say(f"published in `{shown_path(project.output)}`{also}")
        if verify:
            talk.say("verified: a clean build writes the same bytes")
        if printed:
            talk.say(printed)
        talk.next(next_command("dossier serve", project), "shows it while you write")
    return outcome.exit_code


def _require_another_folder(project: Project, *, given: bool) -> None:
    """Refuse to publish an edition as of another time in or around the public folder."""
    public = project_at(project.root).output
    why = "the public folder shows what may be shown now"
    way_out = "name a folder of your own, as in `--output preview`"
    if not given:
        raise WrongUsageError(f"`--as-of` needs `--output`: {why}", hint=way_out)
    for is_so, what in (
        (is_within(project.output, public) and is_within(public, project.output), "is"),
        (is_within(project.output, public), "is inside of"),
        (is_within(public, project.output), "holds"),
    ):
        if is_so:
            raise WrongUsageError(
                f"`--as-of` cannot publish into `{shown_path(project.output)}`: it {what}"
                f" the public folder `{shown_path(public)}`, and {why}",
                hint=way_out,
            )
