"""A few words with emphasis in them, such as the locator of a citation."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct


class Run(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Words in one style."""

    text: str
    """Not yet escaped."""
    elements: tuple[Literal["em", "strong", "code"], ...] = ()
    """The HTML elements around it, the outermost first."""


Styled = tuple[Run, ...]


def plain(styled: Sequence[Run]) -> str:
    """The words without their style."""
    return "".join(run.text for run in styled)
