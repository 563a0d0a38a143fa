"""`dossier headers`: what a server should say with every file, ready for its settings."""

from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.options import OneOf
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.schema.read_site import read_config
from dossierpress.serve.response_headers import HEADERS, SERVERS, base_path
from dossierpress.source.discovery import read_settings


@click.command()
@click.argument("server", type=OneOf(list(SERVERS)))
@options.site_option
@options.json_option
@options.talk_options
@click.pass_obj
def command(talk: Talk, *, server: str, site_folder: Path | None, as_json: bool) -> int:
    """Print settings for nginx, apache, caddy, netlify or cloudflare.

    They hold what a page cannot say of itself: that it must not be framed, that types are not to
    be guessed, that a picture opened by itself may do nothing. Any static server works without.
    """
    project = options.ProjectOptions(folder=site_folder).project()
    data, problems = read_settings(project.root)
    config, more = read_config(data) if data is not None else (None, ())
    found = (*problems, *more)
    show_diagnostics(
        talk, found, severity=severity_of, form="text", root=project.root, in_report=False
    )
    if config is None or any(severity_of(one.code) == "error" for one in found):
        return 1
    text = SERVERS[server](base_path(config.url))
    if as_json:
        talk.report("headers", 0, {"server": server, "text": text, "headers": dict(HEADERS)})
    else:
        talk.data(text)
    return 0
