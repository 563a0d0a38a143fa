"""`dossier report`: the desk's page on what is covered, and what is not."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
from msgspec import to_builtins

from dossierpress.cli import options
from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import as_of
from dossierpress.cli.outcome import problem_counts, show_outcome
from dossierpress.cli.progress import show_progress
from dossierpress.cli.talk import Talk
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.indexes.notices import unused_records
from dossierpress.indexes.statistics import Statistics, count_dossier
from dossierpress.pipeline.check import check_dossier


@click.command()
@options.site_option
@options.cache_option
@options.as_of_option
@options.reveal_option
@options.json_option
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
) -> int:
    """Print how much carries claims, annotations and independent words; write nothing.

    It counts what would be published. The list of claims on the site tells which ones a number
    is about.
    """
    project = options.ProjectOptions(folder=site_folder, cache=cache_folder).project()
    with (
        PoolWhenItPays() as executor,
        show_progress(talk) as watch,
    ):
        report = check_dossier(
            project, store=open_store(project), as_of=as_of(moment), executor=executor, watch=watch
        )
    if report.site is None or report.errors:
        show_outcome(talk, "report", project, report, form="text", as_json=as_json, reveal=reveal)
        talk.say(f"{problem_counts(report)}: nothing is counted before they are mended")
        return 1
    counted = count_dossier(report.site, unused_records(report.site))
    if as_json:
        talk.report("report", 0, {"coverage": to_builtins(counted)})
    else:
        talk.data("".join(f"{line}\n" for line in _lines(counted)))
    return 0


def _lines(counted: Statistics) -> Iterator[str]:
    yield f"articles      {counted.articles}"
    yield f"  with claims      {_share(counted.with_claims, counted.articles)}"
    yield f"  with annotations {_share(counted.with_notes, counted.articles)}"
    yield f"  with quotations  {_share(counted.with_quotations, counted.articles)}"
    annotations = sum(number for _, number in counted.annotations)
    yield f"annotations   {annotations}{_listed(counted.annotations)}"
    yield f"quotations    {counted.quotations}"
    yield f"claims        {counted.claims}, with {counted.reports} reports"
    if counted.claims:
        yield f"  held for   {_listed(counted.statuses).lstrip(': ')}"
        yield "  origins    " + ", ".join(
            f"{claims} on {low if low == high else f'{low} to {high}'}"
            for low, high, claims in counted.origins
        )
        for mark, number in counted.marks:
            yield f"  {mark:<22} {_share(number, counted.claims)}"
    yield f"entities      {counted.entities}, of which {counted.unmentioned} in no text or claim"
    if counted.left_out:
        yield f"  left out   {counted.left_out}, to which nothing published leads"
    yield f"sources       {counted.sources}, of which {counted.unused} carry nothing"
    if counted.by_source:
        width = max(len(row.source) for row in counted.by_source)
        yield ""
        yield (
            f"{'source':<{width}}  articles  claims  it knows  rest on it  may rest  on it alone"
        )
        for row in counted.by_source:
            yield (
                f"{row.source:<{width}}  {row.articles:>8}  {row.claims:>6}"
                f"  {row.knows:>8}  {row.rests:>10}  {row.may_rest:>8}  {row.alone:>11}"
            )


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    told = ", ".join(f"{number} {name}" for name, number in counts)
    return f": {told}" if told else ""


def _share(number: int, of: int) -> str:
    return f"{number} of {of}" + (f" ({100 * number / of:.0f} %)" if of else "")
