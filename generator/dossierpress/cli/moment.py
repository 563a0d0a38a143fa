"""The moment for which embargoes are judged: now, unless another one is asked for."""

import os
import re
from datetime import UTC, datetime

import click

from dossierpress.cli.usage import WrongUsageError

_VARIABLE = "SOURCE_DATE_EPOCH"
_DATE_AND_ZONE = re.compile(r"(.*\d)([+-]\d\d:\d\d)")


class Moment(click.ParamType[datetime]):
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
            self.fail(f"`{value}` {_missing(value, moment)}", param, ctx)
        return moment


def _missing(value: str, moment: datetime) -> str:
    """What a date or a local time needs to be one moment, in forms that are taken."""
    # Python takes any character between date and time, and so this zone for a time.
    zoned = _DATE_AND_ZONE.fullmatch(value)
    if zoned:
        return f"has no time of day, so it is not one moment; write `{zoned[1]}T00:00{zoned[2]}`"
    time = moment.isoformat(timespec="auto" if moment.second or moment.microsecond else "minutes")
    return f"has no zone, so it is not one moment; write `{time}Z` or `{time}+02:00`"


def as_of(moment: datetime | None = None) -> datetime:
    """The moment asked for; else `SOURCE_DATE_EPOCH`, for a repeatable build; else now.

    `SOURCE_DATE_EPOCH` is the latest time that a build may use. One that has not come yet is now:
    what a variable says that some other tool has set must never end an embargo.

    Raises:
        WrongUsageError: `SOURCE_DATE_EPOCH` is set and is no number of seconds since 1970.
    """
    epoch, now = os.environ.get(_VARIABLE), datetime.now(UTC)
    if moment is not None or not epoch:
        return moment or now
    try:
        return min(datetime.fromtimestamp(int(epoch), UTC), now)
    except (ValueError, OverflowError, OSError) as error:
        raise WrongUsageError(
            f"`{_VARIABLE}` is `{epoch}`, which is no number of seconds since 1970"
        ) from error
