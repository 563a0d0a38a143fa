"""`dossier migrate`: write older content in the words of today."""

from dataclasses import asdict, dataclass
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.next_command import next_command
from dossierpress.cli.records import Holdings, read_holdings
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.write_new import replace
from dossierpress.config import parse_config
from dossierpress.diagnostics import severity_of
from dossierpress.migrate import Migrated, Rules, migrate
from dossierpress.model.content import ContentFile
from dossierpress.plural import many
from dossierpress.schema.source import SourceMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was written anew in one file."""

    path: str
    reports: int
    copies: int
    keys: int


@click.command()
@options.site_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@options.json_option
@options.talk_options
@click.pass_obj
def command(talk: Talk, *, site_folder: Path | None, dry_run: bool, as_json: bool) -> int:
    """Rewrite what is read under older words, and nothing else.

    Reports that cite nobody and do not say how they know get `basis: not-stated`; copies that are
    called `archived` and are in no web archive become `copy: {kind: reprint, …}`; `sources` and
    `to` of annotations become `based_on` and `about`. Comments, order and everything else stay as
    they are. A file that cannot be rewritten safely is left alone and named.
    """
    project = options.Site(folder=site_folder).project()
    holdings, problems = read_holdings(project)
    if holdings is None:
        show_diagnostics(
            talk, problems, severity=severity_of, form="text", root=project.root, in_report=as_json
        )
        return 1
    found, left = _migrated(holdings)
    if not dry_run:
        for file, new in found:
            replace(project.root / file.path, new.data)
    rows = [
        Row(path=file.path, reports=new.reports, copies=new.copies, keys=new.keys)
        for file, new in found
    ]
    exit_code = 1 if left else 0
    if as_json:
        values = {"dry_run": dry_run, "files": [asdict(row) for row in rows], "left_alone": left}
        talk.report("migrate", exit_code, values)
    for row in rows:
        talk.say(f"{row.path}: {_told(row)}")
    for path in left:
        talk.error(
            f"`{path}` is left as it is: it has mistakes, or mixes kinds of line ends",
            hint="`dossier check` names the mistakes; mend them, and run `dossier migrate` again",
        )
    if not rows and not left:
        talk.say("everything is in the words of today")
    elif rows and dry_run:
        talk.next(next_command("dossier migrate", project), "writes it")
    elif rows:
        talk.next(next_command("dossier check", project), "shows what is left to say")
    return exit_code


def _migrated(holdings: Holdings) -> tuple[list[tuple[ContentFile, Migrated]], list[str]]:
    """What changes, and the files that cannot be rewritten."""
    rules = Rules(
        config=parse_config(holdings.config),
        archives=holdings.config.archives,
        with_basis=frozenset(
            record.id
            for record in holdings.records
            if isinstance(record.matter, SourceMatter) and record.matter.basis is not None
        ),
    )
    found, left = [], []
    for file in holdings.files:
        try:
            new = migrate(file, rules)
        except ValueError:
            left.append(file.path)
            continue
        if new is not None:
            found.append((file, new))
    return found, left


def _told(row: Row) -> str:
    parts = [(row.reports, "report"), (row.copies, "reprint"), (row.keys, "key")]
    named = [many(number, word) for number, word in parts if number]
    return ", ".join(named)
