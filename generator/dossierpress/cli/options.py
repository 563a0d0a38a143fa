"""Options that several commands share, and what they amount to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click
from msgspec import Struct

from dossierpress import project
from dossierpress.cli.moment import Moment
from dossierpress.cli.talk import Talk
from dossierpress.cli.usage import OneOf, WrongUsageError
from dossierpress.project import SETTINGS, Project

Format = Literal["text", "json", "github"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FOLDER = click.Path(file_okay=False, path_type=Path)


class Site(Struct, frozen=True, kw_only=True):
    """`--site`, `--output` and `--cache`, not looked at yet."""

    folder: Path | None
    output: Path | None = None
    cache: Path | None = None

    def project(self) -> Project:
        """The dossier that is meant.

        Raises:
            WrongUsageError: There is none.
        """
        if self.folder is not None:
            found = project.at(self.folder, output=self.output, cache=self.cache)
            if (found.root / SETTINGS).is_file():
                return found
            raise WrongUsageError(
                f"`{self.folder}` has no `{SETTINGS}`, so it is not a dossier",
                hint=f"`dossier init {self.folder}` makes one",
            )
        nearest = project.find(Path.cwd(), output=self.output, cache=self.cache)
        if nearest is None:
            raise WrongUsageError(
                f"no folder from here upward has a `{SETTINGS}`",
                hint="go to a dossier, name one with `--site DIR`,"
                " or make one with `dossier init DIR`",
            )
        return nearest


def site_option(command: _Command) -> _Command:
    """`--site DIR`."""
    return click.option(
        "--site",
        "site_folder",
        type=_FOLDER,
        metavar="DIR",
        help="The dossier's folder. Default: the nearest one upward with a site.yml.",
    )(command)


def output_option(command: _Command) -> _Command:
    """`--output DIR`."""
    return click.option(
        "--output",
        "output_folder",
        type=_FOLDER,
        metavar="DIR",
        help="The folder to publish into. Default: output/ in the dossier's folder.",
    )(command)


def cache_option(command: _Command) -> _Command:
    """`--cache DIR`."""
    return click.option(
        "--cache",
        "cache_folder",
        type=_FOLDER,
        metavar="DIR",
        help="Keep caches below this folder, for a CI. Default: DOSSIER_CACHE, or the user's own.",
    )(command)


def reveal_option(command: _Command) -> _Command:
    """`--show-withheld`."""
    return click.option(
        "--show-withheld",
        "reveal",
        is_flag=True,
        help="Quote drafts, embargoed and private records in a log too, as on a terminal.",
    )(command)


def wait_option(command: _Command) -> _Command:
    """`--wait SECONDS`."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=5,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for another build that is publishing into the same folder.",
    )(command)


def as_of_option(command: _Command) -> _Command:
    """`--as-of MOMENT`."""
    return click.option(
        "--as-of",
        "moment",
        type=Moment(),
        metavar="MOMENT",
        help="Judge embargoes and expiries as of then, not now: `2024-06-01T09:00+02:00`.",
    )(command)


def json_option(command: _Command) -> _Command:
    """`--json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Put a report for programs on standard output."
    )(command)


def strict_option(command: _Command) -> _Command:
    """`--strict`."""
    return click.option("--strict", is_flag=True, help="Take warnings for errors.")(command)


def format_option(command: _Command) -> _Command:
    """`--format`."""
    return click.option(
        "--format",
        "format_",
        type=OneOf(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="How to write diagnostics: for people, for programs, or for GitHub Actions.",
    )(command)


def talk_options(command: _Command) -> _Command:
    """`--quiet` and `--debug`."""
    command = click.option(
        "--debug", is_flag=True, expose_value=False, help="Show where in the code a bug struck."
    )(command)
    return click.option(
        "--quiet",
        "-q",
        is_flag=True,
        expose_value=False,
        callback=_be_quiet,
        help="Say nothing but errors and diagnostics.",
    )(command)


def _be_quiet(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001
    talk = context.find_object(Talk)
    if talk is not None and value:
        talk.quiet = True
