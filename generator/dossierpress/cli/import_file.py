"""`dossier import`: texts that others annotated become articles, entities and sources."""

from pathlib import Path
from typing import get_args

import click

from dossierpress import project
from dossierpress.cli import options
from dossierpress.cli.import_into import import_into
from dossierpress.cli.import_outcome import summary, values
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.usage import OneOf, WrongUsageError
from dossierpress.diagnostics import as_data, severity_of
from dossierpress.importers import settings
from dossierpress.importers.slug import slug, usable
from dossierpress.project import SETTINGS, Project
from dossierpress.schema.source import SourceKind


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.site_option
@click.option("--name", metavar="NAME", help="Folder and tag of the import. Default: the file's.")
@click.option(
    "--source-kind",
    type=OneOf(get_args(SourceKind)),
    metavar="KIND",
    default="document",
    show_default=True,
    help="Kind of the sources whose kind the data does not tell.",
)
@options.json_option
@options.format_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    file: Path,
    site_folder: Path | None,
    name: str | None,
    source_kind: SourceKind,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Read a stand-off JSON file into a dossier: texts, and what is said of places in them.

    Texts become articles, and whatever is in them stays literal text. Named entities become a
    registry, one file for each kind, and their mentions links to it; common nouns (`named: false`)
    stay plain text. Relations between named entities are kept with their evidence. Kinds and
    relation types that the dossier does not know are added to its site.yml under the data's own
    words, with labels to edit. Aliases of the data become weak aliases, and names do not link by
    themselves in imported articles: the annotations say what each of them means.

    What cannot be represented is listed with its place and the reason. All files are new: nothing
    is overwritten, and where one file stands in the way, none is written. DIR of `--site` may be a
    folder that does not exist yet.
    """
    found, new = _dossier(site_folder)
    import_name = slug(name or file.stem)
    if not usable(import_name):
        raise WrongUsageError(
            "the file's name gives the import no name", hint="give it one with `--name NAME`"
        )
    imported, written, problems = import_into(
        found, file, name=import_name, source_kind=source_kind, new=new
    )
    show_diagnostics(
        talk,
        problems,
        severity=severity_of,
        form=format_,
        root=file.parent,
        in_report=as_json,
    )
    exit_code = 1 if problems else 0
    if as_json:
        report = values(imported) if imported else {}
        diagnostics = as_data(problems, severity=severity_of)
        talk.report(
            "import", exit_code, {**report, "written": list(written), "diagnostics": diagnostics}
        )
    if problems or imported is None:
        if imported is not None and any(one.code == "import-settings" for one in problems):
            talk.data(settings.as_text(settings.additions(imported.kinds, imported.relation_types)))
        talk.say("nothing is imported")
        return exit_code
    if not as_json:
        talk.data("".join(f"{path}\n" for path in written))
    for line in summary(imported, written):
        talk.say(line)
    talk.next(f"dossier check --site {found.root}", "looks at it with everything else")
    return exit_code


def _dossier(folder: Path | None) -> tuple[Project, bool]:
    """The dossier to add to, and whether it is still to be made."""
    if folder is None:
        return options.Site(folder=None).project(), False
    found = project.at(folder)
    if (found.root / SETTINGS).is_file():
        return found, False
    if found.root.is_dir() and any(found.root.iterdir()):
        raise WrongUsageError(
            f"`{folder}` has no `{SETTINGS}` and is not empty",
            hint="name a dossier, or a folder that does not exist yet",
        )
    return found, True
