"""The moment for which embargoes are judged: now, or `SOURCE_DATE_EPOCH` for a repeatable build."""

import os
from datetime import UTC, datetime

from dossierpress.cli.usage import WrongUsageError

_VARIABLE = "SOURCE_DATE_EPOCH"


def as_of() -> datetime:
    """With its zone, UTC.

    Raises:
        WrongUsageError: `SOURCE_DATE_EPOCH` is set and is no number of seconds since 1970.
    """
    epoch = os.environ.get(_VARIABLE)
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise WrongUsageError(
            f"`{_VARIABLE}` is `{epoch}`, which is no number of seconds since 1970"
        ) from error
