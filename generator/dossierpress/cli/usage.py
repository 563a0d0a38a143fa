"""Wrong usage, told with the way out; and choices that know what was meant."""

from collections.abc import Iterable
from typing import Any

import click

from dossierpress.diagnostics import did_you_mean


class WrongUsageError(click.UsageError):
    """A command was called in a way that cannot work."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class OneOf(click.Choice[str]):
    """One of some words; a word that is none of them gets a suggestion."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value in self.choices:
            return str(value)
        shown = param.get_error_hint(ctx).strip("'") if param and ctx else "the value"
        raise WrongUsageError(
            f"`{value}` is no value of `{shown}`", hint=meant(str(value), self.choices)
        )


def meant(word: str, possible: Iterable[str]) -> str:
    """`did you mean …?`, or all that there is."""
    known = list(possible)
    return (
        str(did_you_mean(word, known) or "")
        or f"there are {', '.join(f'`{one}`' for one in known)}"
    )
