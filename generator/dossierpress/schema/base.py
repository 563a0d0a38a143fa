"""What all the models of author-written data have in common."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


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
        return self.model_copy(update=values)
