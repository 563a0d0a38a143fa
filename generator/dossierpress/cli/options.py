"""Options that several commands share, their values, and errors of usage with hints.

The as-of time, at which embargoes are evaluated, is now unless the user gives another one.
"""

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import click
from msgspec import Struct

from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import did_you_mean
from dossierpress.source import project
from dossierpress.source.project import SETTINGS, Project


class WrongUsageError(click.UsageError):
    """A command was called in a way that cannot work."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class OneOf(click.Choice[str]):
    """A choice of words; a wrong word gets a suggestion."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value in self.choices:
            return str(value)
        shown = param.get_error_hint(ctx).strip("'") if param and ctx else "the value"
        raise WrongUsageError(
            f"`{value}` is no value of `{shown}`", hint=suggestion(str(value), self.choices)
        )


def suggestion(word: str, possible: Iterable[str]) -> str:
    """`did you mean …?`, or the list of all words."""
    known = list(possible)
    return (
        str(did_you_mean(word, known) or "")
        or f"there are {', '.join(f'`{one}`' for one in known)}"
    )


_EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
_DATE_AND_ZONE = re.compile(r"(.*\d)([+-]\d\d:\d\d)")


class MomentType(click.ParamType[datetime]):
    """A date and time with its zone, to the second: `2024-06-01T09:00+02:00`."""

    name = "moment"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read it, or say how it is written."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is no date and time such as `2024-06-01T09:00+02:00`", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"`{value}` {_missing_part(value, moment)}", param, ctx)
        return moment


def _missing_part(value: str, moment: datetime) -> str:
    """What a date or a local time lacks to be an instant, with accepted forms."""
    # Python takes any character between date and time, and so this zone for a time.
    zoned = _DATE_AND_ZONE.fullmatch(value)
    if zoned:
        return f"has no time of day, so it is not one moment; write `{zoned[1]}T00:00{zoned[2]}`"
    time = moment.isoformat(timespec="auto" if moment.second or moment.microsecond else "minutes")
    return f"has no zone, so it is not one moment; write `{time}Z` or `{time}+02:00`"


def as_of(moment: datetime | None = None) -> datetime:
    """The given time; else `SOURCE_DATE_EPOCH`, for a reproducible build; else now.

    `SOURCE_DATE_EPOCH` is the latest time that a build may use. A time in the future counts as now:
    a variable that some other tool has set must never end an embargo.

    Raises:
        WrongUsageError: `SOURCE_DATE_EPOCH` is set and is no number of seconds since 1970.
    """
    epoch, now = os.environ.get(_EPOCH_VARIABLE), datetime.now(UTC)
    if moment is not None or not epoch:
        return moment or now
    try:
        return min(datetime.fromtimestamp(int(epoch), UTC), now)
    except (ValueError, OverflowError, OSError) as error:
        raise WrongUsageError(
            f"`{_EPOCH_VARIABLE}` is `{epoch}`, which is no number of seconds since 1970"
        ) from error


Format = Literal["text", "json", "github"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FOLDER = click.Path(file_okay=False, path_type=Path)


class ProjectOptions(Struct, frozen=True, kw_only=True):
    """The values of `--site`, `--output` and `--cache`, not checked yet."""

    folder: Path | None
    output: Path | None = None
    cache: Path | None = None

    def project(self) -> Project:
        """The dossier that these options name.

        Raises:
            WrongUsageError: There is none.
        """
        if self.folder is not None:
            found = project.project_at(self.folder, output=self.output, cache=self.cache)
            if (found.root / SETTINGS).is_file():
                return found
            raise WrongUsageError(
                f"`{self.folder}` has no `{SETTINGS}`, so it is not a dossier",
                hint=f"`dossier init {self.folder}` makes one",
            )
        nearest = project.find_project(Path.cwd(), output=self.output, cache=self.cache)
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
        type=MomentType(),
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
