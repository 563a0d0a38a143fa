"""`dossier list`: what is not published yet, what nothing leads to, what leads nowhere."""

from pathlib import Path
from typing import Literal, get_args

import click
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from dossierpress.cli import options
from dossierpress.cli.open_store import open_store
from dossierpress.cli.options import OneOf, as_of
from dossierpress.cli.outcome import problem_counts, report_values, show_outcome
from dossierpress.cli.progress import show_progress
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.unreferenced import unreferenced_records
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.kernel.key import Key
from dossierpress.kernel.plural import pluralised
from dossierpress.model.content import Record
from dossierpress.model.site import Entity, Site
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.pipeline.records import read_dossier_records
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.shared_types import Timed, Timing
from dossierpress.source.project import Project
from dossierpress.visibility.open_reviews import open_reviews

BROKEN_REFERENCES = frozenset(
    [
        "md-footnote-undefined",
        "ref-broken-anchor",
        "ref-broken-link",
        "ref-missing-media",
        "ref-unknown-article",
        "ref-unknown-claim",
        "ref-unknown-entity",
        "ref-unknown-id",
        "ref-unknown-page",
        "ref-unknown-source",
        "ref-unpublished",
        "ref-wrong-type",
    ]
)
"""Codes about a link, citation, name or file that does not exist or is not published."""


Waiting = Literal["drafts", "embargoed", "review"]
_WAITING: tuple[Waiting, ...] = get_args(Waiting)
_LISTS = (*_WAITING, "orphans", "left-out", "broken")


class ListedRecord(Struct, frozen=True, kw_only=True, gc=False):
    """One record of a list."""

    type: str
    id: str
    name: str
    path: str
    """Path of its file; in the list for review, with the line."""
    until: str | None = None
    """When the embargo ends, of an embargoed record."""


@click.command()
@click.argument(
    "what",
    metavar="|".join(_LISTS),
    type=OneOf(_LISTS),
)
@options.site_option
@options.cache_option
@options.reveal_option
@options.json_option
@options.format_option
@options.strict_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    what: str,
    site_folder: Path | None,
    cache_folder: Path | None,
    reveal: bool,
    as_json: bool,
    format_: options.Format,
    strict: bool,
) -> int:
    """List records that are drafts, that are embargoed now, or that nothing leads to (orphans).

    `review` lists claims, quotations, relations and annotations that are not published until
    somebody has looked at them (`review: open`), with their places. `left-out` lists entities that
    have no page, since nothing published leads to them (`publish_entities: mentioned`). `broken`
    lists references that lead nowhere, with their places.
    """
    project = options.ProjectOptions(folder=site_folder, cache=cache_folder).project()
    waiting = next((one for one in _WAITING if one == what), None)
    if waiting is not None:
        return _list_waiting(talk, project, waiting, as_json)
    result = _checked(talk, project, strict=strict)
    if what in ("orphans", "left-out"):
        return _list_unconnected(talk, result, what, as_json=as_json)
    found = tuple(one for one in result.diagnostics if one.code in BROKEN_REFERENCES)
    broken = replace(result, diagnostics=found)
    outcome = show_outcome(
        talk, "list broken", project, broken, form=format_, as_json=False, reveal=reveal
    )
    exit_code = 1 if found else 0
    if as_json:
        values = report_values(broken, outcome.shown)
        kept = {key: values[key] for key in ("errors", "warnings", "diagnostics")}
        talk.report("list broken", exit_code, kept)
    talk.say(f"{problem_counts(broken)} among references")
    return exit_code


def _checked(talk: Talk, project: Project, *, strict: bool) -> BuildResult:
    with (
        PoolWhenItPays() as executor,
        show_progress(talk) as watch,
    ):
        return check_dossier(
            project,
            store=open_store(project),
            as_of=as_of(),
            executor=executor,
            strict=strict,
            watch=watch,
        )


def _list_waiting(talk: Talk, project: Project, what: Waiting, as_json: bool) -> int:  # noqa: FBT001
    holdings, found = read_dossier_records(project)
    if holdings is None:
        show_diagnostics(
            talk, found, severity=severity_of, form="text", root=project.root, in_report=as_json
        )
        return 1
    if what == "review":
        rows = [
            ListedRecord(
                type=one.kind,
                id=one.record.id,
                name=one.words,
                path=f"{one.record.path}:{one.span.line}",
            )
            for one in open_reviews(holdings.records)
        ]
        _show_rows(talk, "list review", rows, as_json=as_json)
        return 0
    now = as_of()
    rows = []
    for record in holdings.records:
        matter = record.matter
        if not isinstance(matter, Timed):
            continue
        embargo = matter.embargo_until
        if what == "drafts" and isinstance(matter, Timing) and matter.status == "draft":
            rows.append(_row_of_record(record))
        if what == "embargoed" and embargo is not None and embargo > now:
            rows.append(replace(_row_of_record(record), until=embargo.isoformat()))
    rows.sort(key=lambda row: (row.until or "", row.type, row.id))
    _show_rows(talk, f"list {what}", rows, as_json=as_json)
    return 0


def _list_unconnected(talk: Talk, result: BuildResult, what: str, *, as_json: bool) -> int:
    """What nothing leads to, published or not."""
    site = result.site
    if site is None:
        talk.error("the dossier cannot be read far enough to tell", hint="`dossier check` says why")
        return 1
    if result.errors:
        talk.note("the dossier has errors: what is written wrong leads nowhere")
    if what == "left-out":
        rows = [_row_of_entity(one) for one in site.left_out]
    else:
        rows = [_row_of_key(key, site) for key in unreferenced_records(site)]
        if site.left_out:
            talk.note(
                f"entities left out beside these: {len(site.left_out)}; `dossier list left-out`"
                " shows them"
            )
    _show_rows(talk, f"list {what}", rows, as_json=as_json)
    return 0


def _show_rows(talk: Talk, command_name: str, rows: list[ListedRecord], *, as_json: bool) -> None:
    if as_json:
        talk.report(command_name, 0, {"records": to_builtins(rows)})
    else:
        for row in rows:
            until = f"  until {row.until}" if row.until else ""
            talk.data(f"{row.type}:{row.id}  {row.path}  {row.name}{until}\n")
    talk.say(pluralised(len(rows), "record"))


def _row_of_key(key: Key, site: Site) -> ListedRecord:
    if key.type == "article":
        article = site.articles[key.id]
        return ListedRecord(type=key.type, id=key.id, name=article.matter.title, path=article.path)
    if key.type == "entity":
        return _row_of_entity(site.entities[key.id])
    source = site.sources[key.id]
    return ListedRecord(type=key.type, id=key.id, name=source.matter.name[0].text, path=source.path)


def _row_of_entity(entity: Entity) -> ListedRecord:
    return ListedRecord(
        type="entity", id=entity.id, name=entity.matter.name[0].text, path=entity.path
    )


def _row_of_record(record: Record) -> ListedRecord:
    matter = record.matter
    if isinstance(matter, ClaimMatter):
        name = matter.text
    elif isinstance(matter, ArticleMatter | PageMatter):
        name = matter.title
    else:
        name = matter.name[0].text
    return ListedRecord(type=record.type, id=record.id, name=name, path=record.path)
