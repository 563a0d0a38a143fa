"""`dossier clean`: remove what builds made, and nothing else."""

import os
import shutil
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import shown_path
from dossierpress.kernel.diagnostics import as_data, severity_of
from dossierpress.kernel.plural import pluralised
from dossierpress.publish.previous_edition import kept_edition
from dossierpress.publish.publication import remove_published
from dossierpress.serve.preview_folder import previews_folder, remove_abandoned
from dossierpress.source.project import Project


@click.command()
@options.site_option
@options.output_option
@options.cache_option
@click.option("--earlier", is_flag=True, help="Remove only the edition before.")
@options.json_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    site_folder: Path | None,
    output_folder: Path | None,
    cache_folder: Path | None,
    earlier: bool,
    as_json: bool,
) -> int:
    """Remove the files that the manifest of the output folder lists, and the cache.

    With `--earlier`, only the edition that `dossier rollback` would bring back goes.

    Files that DossierPress did not write stay where they are. Nothing is asked: all of it can be
    built again.
    """
    project = options.ProjectOptions(
        folder=site_folder, output=output_folder, cache=cache_folder
    ).project()
    if earlier:
        return _earlier(talk, project, as_json=as_json)
    done, diagnostics = remove_published(project)
    show_diagnostics(
        talk,
        diagnostics,
        severity=severity_of,
        form="text",
        root=project.root,
        in_report=as_json,
    )
    removed = done.pruned if done else ()
    cache = _remove_cache(project.cache) if done else False
    if done and project.cache is not None:
        remove_abandoned(previews_folder(project.cache))
    exit_code = 0 if done else 1
    if as_json:
        values = {
            "output": os.fspath(project.output),
            "removed": list(removed),
            "cache_removed": cache,
            "diagnostics": as_data(diagnostics, severity=severity_of),
        }
        talk.report("clean", exit_code, values)
    if done:
        talk.say(
            f"removed {pluralised(len(removed), 'file')}"
            f" of `{shown_path(project.output)}`"
            + (f", and the cache `{shown_path(project.cache)}`" if cache and project.cache else "")
        )
    return exit_code


def _earlier(talk: Talk, project: Project, *, as_json: bool) -> int:
    """Remove what `dossier rollback` would bring back."""
    kept = kept_edition(project)
    if kept:
        kept.drop()
    if as_json:
        talk.report("clean", 0, {"earlier_removed": kept is not None})
    talk.say(f"removed `{shown_path(kept.folder)}`" if kept else "no earlier edition is kept")
    return 0


def _remove_cache(cache: Path | None) -> bool:
    if cache is None or cache.is_symlink() or not cache.is_dir():
        return False
    shutil.rmtree(cache)
    return True
