"""The base of all models of author-written data, and the error of a check.

A check raises `schema_error`, which carries a diagnostic code, a message and a hint;
`schema/validation.py` turns it into a diagnostic.
"""

from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from dossierpress.kernel.diagnostics.hints import Offer

_set_values, _set_given, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in (
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    )
)


class Matter(BaseModel):
    """A mapping that an author writes: frozen, closed, every field documented in place.

    The same classes validate front matter and make the JSON Schemas; the cache holds their values.
    They hold plain values; the places of the values are kept beside them (`Record.locations`).
    """

    model_config = ConfigDict(
        frozen=True,
        defer_build=True,  # until there is a value to check
        extra="forbid",
        populate_by_name=True,
    )

    def having(self, **values: Any) -> Self:
        """A copy with these values, unchecked; the model itself if it has them already."""
        own = self.__dict__
        for name, value in values.items():
            if own[name] is not value and own[name] != value:
                return self.unchecked({**own, **values})
        return self

    @classmethod
    def unchecked(cls, values: dict[str, Any]) -> Self:
        """Build a model from values that were checked before, as pydantic itself would.

        Args:
            values: Every field in the order of the class. The model keeps this very mapping.
        """
        made = cls.__new__(cls)
        _set_values(made, values)
        _set_given(made, _all_fields(cls))
        _set_extra(made, None)
        _set_private(made, None)
        return made


@cache
def _all_fields(model: type[Matter]) -> set[str]:
    """Names of all fields, shared as the set of given fields: pydantic copies it on change."""
    return set(model.model_fields)


def schema_error(
    code: str, message: str, hint: str | Offer | None = None, *, at: str = "", sought: str = ""
) -> PydanticCustomError:
    """Make an error that carries a diagnostic code, a message and a hint.

    Args:
        code: A key of the code table.
        message: As in a diagnostic.
        hint: As in a diagnostic; the text of an `Offer` replaces the value.
        at: In a check of a whole model, the pointer within it to the value in question.
        sought: Words that stand in place of an id.
    """
    # The message is given as a value: as a template its braces would be filled in.
    return PydanticCustomError(
        code, "{message}", {"message": message, "hint": hint or "", "at": at, "sought": sought}
    )


def error_at(error: PydanticCustomError, at: str) -> PydanticCustomError:
    """Return the error of a single value as an error of its model, at a pointer."""
    return PydanticCustomError(
        error.type, error.message_template, {**(error.context or {}), "at": at}
    )


def on_one_line(text: str, most: int = 60) -> str:
    """Quote a value in a message: on one line, not longer than a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
