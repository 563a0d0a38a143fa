"""`dossier new`: the commented skeleton of a record, under an id that is free."""

import os
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

import click

from dossierpress.cli import options
from dossierpress.cli.next_command import next_command
from dossierpress.cli.records import Holdings, read_holdings
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.shown_path import shown
from dossierpress.cli.skeletons import skeleton
from dossierpress.cli.talk import Talk
from dossierpress.cli.usage import OneOf, WrongUsageError, meant
from dossierpress.cli.write_new import OccupiedError, OutsideError, write_new
from dossierpress.diagnostics import severity_of
from dossierpress.importers.registry import one_line
from dossierpress.importers.slug import slug, unique, usable
from dossierpress.resolve.record_names import ONE
from dossierpress.schema.source import SourceKind

Type = Literal["article", "entity", "source", "claim"]

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
    type_: Type,
    title: str,
    kind: str | None,
    id_: str | None,
    site_folder: Path | None,
    as_json: bool,
) -> int:
    """Write a commented skeleton and print its path. Nothing is ever overwritten."""
    project = options.Site(folder=site_folder).project()
    name = one_line(title)
    if not name:
        raise WrongUsageError("the title has no words")
    holdings, problems = read_holdings(project)
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
        write_new(project.root, [(path, text.encode())])
    except OccupiedError as error:
        raise click.ClickException(f"`{path}` is there already") from error
    except OutsideError as error:
        raise click.ClickException(f"a link leads `{path}` out of the dossier") from error
    target = project.root / path
    if id_ is None and slug(name) in holdings.ids(type_):
        talk.note(f"`{slug(name)}` is there already; this one is `{chosen}`")
    if as_json:
        talk.report("new", 0, {"type": type_, "id": chosen, "path": path})
    else:
        talk.data(f"{shown(target)}\n")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor:
        talk.next(f"{editor} {shown(target)}", "opens it")
    else:
        talk.next(next_command("dossier serve", project), "shows it while you write")
    return 0


def _id(type_: Type, name: str, given: str | None, holdings: Holdings) -> str:
    taken = holdings.ids(type_)
    if given is None:
        return unique(name, taken=taken)
    if slug(given) != given or not usable(given):
        near = slug(given)
        hint = f"did you mean `{near}`?" if usable(near) else None
        raise WrongUsageError(f"`{given}` cannot be an id", hint=hint)
    if given in taken:
        raise WrongUsageError(f"the id `{given}` is taken")
    return given


def _kind(type_: Type, given: str | None, holdings: Holdings) -> str:
    if type_ in ("article", "claim"):
        if given:
            raise WrongUsageError(f"{ONE[type_]} has no kind")
        return ""
    possible = list(holdings.config.kinds) if type_ == "entity" else list(get_args(SourceKind))
    kind = given or ("person" if type_ == "entity" else "newspaper")
    if kind not in possible:
        raise WrongUsageError(f"there is no kind of {type_} `{kind}`", hint=meant(kind, possible))
    return kind
