"""What all the models of author-written data have in common."""

from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set = object.__setattr__


class Matter(BaseModel):
    """A mapping that an author writes: frozen, closed, every field documented in place.

    The same classes validate front matter and make the JSON Schemas; the cache holds their values.
    They hold plain values; the places of the values are kept beside them (`model.Locations`).
    """

    model_config = ConfigDict(
        frozen=True,
        defer_build=True,  # until there is a value to check
        extra="forbid",
        populate_by_name=True,
    )

    def having(self, **values: Any) -> Self:
        """The same with these values, which are not checked: itself where it has them already."""
        own = self.__dict__
        if all(own[name] == value for name, value in values.items()):
            return self
        return self.unchecked({**own, **values})

    @classmethod
    def unchecked(cls, values: dict[str, Any]) -> Self:
        """A model of values that were checked before, as pydantic itself would make it.

        Args:
            values: Every field in the order of the class. The model keeps this very mapping.
        """
        made = cls.__new__(cls)
        _set(made, "__dict__", values)
        _set(made, "__pydantic_fields_set__", _all_fields(cls))
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


@cache
def _all_fields(model: type[Matter]) -> set[str]:
    """Names of all fields, as what was set: pydantic copies that before it changes it."""
    return set(model.model_fields)
