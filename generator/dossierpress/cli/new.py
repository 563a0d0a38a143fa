"""`dossier new`: the commented skeleton of a record, under an id that is free."""

import os
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

import click

from dossierpress.cli import options
from dossierpress.cli.new_files import OccupiedError, OutsideError, write_new_files
from dossierpress.cli.options import OneOf, WrongUsageError, suggestion
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.skeletons import skeleton
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import next_command, shown_path
from dossierpress.importers.ids import is_usable_id, slugify, unique_id
from dossierpress.importers.standoff.registry import one_line
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.pipeline.records import DossierRecords, read_dossier_records
from dossierpress.records.facets import WITH_ARTICLE
from dossierpress.schema.source import SourceKind

NewRecordType = Literal["article", "entity", "source", "claim"]

_FOLDERS = {"article": "articles", "entity": "entities", "source": "sources", "claim": "claims"}


@click.command()
@click.argument("type_", metavar="article|entity|source|claim", type=OneOf(list(_FOLDERS)))
@click.argument("title")
@click.option(
    "--kind",
    metavar="KIND",
    help="Of the entity (default: person) or of the source (default: newspaper).",
)
@click.option("--id", "id_", metavar="ID", help="Default: made from the title.")
@options.site_option
@options.json_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    type_: NewRecordType,
    title: str,
    kind: str | None,
    id_: str | None,
    site_folder: Path | None,
    as_json: bool,
) -> int:
    """Write a commented skeleton and print its path. Nothing is ever overwritten."""
    project = options.ProjectOptions(folder=site_folder).project()
    name = one_line(title)
    if not name:
        raise WrongUsageError("the title has no words")
    holdings, problems = read_dossier_records(project)
    if holdings is None:
        show_diagnostics(
            talk,
            problems,
            severity=severity_of,
            form="text",
            root=project.root,
            in_report=as_json,
        )
        return 1
    chosen = _id(type_, name, id_, holdings)
    suffix = "yml" if type_ == "claim" else "md"
    path = f"content/{_FOLDERS[type_]}/{chosen}.{suffix}"
    text = skeleton(
        type_,
        name=name,
        kind=_kind(type_, kind, holdings),
        day=datetime.now().astimezone().date().isoformat(),
        lang=holdings.config.lang,
    )
    try:
        write_new_files(project.root, [(path, text.encode())])
    except OccupiedError as error:
        raise click.ClickException(f"`{path}` is there already") from error
    except OutsideError as error:
        raise click.ClickException(f"a link leads `{path}` out of the dossier") from error
    target = project.root / path
    if id_ is None and slugify(name) in holdings.ids(type_):
        talk.note(f"`{slugify(name)}` is there already; this one is `{chosen}`")
    if as_json:
        talk.report("new", 0, {"type": type_, "id": chosen, "path": path})
    else:
        talk.data(f"{shown_path(target)}\n")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor:
        talk.next(f"{editor} {shown_path(target)}", "opens it")
    else:
        talk.next(next_command("dossier serve", project), "shows it while you write")
    return 0


def _id(type_: NewRecordType, name: str, given: str | None, holdings: DossierRecords) -> str:
    taken = holdings.ids(type_)
    if given is None:
        return unique_id(name, taken=taken)
    if slugify(given) != given or not is_usable_id(given):
        near = slugify(given)
        hint = f"did you mean `{near}`?" if is_usable_id(near) else None
        raise WrongUsageError(f"`{given}` cannot be an id", hint=hint)
    if given in taken:
        raise WrongUsageError(f"the id `{given}` is taken")
    return given


def _kind(type_: NewRecordType, given: str | None, holdings: DossierRecords) -> str:
    if type_ in ("article", "claim"):
        if given:
            raise WrongUsageError(f"{WITH_ARTICLE[type_]} has no kind")
        return ""
    possible = list(holdings.config.kinds) if type_ == "entity" else list(get_args(SourceKind))
    kind = given or ("person" if type_ == "entity" else "newspaper")
    if kind not in possible:
        raise WrongUsageError(
            f"there is no kind of {type_} `{kind}`", hint=suggestion(kind, possible)
        )
    return kind
