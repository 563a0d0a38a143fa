"""Parts that many pages show: the text that fingerprints are made of is made once for each."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any, cast


class ToldOnce:
    """Base of a frozen dataclass made with `repr=False`; its `repr` is the one it would have had.

    A site has a few thousand links and dates, and shows them in hundreds of thousands of places.
    """

    __slots__ = ("_told",)
    if TYPE_CHECKING:  # no field, so no type for templates to find
        _told: str

    def __repr__(self) -> str:
        """Name the class and every field, the first time; repeat it from then on."""
        try:
            return self._told
        except AttributeError:
            names = (one.name for one in fields(cast("Any", self)))
            values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            told = f"{type(self).__name__}({values})"
            object.__setattr__(self, "_told", told)
            return told
