"""`dossier migrate`: rewrite older content in the current syntax."""

from pathlib import Path

import click
from msgspec import Struct, to_builtins

from dossierpress.cli import options
from dossierpress.cli.new_files import replace_file
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import next_command
from dossierpress.facts.migration import LeftAloneError, Migrated, MigrationRules, migrate_file
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.kernel.plural import pluralised
from dossierpress.pipeline.records import DossierRecords, read_dossier_records
from dossierpress.schema.read_site import parse_config
from dossierpress.schema.source import SourceMatter
from dossierpress.source.files import ContentFile


class MigratedFile(Struct, frozen=True, kw_only=True, gc=False):
    """The changes in one file."""

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
    project = options.ProjectOptions(folder=site_folder).project()
    holdings, problems = read_dossier_records(project)
    if holdings is None:
        show_diagnostics(
            talk, problems, severity=severity_of, form="text", root=project.root, in_report=as_json
        )
        return 1
    found, left = _migrated(holdings)
    if not dry_run:
        found, more = _written(project.root, found)
        left |= more
    rows = [
        MigratedFile(path=file.path, reports=new.reports, copies=new.copies, keys=new.keys)
        for file, new in found
    ]
    exit_code = 1 if left else 0
    if as_json:
        values = {
            "dry_run": dry_run,
            "files": to_builtins(rows),
            "left_alone": sorted(left),
        }
        talk.report("migrate", exit_code, values)
    for row in rows:
        talk.say(f"{row.path}: {_counts_in_words(row)}")
    for path, why in sorted(left.items()):
        talk.error(f"`{path}` is left as it is: {why.why}", hint=why.hint)
    if not rows and not left:
        talk.say("everything is in the words of today")
    elif rows and dry_run:
        talk.next(next_command("dossier migrate", project), "writes it")
    elif rows:
        talk.next(next_command("dossier check", project), "shows what is left to say")
    return exit_code


_Rewritten = list[tuple[ContentFile, Migrated]]
_Left = dict[str, LeftAloneError]
"""Path -> why it cannot be rewritten."""


def _migrated(holdings: DossierRecords) -> tuple[_Rewritten, _Left]:
    """The changes, and the files that cannot be rewritten."""
    rules = MigrationRules(
        config=parse_config(holdings.config),
        archives=holdings.config.archives,
        with_basis=frozenset(
            record.id
            for record in holdings.records
            if isinstance(record.matter, SourceMatter) and record.matter.basis is not None
        ),
    )
    found: _Rewritten = []
    left: _Left = {}
    for file in holdings.files:
        try:
            new = migrate_file(file, rules)
        except LeftAloneError as error:
            left[file.path] = error
            continue
        if new is not None:
            found.append((file, new))
    return found, left


def _written(root: Path, found: _Rewritten) -> tuple[_Rewritten, _Left]:
    """Write every file that has not changed since it was read; a failure stops no other file."""
    done: _Rewritten = []
    left: _Left = {}
    for file, new in found:
        try:
            why = _in_the_way(root / file.path, file.data)
            if why is None:
                replace_file(root / file.path, new.data)
        except OSError as error:
            why = LeftAloneError(
                f"it cannot be written ({error.strerror})",
                "see who may write into its folder, and run `dossier migrate` again",
            )
        if why is None:
            done.append((file, new))
        else:
            left[file.path] = why
    return done, left


def _in_the_way(target: Path, read: bytes) -> LeftAloneError | None:
    if target.read_bytes() != read:
        return LeftAloneError("it has changed in the meantime", "run `dossier migrate` once more")
    if not target.stat().st_mode & 0o222:
        return LeftAloneError(
            "it is read-only", "allow that it is written, and run `dossier migrate` again"
        )
    return None


def _counts_in_words(row: MigratedFile) -> str:
    parts = [(row.reports, "report"), (row.copies, "reprint"), (row.keys, "key")]
    named = [pluralised(number, word) for number, word in parts if number]
    return ", ".join(named)
