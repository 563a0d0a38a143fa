"""`dossier import`: texts that others annotated become articles, entities and sources."""

from pathlib import Path
from typing import get_args

import click

from dossierpress.cli import importing, options
from dossierpress.cli.importing import (
    ImportFile,
    import_standoff,
    read_annotations,
    read_import_file,
    standoff_summary,
    standoff_values,
)
from dossierpress.cli.options import OneOf, WrongUsageError
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.importers import site_settings
from dossierpress.importers.ids import is_usable_id, slugify
from dossierpress.importers.web_annotations.convert import is_web_annotation
from dossierpress.kernel.diagnostics import Diagnostic, as_data, severity_of
from dossierpress.schema.limits import Limits
from dossierpress.schema.read_site import read_config
from dossierpress.schema.source import SourceKind
from dossierpress.source import project
from dossierpress.source.discovery import read_settings
from dossierpress.source.project import SETTINGS, Project

_FORMS = ("stand-off", "web-annotations")


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
@click.option(
    "--from",
    "form",
    type=OneOf(_FORMS),
    metavar="FORM",
    help="stand-off or web-annotations. Default: what the file says of itself (`@context`).",
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
    form: str | None,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Read what others annotated: a stand-off JSON file, or W3C web annotations.

    A stand-off file holds texts, and what is said of places in them.

    Texts become articles, and whatever is in them stays literal text. Named entities become a
    registry, one file for each kind, and their mentions links to it; common nouns (`named: false`)
    stay plain text. Relations between named entities are kept with their evidence. Kinds and
    relation types that the dossier does not know are added to its site.yml under the data's own
    words, with labels to edit. Aliases of the data become weak aliases, and names do not link by
    themselves in imported articles: the annotations say what each of them means.

    Attributions become claims of the article, each with the report of whoever says it, and quotes
    become quotations with their speaker. Both are anchored to their words. Questions, fragments,
    what somebody only thinks or did not say, and words of whom nobody can tell for sure are listed
    instead. Claims, quotations and relations are `review: open`: not published until somebody has
    looked at them.

    Web annotations (JSON-LD with the context http://www.w3.org/ns/anno.jsonld) must keep every rule
    of the Web Annotation Data Model. Those that say something in plain text of words that they
    quote, in a document that is an article here by its `origin.url` or its page, are printed as
    `annotations:` to paste; `dossier check` then says whether the words are found. Nothing is
    fetched, and no article is changed.

    What cannot be represented is listed with its place and the reason. All files are new: nothing
    is overwritten, and where one file stands in the way, none is written. DIR of `--site` may be a
    folder that does not exist yet.
    """
    found, new = _dossier(site_folder)
    input_ = read_import_file(file, limit=_limit(found, new=new))
    if isinstance(input_, Diagnostic):
        return _unread(talk, input_, file, as_json=as_json, format_=format_)
    if (form or _form(input_)) == "web-annotations":
        site = options.ProjectOptions(folder=site_folder).project()
        return _annotations(talk, site, input_, file, as_json=as_json, format_=format_)
    import_name = slugify(name or file.stem)
    if not is_usable_id(import_name):
        raise WrongUsageError(
            "the file's name gives the import no name", hint="give it one with `--name NAME`"
        )
    imported, written, problems = import_standoff(
        found, input_, name=import_name, source_kind=source_kind, new=new
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
        report = standoff_values(imported) if imported else {}
        diagnostics = as_data(problems, severity=severity_of)
        talk.report(
            "import", exit_code, {**report, "written": list(written), "diagnostics": diagnostics}
        )
    if problems or imported is None:
        if imported is not None and any(one.code == "import-settings" for one in problems):
            talk.data(
                site_settings.settings_as_yaml(
                    site_settings.settings_to_add(imported.kinds, imported.relation_types)
                )
            )
        talk.say("nothing is imported")
        return exit_code
    if not as_json:
        talk.data("".join(f"{path}\n" for path in written))
    for line in standoff_summary(imported, written):
        talk.say(line)
    talk.next(f"dossier check --site {found.root}", "looks at it with everything else")
    return exit_code


def _form(file: ImportFile) -> str:
    return "web-annotations" if is_web_annotation(file.data) else "stand-off"


def _limit(found: Project, *, new: bool) -> int:
    """Bytes of a file that the dossier lets in; settings that are wrong are told of later."""
    settings_, _ = (None, ()) if new else read_settings(found.root)
    config, _ = read_config(settings_) if settings_ is not None else (None, ())
    return (config.limits if config else Limits()).import_bytes


def _unread(
    talk: Talk,
    problem: Diagnostic,
    file: Path,
    *,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Say why a file is not read at all."""
    show_diagnostics(
        talk, (problem,), severity=severity_of, form=format_, root=file.parent, in_report=as_json
    )
    if as_json:
        diagnostics = as_data((problem,), severity=severity_of)
        talk.report("import", 1, {"written": [], "diagnostics": diagnostics})
    talk.say("nothing is imported")
    return 1


def _annotations(  # noqa: PLR0913 (one for each thing that is read, and how it is told)
    talk: Talk,
    found: Project,
    input_: ImportFile,
    file: Path,
    *,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Print what web annotations come to."""
    done = read_annotations(found, input_)
    show_diagnostics(
        talk,
        done.problems,
        severity=severity_of,
        form=format_,
        root=file.parent,
        in_report=as_json,
    )
    exit_code = 0 if done.annotated else 1
    if as_json:
        report = importing.annotations_values(done.annotated) if done.annotated else {}
        diagnostics = as_data(done.problems, severity=severity_of)
        talk.report("import", exit_code, {**report, "written": [], "diagnostics": diagnostics})
    if done.annotated is None:
        talk.say("nothing is imported")
        return exit_code
    if not as_json:
        talk.data(importing.entries_to_paste(done.annotated))
    for line in importing.annotations_summary(done.annotated):
        talk.say(line)
    if done.annotated.entries:
        talk.next(
            f"dossier check --site {found.root}",
            "tells whether the words are found, once the entries are in the articles",
        )
    return exit_code


def _dossier(folder: Path | None) -> tuple[Project, bool]:
    """The dossier to add to, and whether it is still to be made."""
    if folder is None:
        return options.ProjectOptions(folder=None).project(), False
    found = project.project_at(folder)
    if (found.root / SETTINGS).is_file():
        return found, False
    if found.root.is_dir() and any(found.root.iterdir()):
        raise WrongUsageError(
            f"`{folder}` has no `{SETTINGS}` and is not empty",
            hint="name a dossier, or a folder that does not exist yet",
        )
    return found, True
